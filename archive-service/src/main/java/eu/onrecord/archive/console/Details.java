package eu.onrecord.archive.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import eu.onrecord.archive.perusal.Entry;
import eu.onrecord.contract.chat.Field;
import eu.onrecord.contract.chat.Preference;
import eu.onrecord.contract.chat.Referral;
import eu.onrecord.contract.consent.ConsentEvent.Disclosure;
import eu.onrecord.contract.consent.Refusal;

/** What was told with something that happened, beside the words for it, each by its name. Pure. */
final class Details {
    private final List<Field> fields = new ArrayList<>();

    private Details() {
    }

    static List<Field> of(Entry entry) {
        var details = new Details();
        details.fields.addAll(entry.details());
        details.add(entry.preference());
        details.add(entry.referral());
        details.add(entry.refusal());
        details.add(entry.disclosure());
        return details.fields;
    }

    private void add(Preference preference) {
        if (preference != null) {
            add("category", preference.category());
            add("value", preference.value());
        }
    }

    private void add(Referral referral) {
        if (referral != null) {
            add("referral.type", referral.type());
            add("referral.url", referral.url());
            add("referral.id", referral.id());
            add("referral.click", referral.click());
        }
    }

    private void add(Refusal refusal) {
        if (refusal != null) {
            add("reason", word(refusal.reason()));
            add("purpose", word(refusal.purpose()));
            add("rule", refusal.rule());
        }
    }

    private void add(Disclosure disclosure) {
        if (disclosure != null) {
            add("notice.purpose", disclosure.purpose());
            if (disclosure.retention() != null) {
                add("notice.retention", String.valueOf(disclosure.retention().period()));
                add("notice.retention.from", word(disclosure.retention().from()));
            }
            add("notice.hash", disclosure.noticeHash());
        }
    }

    private static String word(Enum<?> word) {
        return word == null ? null : word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void add(String name, String value) {
        if (value != null) {
            fields.add(new Field(name, value));
        }
    }
}
