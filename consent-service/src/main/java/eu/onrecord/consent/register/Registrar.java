package eu.onrecord.consent.register;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.customer.IdentifierVault;
import eu.onrecord.consent.dossier.Dossier;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.evidence.Assessment;
import eu.onrecord.consent.evidence.Effect;
import eu.onrecord.consent.evidence.Evidence;
import eu.onrecord.consent.evidence.EvidenceKind;
import eu.onrecord.consent.evidence.Statement;
import eu.onrecord.consent.problem.ProblemType;
import eu.onrecord.consent.register.Result.Refused;
import eu.onrecord.consent.register.Result.Registered;
import eu.onrecord.consent.relationship.OptOut;
import eu.onrecord.consent.relationship.Purpose;
import eu.onrecord.consent.telling.Notices;
import eu.onrecord.contract.consent.Change;

/** What follows from what the CRM says, decided in memory. The same again changes nothing. */
final class Registrar {
    private final Work work;
    private final IdentifierVault vault;
    private final Set<String> legalEntities;
    private final String author;

    /** @param author who says so */
    Registrar(Work work, IdentifierVault vault, Set<String> legalEntities, String author) {
        this.work = work;
        this.vault = vault;
        this.legalEntities = legalEntities;
        this.author = author;
    }

    Result take(Registration it) {
        if (!legalEntities.contains(it.legalEntity())) {
            return new Refused("legal-entity-unknown", "No legal entity of this name is configured.");
        }
        var identifiers = GivenIdentifiers.read(it.identifiers());
        if (identifiers.isEmpty()) {
            return new Refused("identifier-invalid",
                    "An identifier is a phone with its plus (phone), or a user-id, telegram or crm-id.");
        }
        var refusal = new Joining(work.dossiers()).refusal(it, identifiers);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return it.evidence() == null ? withoutEvidence(it, identifiers) : withEvidence(it, identifiers);
    }

    private Result withoutEvidence(Registration it, List<Identifier> identifiers) {
        var isKnown = identifiers.stream().anyMatch(id -> work.dossiers().find(it.legalEntity(), id).isPresent());
        if (!isKnown) {
            return new Refused("evidence-missing", "Nobody is registered as a customer without evidence.");
        }
        return registered(it, work.dossiers().of(it.legalEntity(), identifiers));
    }

    private Result withEvidence(Registration it, List<Identifier> identifiers) {
        var kind = EvidenceKind.of(it.evidence().kind());
        if (kind.isEmpty()) {
            return new Refused("kind-unknown", "Evidence is an order, contract, quote, web-form, paper or click-to-chat.");
        }
        var given = it.evidence();
        var statement = new Statement(kind.get(), notLater(given.occurredAt()), given.reference(), given.formVersion(),
                given.textShown(), given.purposes(), given.objectionOffered());
        var assessment = Assessment.of(statement, work.now());
        if (assessment instanceof Assessment.Refused refused) {
            return new Refused(refused.word(), refused.sentence());
        }
        var dossier = work.dossiers().of(it.legalEntity(), identifiers);
        evidenced(dossier, statement, (Assessment.Accepted) assessment);
        return registered(it, dossier);
    }

    private void evidenced(Dossier dossier, Statement statement, Assessment.Accepted accepted) {
        var relationship = dossier.relationship();
        var id = id(dossier, Effect.RELATIONSHIP, statement);
        var stateBefore = relationship.state;
        // a new, explicit agreement is younger than the objection; it takes back no STOP to everything
        var agreesAgain = statement.kind().isConsent() && accepted.permissions().contains(Purpose.MARKETING)
                && relationship.optIn(OptOut.MARKETING, statement.occurredAt());
        relationship.evidenced(accepted.happening(), statement.kind().word(), id, accepted.permissions(),
                statement.occurredAt());
        record(dossier, Effect.RELATIONSHIP, null, id, statement);
        if (relationship.state != stateBefore) {
            work.publishEverywhere(Change.RELATIONSHIP_CHANGED, dossier, relationship.state.word(), relationship.basis, id,
                    statement.occurredAt());
        }
        if (agreesAgain) {
            work.publishEverywhere(Change.OPTED_IN, dossier, relationship.wishes.optOut.word(), statement.kind().word(), id,
                    statement.occurredAt());
        }
    }

    private Result registered(Registration it, Dossier dossier) {
        if (it.language() != null) {
            dossier.customer().language = it.language();
        }
        if (it.endedAt() != null && !it.endedAt().isAfter(work.now().plus(Assessment.CLOCK_SKEW))
                && it.endedAt().isAfter(dossier.relationship().since)
                && dossier.relationship().ended(it.endedAt())) {
            var statement = Statement.seen(EvidenceKind.DESK, it.endedAt(), null);
            var id = id(dossier, Effect.ENDED, statement);
            record(dossier, Effect.ENDED, null, id, statement);
            work.publishEverywhere(Change.RELATIONSHIP_CHANGED, dossier, dossier.relationship().state.word(), "ended", id,
                    it.endedAt());
        }
        return new Registered(dossier.id(), dossier.relationship().state.word());
    }

