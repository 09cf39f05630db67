package eu.onrecord.consent.register;

import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;

import eu.onrecord.consent.channel.LegalEntitiesConfig;
import eu.onrecord.consent.channel.LegalEntitiesConfig.LegalEntityConfig;
import eu.onrecord.consent.customer.CurrentCustomer;
import eu.onrecord.consent.customer.IdentifierVault;
import eu.onrecord.consent.evidence.Effect;
import eu.onrecord.consent.evidence.EvidenceKind;
import eu.onrecord.consent.evidence.EvidenceText;
import eu.onrecord.consent.problem.ProblemType;
import eu.onrecord.consent.relationship.Clocks;
import eu.onrecord.consent.relationship.Purpose;
import eu.onrecord.consent.relationship.Relationship;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** Puts evidence on paper, for whoever has to be shown it. */
@ApplicationScoped
public class ConsentRecords {
    private static final String SCHEMA = "urn:onrecord:consent-record:1";

    private final Pool pool;
    private final LegalEntitiesConfig entities;
    private final IdentifierVault vault;
    private final ObjectMapper json;
    private final Clock clock;

    ConsentRecords(Pool pool, LegalEntitiesConfig entities, IdentifierVault vault, ObjectMapper json, Clock clock) {
        this.clock = clock;
        this.pool = pool;
        this.entities = entities;
        this.vault = vault;
        this.json = json;
    }

    /** Of one customer, and of those who were found to be them. */
    public Uni<ConsentRecord> of(UUID customer) {
        return Panache.withSession(() -> Relationship.<Relationship> findById(customer))
                .onItem().ifNull().failWith(() -> ProblemType.CUSTOMER_UNKNOWN.problem("There is no such customer."))
                .chain(relationship -> pool.preparedQuery("select * from evidence where customer_id in " + CurrentCustomer.IDS
                        + " order by occurred_at, id").execute(Tuple.of(customer))
                        .map(rows -> record(relationship,
                                StreamSupport.stream(rows.spliterator(), false).map(this::event).toList())));
    }

    private ConsentRecord record(Relationship relationship, List<ConsentRecord.Event> events) {
        var entity = entities.legalEntities().get(relationship.legalEntity);
        relationship.aged(new Clocks(entity.dormantAfter(), entity.expiredAfter()), clock.instant());
        var allowed = relationship.permissions();
        var purposes = Arrays.stream(Purpose.values())
                .map(purpose -> purpose(purpose, allowed.contains(purpose), relationship.legalEntity, entity)).toList();
        return new ConsentRecord(SCHEMA, relationship.customerId, relationship.customerId,
                new ConsentRecord.Processing(entity.privacyUrl().toString(), null, purposes),
                List.of(new ConsentRecord.Party(relationship.legalEntity, entity.company(), entity.privacyUrl().toString(),
                        "PII controller", "Service provider")),
                events);
    }

    private static ConsentRecord.Purpose purpose(Purpose purpose, boolean allowed, String legalEntity,
            LegalEntityConfig entity) {
        var basis = purpose == Purpose.MARKETING || purpose == Purpose.CALL ? "consent" : "contract";
        return new ConsentRecord.Purpose(purpose.word(), basis, List.of(new ConsentRecord.Information("messaging identifier")),
                List.of(legalEntity), entity.retention().toString(), "STOP in the chat, or by phone, letter or desk", allowed);
    }

    private ConsentRecord.Event event(Row row) {
        var effect = Effect.valueOf(row.getString("effect"));
        var kind = EvidenceKind.valueOf(row.getString("kind"));
        var text = text(row);
        var purposes = row.getString("purposes");
        return new ConsentRecord.Event(row.getOffsetDateTime("occurred_at").toInstant(), "until withdrawn",
                row.getUUID("customer_id").toString(), kind.isConsent() ? "explicit" : "implicit", state(effect, kind),
                row.getUUID("id"), kind.word(), row.getString("scope"),
                purposes.isEmpty() ? List.of() : List.of(purposes.split(",")),
                row.getOffsetDateTime("recorded_at").toInstant(), row.getString("recorded_by"), text.reference(),
                text.formVersion(), text.textShown());
    }

    /** A contract is no consent, and is not called so. */
    private static String state(Effect effect, EvidenceKind kind) {
        return switch (effect) {
            case RELATIONSHIP -> kind.isConsent() ? "consent given" : "x_relationship";
            case OPT_OUT -> "consent withdrawn";
            case OPT_IN -> "consent given";
            case ENDED, SUSPENDED, VERIFIED, IDENTIFIER_REMOVED, RESTRICTED, UNRESTRICTED -> "x_" + effect.word();
        };
    }

    private EvidenceText text(Row row) {
        try {
            var sealed = row.getBuffer("sealed");
            return sealed == null ? new EvidenceText(null, null, null, false)
                    : json.readValue(vault.open(sealed.getBytes()), EvidenceText.class);
        } catch (IOException unreadable) {
            throw new IllegalStateException("evidence that cannot be read: " + unreadable.getClass().getSimpleName());
        }
    }
}
