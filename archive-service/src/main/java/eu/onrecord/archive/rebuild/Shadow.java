package eu.onrecord.archive.rebuild;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.batch.Columns;
import eu.onrecord.archive.conversation.Conversations;
import eu.onrecord.archive.intake.Following;
import eu.onrecord.archive.record.Looked;
import eu.onrecord.archive.record.Recorded;
import eu.onrecord.archive.record.Records;
import eu.onrecord.archive.verification.Finding;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Tables of the same names as those of what follows from the records, in the schema {@code rebuilt}. The same statements fill
 * them, with that schema first in the search path.
 */
@ApplicationScoped
class Shadow {
    private static final int MOST = 10_000;
    private static final int PAGE = 500;
    private static final Duration PATIENCE = Duration.ofHours(12);

    /** As the index of them is for. */
    private static final String SEPARATIONS = " where type = 'eu.onrecord.consent.customers-separated.v1'";

    private final Pool pool;
    private final Following following;
    private final Records records;
    private final Unopened unopened;
    private final LinksMeanwhile linksMeanwhile;

    Shadow(Pool pool, Following following, Records records, Unopened unopened, LinksMeanwhile linksMeanwhile) {
        this.pool = pool;
        this.following = following;
        this.records = records;
        this.unopened = unopened;
        this.linksMeanwhile = linksMeanwhile;
    }

    /**
     * Nothing is in it, and it is whose it is said to be from now on: whoever had it before, and lives still, has it no more.
     */
    void clear(UUID run) {
        unopened.begin();
        inOneTransaction(connection -> {
            // one after the other, and not while one takes the other's place
            connection.query("lock table rebuilt.owner in exclusive mode").execute().await().atMost(PATIENCE);
            run(connection, """
                    truncate rebuilt.conversation, rebuilt.conversation_thread, rebuilt.conversation_link,
                    rebuilt.conversation_identifier, rebuilt.mention, rebuilt.media, rebuilt.unopened, rebuilt.passed_over""");
            run(connection, "delete from rebuilt.owner");
            connection.preparedQuery("insert into rebuilt.owner (run) values ($1)").execute(Tuple.of(run)).await()
                    .atMost(PATIENCE);
        });
    }

    /** A lock that was lost with its connection lets in another: then what is in it is theirs, or both. */
    private static void requireOwn(SqlConnection connection, UUID run) {
        if (connection.preparedQuery("select 1 from rebuilt.owner where run = $1 for share").execute(Tuple.of(run)).await()
                .atMost(PATIENCE).rowCount() == 0) {
            throw new IllegalStateException("somebody else has begun meanwhile");
        }
    }

    /** Whose the threads are, first: what follows from a record depends on it, also where it was told later. */
    void begin() {
        var page = separations(Instant.EPOCH, new UUID(0, 0));
        while (!page.isEmpty()) {
            var told = records.again(page.stream().map(Place::id).toList()).await().atMost(PATIENCE).stream()
                    .filter(Following::isFollowed).toList();
            pool.withTransaction(transaction -> transaction.query("set local search_path to rebuilt, public").execute()
                    .chain(() -> following.separate(transaction, told))).await().atMost(PATIENCE);
            var last = page.get(page.size() - 1);
            page = separations(last.occurredAt(), last.id());
        }
    }

    /** By the row's own time: its id may tell another one, where somebody changed it. */
    private record Place(Instant occurredAt, UUID id) {
    }

    private List<Place> separations(Instant after, UUID id) {
        var places = new ArrayList<Place>();
        pool.preparedQuery("select id, occurred_at from record" + SEPARATIONS
                + " and (occurred_at, id) > ($1, $2) order by occurred_at, id limit $3")
                .execute(Tuple.of(Columns.offset(after), id, PAGE)).await().atMost(PATIENCE)
                .forEach(row -> places
                        .add(new Place(row.get(OffsetDateTime.class, "occurred_at").toInstant(), row.getUUID("id"))));
        return places;
    }

    /** What follows from these records; of those that could not be opened it is noted that nobody knows. */
    void add(List<Looked> records) {
        pool.withTransaction(transaction -> add(transaction, records)).await().atMost(PATIENCE);
    }

    private Uni<Void> add(SqlConnection transaction, List<Looked> records) {
        var followed = records.stream().map(Looked::recorded).filter(it -> it != null && Following.isFollowed(it)).toList();
        var closed = records.stream().filter(it -> it.recorded() == null).toList();
        return transaction.query("set local search_path to rebuilt, public").execute()
                .chain(() -> follow(transaction, followed))
                .chain(() -> unopened.add(transaction, closed));
    }