    /** A wish that came by phone, by letter or at the desk. */
    void wish(Dossier dossier, boolean in, OptOut scope, Statement statement) {
        var relationship = dossier.relationship();
        var effect = in ? Effect.OPT_IN : Effect.OPT_OUT;
        var id = id(dossier, effect, statement);
        record(dossier, effect, scope.word(), id, statement);
        var changed = in ? relationship.optIn(scope, statement.occurredAt())
                : relationship.optOut(scope, statement.occurredAt());
        if (!in && scope == OptOut.ALL) {
            work.then().silence(dossier.id());
            new Notices(work).cancelQueued(dossier);
        }
        if (changed) {
            work.publishEverywhere(in ? Change.OPTED_IN : Change.OPTED_OUT, dossier, relationship.wishes.optOut.word(),
                    statement.kind().word(), id, statement.occurredAt());
        }
    }

    /** Clocks differ by a little; but nothing that was said has not been said yet. */
    private Instant notLater(Instant told) {
        var isAhead = told != null && told.isAfter(work.now()) && !told.isAfter(work.now().plus(Assessment.CLOCK_SKEW));
        return isAhead ? work.now() : told;
    }

    /**
     * Somebody checked, and another holds an identifier now: that one is nobody known, told anew, and bound by nothing but what
     * was asked for under it.
     *
     * @param since from when
     * @return the new holder
     */
    Dossier separated(Dossier dossier, Identifier identifier, Instant since, Statement statement) {
        if (!dossier.identifiers().containsKey(work.dossiers().hash(dossier.customer().legalEntity, identifier))) {
            throw ProblemType.REQUEST_INVALID.problem("The customer is not known by this identifier.");
        }
        var holder = work.dossiers().separate(dossier, identifier, since);
        verified(dossier, statement);
        work.publishSeparation(holder, since, id(dossier, Effect.VERIFIED, statement));
        return holder;
    }

    /** GDPR Art. 16: what is wrong is taken away. */
    void forget(Dossier dossier, Identifier identifier, Statement statement) {
        if (!work.dossiers().forget(dossier, identifier)) {
            throw ProblemType.REQUEST_INVALID.problem("The customer is not known by this identifier.");
        }
        record(dossier, Effect.IDENTIFIER_REMOVED, null, id(dossier, Effect.IDENTIFIER_REMOVED, statement), statement);
    }

    /** Somebody checked who holds the number. */
    void verified(Dossier dossier, Statement statement) {
        var id = id(dossier, Effect.VERIFIED, statement);
        record(dossier, Effect.VERIFIED, null, id, statement);
        if (dossier.relationship().verified(statement.occurredAt())) {
            work.publishEverywhere(Change.RELATIONSHIP_CHANGED, dossier, dossier.relationship().state.word(), "verified", id,
                    statement.occurredAt());
        }
    }

    /** GDPR Art. 18. */
    void restrict(Dossier dossier, boolean restricted, Statement statement) {
        if (dossier.relationship().restricted == restricted) {
            return;
        }
        dossier.relationship().restricted = restricted;
        var effect = restricted ? Effect.RESTRICTED : Effect.UNRESTRICTED;
        var id = id(dossier, effect, statement);
        record(dossier, effect, null, id, statement);
        work.publishEverywhere(Change.RELATIONSHIP_CHANGED, dossier,
                restricted ? effect.word() : dossier.relationship().state.word(), effect.word(), id, statement.occurredAt());
        work.publishEverywhere(Change.RESTRICTION_CHANGED, dossier, restricted ? "restricted" : "lifted", null, id,
                statement.occurredAt());
    }

    private void record(Dossier dossier, Effect effect, String scope, UUID id, Statement statement) {
        work.then().record(new Evidence(id, dossier.customer().legalEntity, dossier.id(), effect, scope, statement, work.now(),
                author));
    }

    /** The same evidence of the same customer has the same id: a keyed hash, in the form of RFC 9562, section 5.8. */
    private UUID id(Dossier dossier, Effect effect, Statement it) {
        var hash = ByteBuffer.wrap(vault.fingerprint(String.join("\n", dossier.id().toString(), effect.name(),
                it.kind().name(), String.valueOf(it.occurredAt()), String.valueOf(it.reference()),
                String.valueOf(it.formVersion()), String.valueOf(it.textShown()),
                it.purposes().stream().sorted().toList().toString(), String.valueOf(it.objectionOffered()))));
        return new UUID(hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x8000L,
                hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L);
    }
}
