package eu.onrecord.archive.media;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.batch.Columns;
import eu.onrecord.archive.record.Recorded;
import eu.onrecord.contract.chat.ChatEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Which files are to be fetched, and what came of it. What a provider calls them, and what they are, stands in the records
 * alone: this says only where to look.
 */
@ApplicationScoped
public class MediaQueue {
    static final String WANTED = "WANTED";
    static final String PARKED = "PARKED";
    static final String KEPT = "KEPT";
    static final String LOST = "LOST";
    /** Why a file waits that is beyond what one customer sends in a day: one that is paid to fill disks sends more. */
    static final String BEYOND = "too-many-that-day";
    /** No provider that forgets keeps it for longer. */
    private static final Duration HELD_FOR = Duration.ofDays(7);
    private static final int GIVEN_UP_AT_ONCE = 100;

    private final Pool pool;
    private final MediaStoreConfig config;
    private final Clock clock;

    MediaQueue(Pool pool, MediaStoreConfig config, Clock clock) {
        this.pool = pool;
        this.config = config;
        this.clock = clock;
    }

    /** A file of a record's message. */
    private record Mentioned(Recorded record, int ordinal) {
    }

    /**
     * A file whose turn it is.
     *
     * @param record of the message
     * @param attempts with this one: whoever has another number was too slow
     * @param asked how many of them the provider had a part in
     * @param fileRecord what came of it before; null of one that was never had and never given up
     * @param parkedFor what kept it away, where it is only looked whether that is mended; else null
     */
    record Wanted(UUID id, UUID record, int ordinal, String channel, int attempts, int asked, Instant wantedAt, UUID fileRecord,
            String parkedFor) {
        private static Wanted of(Row row) {
            return new Wanted(row.getUUID("id"), row.getUUID("record_id"), row.getInteger("ordinal"), row.getString("channel"),
                    row.getInteger("attempts"), row.getInteger("attempts") - row.getInteger("turned_away"),
                    row.get(OffsetDateTime.class, "wanted_at").toInstant(),
                    row.getUUID("file_record"), row.getString("state").equals(PARKED) ? row.getString("error") : null);
        }

        boolean isParked() {
            return parkedFor != null;
        }
    }

    /** Whether a record tells what came of a file. */
    public static boolean isOfFile(Recorded recorded) {
        return FileEvent.isType(recorded.item().type());
    }

    /**
     * Every file of the events' messages; told again, it wants nothing more. Of one customer's day no more than the settings
     * say
     * (and what comes with it in one batch): those beyond wait until somebody asks for them.
     */
    public Uni<Void> want(SqlConnection transaction, Map<Recorded, ChatEvent> events) {
        var mentioned = events.entrySet().stream().filter(it -> it.getValue().message() != null)
                .flatMap(it -> IntStream.range(0, it.getValue().message().files().size())
                        .mapToObj(i -> new Mentioned(it.getKey(), i)))
                .toList();
        return mentioned.isEmpty() ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery(
                                """
                                        with mentioned (id, record_id, occurred_at, scope, legal_entity, channel, ordinal) as (select *
                                        from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::int[])),
                                        full_day as materialized (select scope, day from (select distinct scope,
                                        date_trunc('day', occurred_at, 'UTC') as day from mentioned) d where exists (select from media m
                                        where m.scope = d.scope and m.occurred_at >= d.day and m.occurred_at < d.day + interval '1 day'
                                        offset $10::int - 1)),
                                        known as (select m.*, ordinal >= $10 or (scope, date_trunc('day', occurred_at, 'UTC'))
                                        in (select scope, day from full_day) as beyond from mentioned m)
                                        insert into media (id, record_id, occurred_at, scope, legal_entity, channel, ordinal, state, error,
                                        attempts, due_at, wanted_at) select id, record_id, occurred_at, scope, legal_entity, channel, ordinal,
                                        case when beyond then 'HELD' else 'WANTED' end, case when beyond then $11::text end, 0,
                                        case when beyond then $9::timestamptz else $8 end, $8::timestamptz from known on conflict do nothing""")
                        .execute(Columns.of(mentioned).uuid(it -> FileEvent.idOf(it.record().id(), it.ordinal()))
                                .uuid(it -> it.record().id()).time(it -> it.record().item().ownTime().at())
                                .text(it -> it.record().item().scope().name()).text(it -> it.record().item().legalEntity())
                                .text(it -> it.record().item().channel()).number(Mentioned::ordinal).all(clock.instant())
                                .all(clock.instant().plus(HELD_FOR)).all(config.perCustomerAndDay()).all(BEYOND).tuple())
                        .replaceWithVoid();
    }

