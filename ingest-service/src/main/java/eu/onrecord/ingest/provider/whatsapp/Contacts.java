package eu.onrecord.ingest.provider.whatsapp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import eu.onrecord.ingest.json.JsonSlice;
import eu.onrecord.ingest.provider.PhoneNumber;

/** The people whom a change names, each found by their number or id without looking through all. */
final class Contacts {
    private final Optional<Contacts> before;
    private final List<JsonSlice> all;
    private final Map<String, Integer> byPhone = new HashMap<>();
    private final Map<String, Integer> byUser = new HashMap<>();

    Contacts(List<JsonSlice> all) {
        this(Optional.empty(), all);
    }

    private Contacts(Optional<Contacts> before, List<JsonSlice> all) {
        this.before = before;
        this.all = all;
        for (var i = 0; i < all.size(); i++) {
            var place = i;
            Party.identifier(all.get(i).at("wa_id")).ifPresent(id -> byPhone.putIfAbsent(PhoneNumber.e164(id), place));
            Party.identifier(all.get(i).at("user_id")).ifPresent(id -> byUser.putIfAbsent(id, place));
        }
    }

    /** With one more, who is told of elsewhere. */
    Contacts and(JsonSlice other) {
        return new Contacts(Optional.of(this), List.of(other));
    }

    /** The first who bears one of these; never simply the first, who may be another person. */
    Optional<JsonSlice> find(Optional<String> phone, Optional<String> user) {
        return before.flatMap(others -> others.find(phone, user)).or(() -> {
            var place = Math.min(phone.map(PhoneNumber::e164).map(byPhone::get).orElse(Integer.MAX_VALUE),
                    user.map(byUser::get).orElse(Integer.MAX_VALUE));
            return place == Integer.MAX_VALUE ? Optional.empty() : Optional.of(all.get(place));
        });
    }

    /** The only one; empty where there are none or several. */
    Optional<JsonSlice> sole() {
        return before.isEmpty() && all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
    }
}
