package eu.onrecord.consent.dossier;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import eu.onrecord.consent.batch.Columns;
import eu.onrecord.consent.relationship.Relationship;
import io.vertx.mutiny.sqlclient.Tuple;

/** The columns of a relationship, named once for inserting and updating many. */
final class RelationshipColumns {
    private static final List<String> COLUMNS = List.of("customer_id uuid", "legal_entity text", "state text", "basis text",
            "evidence uuid", "since timestamptz", "last_contact_at timestamptz", "opt_out text", "opted_out_at timestamptz",
            "bot_silent_since timestamptz", "marketing_silent_since timestamptz", "marketing_in_at timestamptz",
            "suspended bool",
            "restricted bool", "marketing_since timestamptz",
            "marketing_evidence uuid", "call_since timestamptz", "call_evidence uuid", "opening int",
            "opted_in_at timestamptz", "verified_at timestamptz", "cold_contact_at timestamptz",
            "spoken_silent_since timestamptz",
            "restarted_at timestamptz", "suspended_at timestamptz");

    static final String NAMES = COLUMNS.stream().map(RelationshipColumns::name).collect(Collectors.joining(", "));
    static final String PARAMETERS = IntStream.range(0, COLUMNS.size())
            .mapToObj(i -> "$" + (i + 1) + "::" + COLUMNS.get(i).split(" ")[1] + "[]").collect(Collectors.joining(", "));
    static final String ASSIGNMENTS = Arrays.stream(NAMES.split(", ")).skip(1).map(name -> name + " = v." + name)
            .collect(Collectors.joining(", "));

    private RelationshipColumns() {
    }

    static Tuple of(Collection<Relationship> relationships) {
        return Columns.of(relationships).uuid(it -> it.customerId).text(it -> it.legalEntity).word(it -> it.state)
                .text(it -> it.basis).uuid(it -> it.evidence).time(it -> it.since).time(it -> it.lastContactAt)
                .word(it -> it.wishes.optOut).time(it -> it.wishes.optedOutAt).time(it -> it.wishes.botSilentSince)
                .time(it -> it.wishes.marketingSilentSince)
                .time(it -> it.wishes.marketingInAt).flag(it -> it.suspended)
                .flag(it -> it.restricted).time(it -> it.marketingSince).uuid(it -> it.marketingEvidence)
                .time(it -> it.callSince).uuid(it -> it.callEvidence).number(it -> it.opening).time(it -> it.wishes.optedInAt)
                .time(it -> it.verifiedAt).time(it -> it.coldContactAt).time(it -> it.wishes.spokenSilentSince)
                .time(it -> it.wishes.restartedAt).time(it -> it.suspendedAt).tuple();
    }

    private static String name(String column) {
        return column.split(" ")[0];
    }
}