    /** What a record of a file says about one. */
    private record Told(Recorded record, FileEvent event) {
        /** What was kept counts, whatever else was said; else what was said last. */
        private static final Comparator<Told> LEAST_FIRST = Comparator.comparing((Told it) -> it.event().isKept())
                .thenComparing(it -> it.record().id().toString());
    }

    /** What came of files, as records of theirs say, in whatever order they and those of their messages come. */
    public Uni<Void> settle(SqlConnection transaction, Collection<Recorded> recorded) {
        var told = recorded.stream().filter(MediaQueue::isOfFile).flatMap(
                it -> FileEvent.of(it.item().type(), it.item().value()).stream().map(event -> new Told(it, event)))
                .collect(Collectors.toMap(it -> it.event().file(), it -> it, BinaryOperator.maxBy(Told.LEAST_FIRST))).values();
        return told.isEmpty() ? Uni.createFrom().voidItem()
                : transaction.preparedQuery(
                        """
                                insert into media as m (id, record_id, occurred_at, scope, legal_entity, channel, ordinal, state, file_record,
                                attempts, due_at, wanted_at) select *, 0, $10, $10 from unnest($1::uuid[], $2::uuid[], $3::timestamptz[],
                                $4::text[], $5::text[], $6::text[], $7::int[], $8::text[], $9::uuid[])
                                on conflict (record_id, ordinal) do update set state = excluded.state, file_record = excluded.file_record,
                                error = null where m.state <> 'KEPT' and m.file_record is distinct from excluded.file_record
                                and (excluded.state = 'KEPT' or m.file_record is null or m.file_record < excluded.file_record)""")
                        .execute(Columns.of(told).uuid(it -> it.event().file()).uuid(it -> it.event().message())
                                .time(it -> it.record().item().ownTime().at()).text(it -> it.record().item().scope().name())
                                .text(it -> it.record().item().legalEntity()).text(it -> it.record().item().channel())
                                .number(it -> it.event().ordinal()).text(it -> it.event().isKept() ? KEPT : LOST)
                                .uuid(it -> it.record().id()).all(clock.instant()).tuple())
                        .replaceWithVoid();
    }

    /**
     * Some whose turn it is, each for whoever asks, for a while.
     *
     * @param places how many of each channel at most, first those that come first
     * @param all how many in all
     */
    Uni<List<Wanted>> claim(Map<String, Integer> places, int all, Duration lease) {
        return pool.preparedQuery("""
                update media set due_at = $5, attempts = attempts + 1 where id = any(array(
                select due.id from unnest($1::text[], $2::int[]) with ordinality as c (channel, places, turn)
                cross join lateral (select id from media where state = 'WANTED' and channel = c.channel and due_at <= $4
                order by due_at limit c.places for update skip locked) due order by c.turn limit $3)) returning *""")
                .execute(Tuple.of(places.keySet().toArray(String[]::new), places.values().toArray(Integer[]::new), all, now(),
                        now().plus(lease)))
                .map(MediaQueue::all);
    }

    /** Some whose turn it is, of channels that are none of these. */
    Uni<List<Wanted>> strays(Collection<String> configured, Duration lease) {
        return pool.preparedQuery(
                """
                        with recursive wanted (channel) as ((select channel from media where state = 'WANTED' order by channel limit 1)
                        union all select (select channel from media where state = 'WANTED' and channel > w.channel order by channel limit 1)
                        from wanted w where w.channel is not null)
                        update media set due_at = $3, attempts = attempts + 1 where id = any(array(select due.id from wanted w
                        cross join lateral (select id from media where state = 'WANTED' and channel = w.channel and due_at <= $2
                        order by due_at limit $4 for update skip locked) due where w.channel <> all($1))) returning *""")
                .execute(Tuple.of(configured.toArray(String[]::new), now(), now().plus(lease), GIVEN_UP_AT_ONCE))
                .map(MediaQueue::all);
    }

    /** Those who are still at it go on having it, unless somebody else has it by now. */
    Uni<Void> hold(List<Wanted> wanted, Duration lease) {
        return pool.preparedQuery("""
                update media m set due_at = $3 from unnest($1::uuid[], $2::int[]) as w (id, attempts)
                where m.id = w.id and m.attempts = w.attempts and m.state in ('WANTED', 'PARKED')""")
                .execute(Tuple.of(wanted.stream().map(Wanted::id).toArray(UUID[]::new),
                        wanted.stream().map(Wanted::attempts).toArray(Integer[]::new), now().plus(lease)))
                .replaceWithVoid();
    }

    /** A channel, and what keeps its files away. */
    record Parked(String channel, String reason) {
    }

