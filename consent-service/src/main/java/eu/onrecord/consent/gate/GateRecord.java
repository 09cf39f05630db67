package eu.onrecord.consent.gate;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.batch.Columns;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.consent.relationship.Purpose;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

/** Every decision of the gate, with the version of the rule that took it. */
@ApplicationScoped
public class GateRecord {
    private final MeterRegistry registry;

    GateRecord(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A decision about a message that exists. */
    public Uni<Void> add(SqlClient database, OutboundMessage message, Decision decision, String askedBy, Instant now) {
        return add(database, message.customerId, message.channel, message.purpose, message.template, decision, askedBy, now);
    }

    Uni<Void> add(SqlClient database, UUID customer, String channel, Purpose purpose, boolean isTemplate, Decision decision,
            String askedBy, Instant now) {
        registry.counter("onrecord.gate.decisions", "verdict", decision.verdict().name().toLowerCase(Locale.ROOT), "reason",
                decision.reason().word()).increment();
        return database.preparedQuery("""
                insert into gate_decision (id, customer_id, channel, purpose, template, outcome, reason, rule_version, asked_by,
                at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)""")
                .execute(Tuple.tuple().addValue(UUID.randomUUID()).addValue(customer).addValue(channel).addValue(purpose.name())
                        .addValue(isTemplate).addValue(decision.verdict().name()).addValue(decision.reason().word())
                        .addValue(Gate.RULE_VERSION).addValue(askedBy).addValue(Columns.offset(now)))
                .replaceWithVoid();
    }
}
