package eu.onrecord.archive.intake;

import static org.awaitility.Awaitility.await;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.archive.ArchiveTest;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Tuple;

/** The database is of an hour ago, and pods go on: what it lost is there again, without anybody's help. */
@QuarkusTest
class RestoredTest extends ArchiveTest {
    @Inject
    @Identifier("intake")
    Positions positions;

    @Test
    void whatARestoredDatabaseLostIsReadAgain() {
        send(text(thread, "wamid.0", "blijft"));
        recorded(1);
        change("drop table if exists position_then");
        change("create table position_then as select * from intake_position");
        for (var i = 1; i <= 5; i++) {
            send(text(thread, "wamid." + i, "verloren " + i));
        }
        send(disclosure(thread, "delivered"));
        recorded(7);
        conversation("released");

        pool.withTransaction(transaction -> transaction
                .preparedQuery("delete from record where scope = $1 and channel is not null and id <> (select id from record "
                        + "where scope = $1 order by occurred_at, recorded_at limit 1)")
                .execute(Tuple.of(thread.value()))
                .chain(() -> transaction.preparedQuery("update conversation set state = 'PENDING', released_at = null, "
                        + "released_by = null where id in (select conversation_id from conversation_thread where thread = $1)")
                        .execute(Tuple.of(thread.value())))
                .chain(() -> transaction.query("update intake_position p set next_offset = t.next_offset from position_then t "
                        + "where t.topic = p.topic and t.partition = p.partition").execute()))
                .await().atMost(SOON);
        send(text(thread, "wamid.6", "nieuw"));
        send(disclosure(thread, "read"));

        recorded(9);
        conversation("released");
        change("drop table position_then");
    }

    /** Pods go on meanwhile, and nobody says anything more. */
    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void whatWasLostIsReadAgainAlsoWhereNothingNewComes(boolean isLookedAtBetween) {
        send(text(thread, "wamid.1", "voor de back-up"));
        recorded(1);
        positions.look().await().atMost(SOON);
        change("drop table if exists position_then");
        change("create table position_then as select * from intake_position");
        send(text(thread, "wamid.2", "na de back-up"));
        recorded(2);
        if (isLookedAtBetween) {
            positions.look().await().atMost(SOON);
        }

        pool.withTransaction(transaction -> transaction.preparedQuery("""
                delete from sealed_content where record_id in (select id from record where scope = $1
                order by recorded_at desc limit 1)""").execute(Tuple.of(thread.value()))
                .chain(() -> transaction.preparedQuery("""
                        delete from record where (occurred_at, id) in (select occurred_at, id from record where scope = $1
                        order by recorded_at desc limit 1)""").execute(Tuple.of(thread.value())))
                .chain(() -> transaction.query("update intake_position p set next_offset = t.next_offset from position_then t "
                        + "where t.topic = p.topic and t.partition = p.partition").execute()))
                .await().atMost(SOON);
        positions.look().await().atMost(SOON);

        recorded(2);
        change("drop table position_then");
    }

    private void recorded(int count) {
        await().atMost(SOON).until(() -> count("record where thread = $1", thread.value()) == count);
    }
}