    /** One of each channel and reason that is parked, to see whether what kept it away is mended. */
    Uni<List<Wanted>> probe(Collection<Parked> parked, Duration lease) {
        return pool.preparedQuery("""
                update media set due_at = $3, attempts = attempts + 1 where id = any(array(
                select due.id from unnest($1::text[], $4::text[]) as p (channel, reason)
                cross join lateral (select id from media where state = 'PARKED' and channel = p.channel and error = p.reason
                and due_at <= $2 order by due_at limit 1 for update skip locked) due)) returning *""")
                .execute(Tuple.of(parked.stream().map(Parked::channel).toArray(String[]::new), now(), now().plus(lease),
                        parked.stream().map(Parked::reason).toArray(String[]::new)))
                .map(MediaQueue::all);
    }

    /** Some beyond a customer's day that nobody asked for while a provider may have had them. */
    Uni<List<Wanted>> heldForTooLong(Duration lease) {
        return pool.preparedQuery("""
                update media set due_at = $2, attempts = attempts + 1 where id = any(array(
                select id from media where state = 'HELD' and due_at <= $1 order by due_at limit $3 for update skip locked))
                returning *""").execute(Tuple.of(now(), now().plus(lease), GIVEN_UP_AT_ONCE)).map(MediaQueue::all);
    }

    private static List<Wanted> all(Iterable<Row> rows) {
        var wanted = new ArrayList<Wanted>();
        rows.forEach(row -> wanted.add(Wanted.of(row)));
        return wanted;
    }

    /**
     * That it was fetched, or is lost, stands in a record of its own. Of several that tell of its loss it is the same one
     * whoever makes this anew from the records.
     *
     * @return fails with {@link TooLateException} if somebody else has it by now
     */
    Uni<Void> settled(SqlConnection transaction, Wanted wanted, String state, UUID fileRecord) {
        return transaction.preparedQuery("""
                update media set state = $3, error = null,
                file_record = case when $3 = 'LOST' and file_record > $4 then file_record else $4 end
                where id = $1 and attempts = $2 and state in ('WANTED', 'PARKED', 'HELD')""")
                .execute(Tuple.of(wanted.id(), wanted.attempts(), state, fileRecord)).invoke(rows -> {
                    if (rows.rowCount() == 0) {
                        throw new TooLateException();
                    }
                }).replaceWithVoid();
    }

    /** Somebody else had it first: nothing is changed by whoever comes later. */
    static final class TooLateException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLateException() {
            super("somebody else was faster", null, false, false);
        }
    }

    /** It was not had; a late one changes nothing. What was parked, and is wanted again, is so from now on. */
    Uni<Void> missed(Wanted wanted, String state, Instant due, String why) {
        return missed(wanted, state, due, why, 0);
    }

    /** It had no turn: it waits as it did, and nothing of its time is used up. */
    Uni<Void> turnedAway(Wanted wanted, Instant due, String why) {
        return missed(wanted, wanted.isParked() ? PARKED : WANTED, due, wanted.isParked() ? wanted.parkedFor() : why, 1);
    }

    private Uni<Void> missed(Wanted wanted, String state, Instant due, String why, int turnedAway) {
        return pool.preparedQuery("""
                update media set state = $3, due_at = $4, error = $5, turned_away = turned_away + $7,
                wanted_at = case when state = 'PARKED' and $3 <> 'PARKED' and $7 = 0 then $6 else wanted_at end
                where id = $1 and attempts = $2 and state in ('WANTED', 'PARKED')""")
                .execute(Tuple.from(List.of(wanted.id(), wanted.attempts(), state, due.atOffset(ZoneOffset.UTC), why, now(),
                        turnedAway)))
                .replaceWithVoid();
    }

    /**
     * Somebody asks for it again, as if it were wanted now.
     *
     * @param isSpoilt whether it is kept, and yet not there as it was kept
     * @return whether there was anything to ask for: what is kept, or on its way, is not asked for again
     */
    public Uni<Boolean> again(UUID file, boolean isSpoilt) {
        return pool.preparedQuery("""
                update media set state = 'WANTED', due_at = $2, wanted_at = $2, error = null, attempts = attempts + 1
                where id = $1 and (state in ('LOST', 'PARKED', 'HELD') or $3 and state = 'KEPT')""")
                .execute(Tuple.of(file, now(), isSpoilt)).map(rows -> rows.rowCount() == 1);
    }

    /** What kept it away is mended: all others that are parked for it have their turn again, as if they were wanted now. */
    Uni<Void> unpark(Wanted mended) {
        return pool.preparedQuery("""
                update media set state = 'WANTED', due_at = $2, wanted_at = $2
                where state = 'PARKED' and channel = $1 and error = $3 and id <> $4""")
                .execute(Tuple.of(mended.channel(), now(), mended.parkedFor(), mended.id())).replaceWithVoid();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
