package eu.onrecord.consent.register;

import java.util.ArrayList;
import java.util.List;

import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.register.Registration.GivenIdentifier;

/** Identifiers as the CRM writes them. */
final class GivenIdentifiers {
    private GivenIdentifiers() {
    }

    /** Empty if one of them is none. */
    static List<Identifier> read(List<GivenIdentifier> given) {
        var identifiers = new ArrayList<Identifier>();
        for (var it : given) {
            var kind = Identifier.Kind.of(it.kind());
            if (kind.isEmpty()) {
                return List.of();
            }
            try {
                identifiers.add(new Identifier(kind.get(), it.value().strip()));
            } catch (IllegalArgumentException noPhone) {
                return List.of();
            }
        }
        return identifiers;
    }
}