    private Uni<Void> follow(SqlConnection transaction, List<Recorded> followed) {
        return followed.isEmpty() ? Uni.createFrom().voidItem() : following.follow(transaction, followed);
    }

    /**
     * What is not as it follows from the records. Conversations in which something happened meanwhile are passed over.
     *
     * @param since when meanwhile began
     * @param run whose it is
     * @throws IllegalStateException if it is somebody else's by now
     */
    List<Finding> differences(Instant since, UUID run) {
        var findings = new ArrayList<Finding>();
        inOneTransaction(connection -> {
            // all of it of one moment, and nobody else says from here on what is not looked at
            run(connection, "set transaction isolation level repeatable read");
            run(connection, "lock table rebuilt.passed_over, rebuilt.unopened in exclusive mode");
            run(connection, "delete from rebuilt.passed_over");
            requireOwn(connection, run);
            if (!unopened.isAsPutThere(connection)) {
                findings.add(new Finding("not-looked-at", "-", null));
            }
            var links = linksMeanwhile.of(connection, since);
            links.untold().forEach(link -> findings.add(new Finding("link-not-told", link, null)));
            passOver(connection, """
                    select distinct scope from record where recorded_at >= $1
                    union select unnest($2::text[])
                    union select r.scope from following f
                    join record r on (r.occurred_at, r.id) = (f.occurred_at, f.record_id)
                    union select scope from rebuilt.unopened""",
                    Tuple.of(Columns.offset(since), links.told().toArray(String[]::new)));
            for (var difference : Differences.ALL) {
                connection.preparedQuery(difference + " order by 2 limit " + MOST)
                        .execute(difference.contains("$1") ? Tuple.of(Columns.offset(since)) : Tuple.tuple()).await()
                        .atMost(PATIENCE).forEach(row -> findings.add(
                                new Finding(row.getString("kind"), row.getString("place"), null)));
            }
        });
        return findings;
    }

    /**
     * Takes the place of what is there, in one transaction in which nobody hears anything.
     *
     * @param last what was recorded while the rest was made
     * @param since when that began; a thread of which it was told meanwhile whose it is stays as it is
     * @param run whose it is
     * @throws IllegalStateException if it is somebody else's by now: then nothing is replaced
     */
    void replace(Iterable<List<Looked>> last, Instant since, UUID run) {
        inOneTransaction(connection -> {
            requireOwn(connection, run);
            Conversations.hold(connection).await().atMost(PATIENCE);
            last.forEach(page -> add(connection, page).await().atMost(PATIENCE));
            run(connection, "set local search_path to public");
            passOver(connection, "select scope from rebuilt.unopened union select scope from record" + SEPARATIONS
                    + " and recorded_at >= $1", Tuple.of(Columns.offset(since)));
            Replacements.ALL.forEach(replacement -> run(connection, replacement));
        });
    }

    private void inOneTransaction(Consumer<SqlConnection> work) {
        var connection = pool.getConnection().await().atMost(PATIENCE);
        try {
            var transaction = connection.begin().await().atMost(PATIENCE);
            work.accept(connection);
            transaction.commit().await().atMost(PATIENCE);
        } finally {
            // what is not committed by then is undone
            connection.close().await().atMost(PATIENCE);
        }
    }

    private static void run(SqlConnection connection, String statement) {
        connection.query(statement).execute().await().atMost(PATIENCE);
    }

    /** The conversations of these scopes, here or as made anew, and all that share a thread with one of them. */
    private static void passOver(SqlConnection connection, String scopes, Tuple parameters) {
        connection.preparedQuery("""
                with moving as (%s)
                insert into rebuilt.passed_over (conversation_id)
                select conversation_id from conversation_thread where thread in (select scope from moving)
                union select conversation_id from rebuilt.conversation_thread where thread in (select scope from moving)
                on conflict do nothing""".formatted(scopes)).execute(parameters).await().atMost(PATIENCE);
        var more = 1;
        while (more > 0) {
            more = connection.query("""
                    insert into rebuilt.passed_over (conversation_id)
                    select case when p.conversation_id = a.conversation_id then b.conversation_id else a.conversation_id end
                    from rebuilt.passed_over p join (conversation_thread a join rebuilt.conversation_thread b
                    using (thread, legal_entity, since)) on p.conversation_id in (a.conversation_id, b.conversation_id)
                    where a.conversation_id <> b.conversation_id on conflict do nothing""").execute().await()
                    .atMost(PATIENCE).rowCount();
        }
    }
}
