package eu.onrecord.ingest.provider.telegram;

import java.util.Locale;
import java.util.Set;

import eu.onrecord.contract.chat.Preference;
import eu.onrecord.contract.chat.Preference.Scope;
import eu.onrecord.contract.chat.Preference.Source;
import eu.onrecord.contract.chat.Preference.Wish;
import eu.onrecord.ingest.content.Fields;
import eu.onrecord.ingest.content.Told;

/** What becomes of the bot in a private chat: the customer blocks it, or lets it in again. */
final class Membership {
    private static final Set<String> OUT = Set.of("kicked", "left");
    private static final Set<String> IN = Set.of("member", "administrator", "creator");

    private Membership() {
    }

    private static String word(String status) {
        return status.strip().toLowerCase(Locale.ROOT);
    }

    static Preference preference(Told change) {
        var before = change.at("old_chat_member", "status").say();
        var now = change.at("new_chat_member", "status").say().orElse("");
        var wish = OUT.contains(word(now)) ? Wish.STOP
                : IN.contains(word(now)) && before.map(Membership::word).filter(OUT::contains).isPresent() ? Wish.START
                        : null;
        return new Preference("my_chat_member", now, wish, wish == null ? null : Scope.ALL, wish == null ? null : Source.BLOCK,
                new Fields().with("before", before).withAll(change.unread(Names.UPDATE)).list());
    }
}
