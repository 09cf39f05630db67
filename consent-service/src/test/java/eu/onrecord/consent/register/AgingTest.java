package eu.onrecord.consent.register;

import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.Period;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import eu.onrecord.consent.ServiceTest;
import eu.onrecord.consent.batch.Columns;
import eu.onrecord.consent.relationship.Clocks;
import eu.onrecord.consent.relationship.RelationshipState;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Tuple;

@QuarkusTest
class AgingTest extends ServiceTest {
    /** The index is asked by SQL, the rule is Java: both say the same at the very second, before it and after it. */
    @Test
    void theSweepDoesWhatTheClocksSayToTheSecond() {
        var clocks = new Clocks(Period.ofMonths(36), Period.ofMonths(12));
        var expected = new HashMap<UUID, RelationshipState>();
        for (var state : List.of(RelationshipState.CONTACTED_US, RelationshipState.ESTABLISHED, RelationshipState.DORMANT)) {
            var due = clocks.dueSince(state, clock.instant());
            for (var since : List.of(due.minusSeconds(1), due, due.plusSeconds(1))) {
                for (var heard : Arrays.asList(null, since.minusSeconds(5), due.minusSeconds(1), due, due.plusSeconds(1))) {
                    expected.put(relationship(state, since, heard), clocks.due(state, since, heard, clock.instant())
                            .map(it -> state.after(it.happening())).orElse(state));
                }
            }
        }

        sweep(clock.instant().toString(), false);

        assertEquals(expected, expected.keySet().stream().collect(Collectors.toMap(id -> id, this::stateOf)));
        sweep(clock.instant().toString(), true).body("dormant", is(0)).body("expired", is(0));
    }

    private UUID relationship(RelationshipState state, Instant since, Instant heard) {
        var phone = "+316" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
        var customer = UUID.fromString(as("crm").contentType("application/json")
                .body(Map.of("legalEntity", "example-nl", "identifiers", List.of(Map.of("kind", "phone", "value", phone)),
                        "evidence", Map.of("kind", "order", "occurredAt", "2026-01-05T10:00:00Z", "reference", "A-1")))
                .put("/relationships").then().statusCode(200).extract().path("customer"));
        pool.preparedQuery("update relationship set state = $2, since = $3, last_contact_at = $4 where customer_id = $1")
                .execute(Tuple.of(customer, state.name(), Columns.offset(since), Columns.offset(heard))).await().atMost(SOON);
        return customer;
    }

    private RelationshipState stateOf(UUID customer) {
        return RelationshipState.valueOf(pool.preparedQuery("select state from relationship where customer_id = $1")
                .execute(Tuple.of(customer)).await().atMost(SOON).iterator().next().getString("state"));
    }

    private static ValidatableResponse sweep(String at, boolean dryRun) {
        return as("compliance-officer").contentType("application/json").body(Map.of("at", at, "dryRun", dryRun))
                .post("/relationships/sweep").then().statusCode(200);
    }
}
