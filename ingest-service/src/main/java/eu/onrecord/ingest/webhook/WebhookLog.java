package eu.onrecord.ingest.webhook;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.channel.Channels;
import eu.onrecord.ingest.problem.ProblemType;
import eu.onrecord.ingest.provider.Reason;

/**
 * Why webhooks are refused or quarantined: a line a minute for each channel and reason, and a line a second while Kafka does
 * not acknowledge. Without the words of what went wrong: they may repeat what was sent.
 */
@ApplicationScoped
public class WebhookLog {
    private static final Logger LOG = Logger.getLogger(WebhookLog.class);
    private static final Duration BETWEEN_ALIKE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_OUTAGES = Duration.ofSeconds(1);

    private final Map<String, OfChannel> byChannel;
    private final Seldom outage = seldom(BETWEEN_OUTAGES);

    WebhookLog(Channels channels) {
        byChannel = channels.all().stream().collect(Collectors.toUnmodifiableMap(Channel::name, channel -> new OfChannel()));
    }

    private static Seldom seldom(Duration pause) {
        return new Seldom(pause, System::nanoTime);
    }

    /** A webhook was refused, for another reason than that Kafka did not take it. */
    public void refused(Channel channel, ProblemType why) {
        if (why != ProblemType.NOT_ACKNOWLEDGED) {
            byChannel.get(channel.name()).refused.get(why).happened().ifPresent(
                    times -> LOG.warnf("Webhooks on %s are refused: %s (%d since this was last said)", channel.name(),
                            why.word(), times));
        }
    }

    /** An authentic webhook is quarantined. */
    public void quarantined(Channel channel, Reason why) {
        byChannel.get(channel.name()).quarantined.get(why).happened().ifPresent(
                times -> LOG.warnf("Webhooks on %s are quarantined: %s (%d since this was last said)", channel.name(),
                        why.word(), times));
    }

    /** A webhook met a fault of ours. */
    public void fault(Channel channel, Throwable fault) {
        byChannel.get(channel.name()).faults.happened().ifPresent(
                times -> LOG.errorf("Webhooks on %s meet faults of ours (%d since this was last said), now %s at %s",
                        channel.name(), times, fault.getClass().getName(),
                        Stream.of(fault.getStackTrace()).findFirst().map(StackTraceElement::toString)
                                .orElse("an unknown place")));
    }

    /** Kafka did not acknowledge a webhook. */
    public void notAcknowledged(Throwable failure) {
        outage.happened().ifPresent(times -> LOG.warnf("Kafka did not acknowledge %d webhooks; the last: %s", times,
                failure.getClass().getSimpleName()));
    }

    private static final class OfChannel {
        private final Map<ProblemType, Seldom> refused = forEach(ProblemType.class);
        private final Map<Reason, Seldom> quarantined = forEach(Reason.class);
        private final Seldom faults = seldom(BETWEEN_ALIKE);

        private static <E extends Enum<E>> Map<E, Seldom> forEach(Class<E> words) {
            var each = new EnumMap<E, Seldom>(words);
            Stream.of(words.getEnumConstants()).forEach(word -> each.put(word, seldom(BETWEEN_ALIKE)));
            return each;
        }
    }
}
