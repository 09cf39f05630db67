package eu.onrecord.consent.provider;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.channel.Channels;
import eu.onrecord.consent.channel.Remedy;
import io.micrometer.core.instrument.MeterRegistry;

/** The circuit of every channel, as this instance has seen its provider. */
@ApplicationScoped
public class Circuits {
    private static final Logger LOG = Logger.getLogger(Circuits.class);

    private final Map<String, Circuit> byChannel;
    private final MeterRegistry registry;

    Circuits(Channels channels, MeterRegistry registry) {
        this.registry = registry;
        byChannel = channels.all().stream().collect(Collectors.toMap(Channel::name, channel -> new Circuit()));
    }

    /** @param begins whether the message is a template, which begins something and answers nothing */
    public boolean isOpen(Channel channel, boolean begins, Instant now) {
        return byChannel.get(channel.name()).isOpen(begins, now);
    }

    /** What became of an attempt. */
    public void ended(Channel channel, SendOutcome outcome, Instant now) {
        var circuit = byChannel.get(channel.name());
        if (outcome instanceof SendOutcome.Accepted) {
            circuit.worked();
        } else if (outcome instanceof SendOutcome.NotTaken notTaken) {
            count(channel, notTaken.error());
            if (notTaken.remedy().isAboutTheChannel()) {
                LOG.errorf("Channel %s wants an operator: its provider says %s", channel.name(), notTaken.error());
            }
            circuit.failed(notTaken.remedy(), now);
        } else {
            // nobody knows of this message; but a provider that does not answer is left alone
            circuit.failed(Remedy.BACK_OFF, now);
        }
    }

    /** An error that the provider told later, by a status. */
    public void told(Channel channel, String error, Instant now) {
        count(channel, error);
        var remedy = channel.traits().remedy(error);
        if (remedy.isAboutTheChannel()) {
            LOG.errorf("Channel %s wants an operator: its provider says %s", channel.name(), error);
            byChannel.get(channel.name()).failed(remedy, now);
        }
    }

    private void count(Channel channel, String error) {
        registry.counter("onrecord.provider.errors", "channel", channel.name(), "code", error).increment();
    }
}
