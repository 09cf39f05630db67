package eu.onrecord.consent.register;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.customer.Identifier.Kind;
import eu.onrecord.consent.customer.IdentifierHash;
import eu.onrecord.consent.dossier.Dossier;
import eu.onrecord.consent.dossier.Dossiers;
import eu.onrecord.consent.register.Result.Refused;

/**
 * Whether the CRM's word makes one of people who may be several. A number in its books that is everybody's, such as 0, would
 * show each of them what the others wrote.
 */
final class Joining {
    /** Somebody has a private phone, one for work, and one of before. */
    static final int MOST_PHONES = 5;

    /** Of which people mostly have one. */
    private static final Set<Kind> ONE_EACH = Set.of(Kind.PHONE, Kind.USER_ID, Kind.TELEGRAM);

    private final Dossiers dossiers;

    Joining(Dossiers dossiers) {
        this.dossiers = dossiers;
    }

    /** @return why not; empty if they are one */
    Optional<Refused> refusal(Registration it, List<Identifier> given) {
        var found = new LinkedHashSet<Dossier>();
        given.forEach(identifier -> dossiers.find(it.legalEntity(), identifier).ifPresent(found::add));
        if (phones(it.legalEntity(), given, found).size() > MOST_PHONES) {
            return Optional.of(new Refused("too-many-phones", "Nobody has more than " + MOST_PHONES
                    + " phone numbers: the crm-id is of several people, or of none."));
        }
        var isSure = it.merge() && it.evidence() != null;
        return isSure || !areSeveral(it.legalEntity(), given, found) ? Optional.empty()
                : Optional
                        .of(new Refused("merge-not-shown",
                                "These are people with different phone numbers or accounts, as far as is known. "
                                        + "If they are one, say merge, and bring evidence."));
    }

    private boolean areSeveral(String legalEntity, List<Identifier> given, Set<Dossier> found) {
        return found.stream().filter(it -> !it.identifiers(Kind.PHONE).isEmpty()).count() > 1
                || found.stream().anyMatch(it -> isOfAnother(legalEntity, given, it));
    }

    /** Whether somebody is found by the company's number alone, and another phone number, or another account, comes with it. */
    private boolean isOfAnother(String legalEntity, List<Identifier> given, Dossier known) {
        var isFoundOtherwise = given.stream().filter(it -> it.kind() != Kind.CRM_ID)
                .anyMatch(it -> known.identifiers().containsKey(hash(legalEntity, it)));
        return !isFoundOtherwise && given.stream().filter(it -> ONE_EACH.contains(it.kind()))
                .anyMatch(it -> !known.identifiers(it.kind()).isEmpty());
    }

    private Set<IdentifierHash> phones(String legalEntity, List<Identifier> given, Set<Dossier> found) {
        var phones = new HashSet<IdentifierHash>();
        given.stream().filter(it -> it.kind() == Kind.PHONE).forEach(it -> phones.add(hash(legalEntity, it)));
        found.forEach(it -> phones.addAll(it.identifiers(Kind.PHONE)));
        return phones;
    }

    private IdentifierHash hash(String legalEntity, Identifier identifier) {
        return dossiers.hash(legalEntity, identifier);
    }
}
