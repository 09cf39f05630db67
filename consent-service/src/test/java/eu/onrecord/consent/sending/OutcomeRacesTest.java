package eu.onrecord.consent.sending;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import eu.onrecord.consent.ServiceTest;
import eu.onrecord.consent.channel.Channels;
import eu.onrecord.consent.customer.IdentifierVault;
import eu.onrecord.consent.dossier.Rows;
import eu.onrecord.consent.message.Delivery;
import eu.onrecord.consent.provider.SendOutcome;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** What a provider answered is known to one pod alone: whoever is in its way at that moment takes nothing of it away. */
@QuarkusTest
class OutcomeRacesTest extends ServiceTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    @Inject
    Outcomes outcomes;
    @Inject
    Channels channels;
    @Inject
    IdentifierVault vault;

    /** A merge has the customers first, and then their messages; whoever records has the message first. */
    @Test
    void anAnswerOfTheProviderSurvivesAMergeAtTheSameMoment() {
        var contact = conversation();
        contact.writes("wamid.1", "Hallo");
        establish(contact);
        var customer = UUID.fromString(customerOf(contact));
        var id = UUID.fromString(answer(contact, "Hallo").extract().path("id"));
        awaitSent(contact, 2);
        await().atMost(LONG).until(() -> count("outbound_message where id = $1 and answered", id) == 1);
        change("update outbound_message set state = 'CLAIMED', answered = false, provider_message_id = null where id = $1", id);
        var message = pool.preparedQuery("select * from outbound_message where id = $1").execute(Tuple.of(id)).await()
                .atMost(LONG).iterator().next();
        var attempt = new Attempt(Rows.message(message, vault), channels.find(message.getString("channel")).orElseThrow(),
                List.of());

        var merge = pool.getConnection().await().atMost(LONG);
        var transaction = merge.begin().await().atMost(LONG);
        // the other is the one that is given up
        run(merge, "set local deadlock_timeout = '20s'");
        merge.preparedQuery("select 1 from relationship where customer_id = $1 for update").execute(Tuple.of(customer)).await()
                .atMost(LONG);
        var recorded = outcomes.record(attempt, new SendOutcome.Accepted("wamid.raced", new byte[] { '{', '}' },
                "application/json")).subscribeAsCompletionStage();
        await().atMost(LONG).until(() -> waiting() > 0);
        merge.preparedQuery("update outbound_message set customer_id = customer_id where id = $1").execute(Tuple.of(id)).await()
                .atMost(LONG);
        transaction.commit().await().atMost(LONG);
        merge.close().await().atMost(LONG);

        recorded.toCompletableFuture().join();
        assertEquals(1, count("outbound_message where id = $1 and answered and state = $2", id, Delivery.ACCEPTED.name()));
    }

    private long waiting() {
        return count("pg_stat_activity where wait_event_type = 'Lock' and query like '%from relationship r join customer%'");
    }

    private static void run(SqlConnection connection, String sql) {
        connection.query(sql).execute().await().atMost(LONG);
    }

    private void change(String sql, Object... parameters) {
        pool.preparedQuery(sql).execute(Tuple.wrap(parameters)).await().atMost(LONG);
    }
}
