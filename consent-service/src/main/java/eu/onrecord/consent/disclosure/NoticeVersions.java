package eu.onrecord.consent.disclosure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.channel.Channels;
import eu.onrecord.consent.channel.LegalEntitiesConfig;
import eu.onrecord.consent.channel.LegalEntitiesConfig.NoticeConfig;
import eu.onrecord.consent.lane.UntilShutdown;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * When each version of a notice was first in force. So a deployment names the oldest that counts, and somebody who missed a
 * version in which something material was said is told, whatever came after it.
 */
@ApplicationScoped
class NoticeVersions {
    private static final Logger LOG = Logger.getLogger(NoticeVersions.class);

    private final Pool pool;
    private final Channels channels;
    private final LegalEntitiesConfig entities;

    NoticeVersions(Pool pool, Channels channels, LegalEntitiesConfig entities) {
        this.pool = pool;
        this.channels = channels;
        this.entities = entities;
    }

    /** A version, and what people call it. */
    record Known(String version, String label) {
        private boolean isCalled(String name) {
            return version.equals(name) || label.equals(name);
        }
    }

    /** At start, and then again and again: another pod may bring a new one, and the database may be away at first. */
    @UntilShutdown
    @Scheduled(every = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return Multi.createFrom().iterable(List.copyOf(channels.all())).onItem()
                .transformToUniAndConcatenate(channel -> look(channel).replaceWith(channel)).collect().last()
                .replaceWithVoid();
    }

    private Uni<Void> look(Channel channel) {
        var notice = channel.notice();
        return pool.preparedQuery("""
                insert into notice_version (legal_entity, version, label) values ($1, $2, $3) on conflict do nothing""")
                .execute(Tuple.of(channel.legalEntity(), notice.version(), notice.label()))
                .chain(() -> pool.preparedQuery("""
                        select version, label from notice_version where legal_entity = $1
                        order by first_in_force_at, version""").execute(Tuple.of(channel.legalEntity())))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Known(row.getString("version"), row.getString("label"))).toList())
                .invoke(known -> channels.overtaken(channel.legalEntity(),
                        overtaken(channel.legalEntity(), known, materialSince(channel), notice.version())))
                .replaceWithVoid();
    }

    private Optional<String> materialSince(Channel channel) {
        return Optional.ofNullable(entities.legalEntities().get(channel.legalEntity())).flatMap(it -> it.notice())
                .flatMap(NoticeConfig::materialSince);
    }

    /**
     * Which versions count no more.
     *
     * @param known in the order in which they were first in force
     * @param materialSince the oldest that counts; empty: all do
     * @param current which is never overtaken, or everybody would be told at each message
     */
    static Set<String> overtaken(String legalEntity, List<Known> known, Optional<String> materialSince, String current) {
        if (materialSince.isEmpty()) {
            return Set.of();
        }
        var before = new ArrayList<String>();
        for (var it : known) {
            if (it.isCalled(materialSince.get())) {
                before.remove(current);
                return Set.copyOf(before);
            }
            before.add(it.version());
        }
        LOG.errorf("onrecord.legal-entities.%s.notice.material-since names a version that was never in force. "
                + "Every version counts until it names one of these: %s", legalEntity, before);
        return Set.of();
    }
}
