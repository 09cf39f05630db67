package eu.onrecord.ingest.webhook;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.channel.Channels;
import eu.onrecord.ingest.problem.ProblemType;

/**
 * Why webhooks are refused: a line a minute for each channel and reason, and a line a second while Kafka does not acknowledge.
 */
@ApplicationScoped
public class RefusalLog {
    private static final Logger LOG = Logger.getLogger(RefusalLog.class);
    private static final Duration BETWEEN_REFUSALS = Duration.ofMinutes(1);
    private static final Duration BETWEEN_OUTAGES = Duration.ofSeconds(1);

    private final Map<String, Map<ProblemType, Seldom>> byChannel = new ConcurrentHashMap<>();
    private final Seldom outage = new Seldom(BETWEEN_OUTAGES, System::nanoTime);

    RefusalLog(Channels channels) {
        channels.all().forEach(channel -> {
            var seldom = new EnumMap<ProblemType, Seldom>(ProblemType.class);
            for (var why : ProblemType.values()) {
                seldom.put(why, new Seldom(BETWEEN_REFUSALS, System::nanoTime));
            }
            byChannel.put(channel.name(), seldom);
        });
    }

    /** A webhook was refused, for another reason than that Kafka did not take it. */
    public void refused(Channel channel, ProblemType why) {
        if (why != ProblemType.NOT_ACKNOWLEDGED) {
            byChannel.get(channel.name()).get(why).happened().ifPresent(
                    times -> LOG.warnf("Webhooks on %s are refused: %s (%d since this was last said)", channel.name(),
                            why.word(), times));
        }
    }

    /** Kafka did not acknowledge a webhook. Without its words: they may name what was sent. */
    public void notAcknowledged(Throwable failure) {
        outage.happened().ifPresent(times -> LOG.warnf("Kafka did not acknowledge %d webhooks; the last: %s", times,
                failure.getClass().getSimpleName()));
    }
}
