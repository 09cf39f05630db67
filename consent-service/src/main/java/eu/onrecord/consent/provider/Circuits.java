package eu.onrecord.consent.provider;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.channel.Channels;

/** The circuit of every channel, as this instance has seen its provider. */
@ApplicationScoped
public class Circuits {
    private static final Logger LOG = Logger.getLogger(Circuits.class);

    private final Map<String, Circuit> byChannel;

    Circuits(Channels channels) {
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
            if (notTaken.remedy().isAboutTheChannel()) {
                LOG.errorf("Channel %s wants an operator: its provider says %s", channel.name(), notTaken.error());
            }
            circuit.failed(notTaken.remedy(), now);
        }
    }
}
