package eu.onrecord.ingest.provider.whatsapp;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.ingest.content.Fields;
import eu.onrecord.ingest.content.Lines;
import eu.onrecord.ingest.content.Parts;
import eu.onrecord.ingest.content.TechnicalPaths;
import eu.onrecord.ingest.content.Told;
import eu.onrecord.ingest.json.JsonSlice;
import eu.onrecord.ingest.provider.Facts;
import eu.onrecord.ingest.provider.Happenings;

/** Reads what became of the company's messages, and what the provider tells in the same list: payments, ends of calls. */
final class StatusReader {
    /** An older word for what became of a message: whoever wrote it took it back. */
    private static final String DELETED = "deleted";

    private final Surroundings surroundings;
    private final Findings findings;

    StatusReader(Surroundings surroundings, Findings findings) {
        this.surroundings = surroundings;
        this.findings = findings;
    }

    void read(JsonSlice item) {
        var participant = Place.GROUP_PARTICIPANT.addressIn(item);
        var party = party(item, participant);
        var id = item.at("id").scalar().orElse("");
        var at = Timestamp.of(item.at("timestamp"));
        var word = item.at("status").scalar().orElse("").toLowerCase(Locale.ROOT);
        var state = state(word);
        var isKnown = !id.isEmpty() && at.isPresent();
        if (party.isEmpty() && id.isEmpty()) {
            findings.withoutCustomer();
        } else if (isKnown && item.at("type").word().equals(Optional.of("call"))) {
            call(item, party, id, at.get(), word);
        } else if (isKnown && word.equals(DELETED)) {
            deletion(item, party, id, at.get());
        } else if (isKnown && state.isPresent() && !item.has("payment")) {
            var reached = new Status(id, state.get(), item.at("biz_opaque_callback_data").textOrNull(),
                    errors(item).stream().findFirst().orElse(null), Told.of(item).unread(Names.STATUS));
            var what = "status:" + word + participant.scalar().map(member -> ":" + member).orElse("");
            findings.add(Facts.of(Kind.STATUS, Direction.INBOUND, at.get()).status(reached), item, party, id, what);
        } else {
            other(item, party, at);
        }
        if (party.isPresent() && !id.isEmpty() && errors(item).contains(MarketingPreference.ERROR)) {
            findings.add(findings.preferenceAt(at).preference(MarketingPreference.PREFERENCE_OF_ERROR), item, party, id,
                    "preference");
        }
    }

    /** Of a group's message, the one member that it is about, where there is one. */
    private Optional<Party> party(JsonSlice item, JsonSlice participant) {
        if (participant.exists()) {
            return surroundings.party(item, Place.GROUP_PARTICIPANT);
        }
        var ofGroup = item.at("recipient_type").text().equals(Optional.of("group"));
        return ofGroup ? Optional.empty() : surroundings.party(item, Place.STATUS_RECIPIENT);
    }

    private void call(JsonSlice item, Optional<Party> party, String id, Instant at, String word) {
        var told = Told.of(item);
        var message = surroundings.with(CallContent.message(id, told, Direction.OUTBOUND), told, Names.STATUS, party);
        findings.add(Facts.of(Kind.CALL, Direction.OUTBOUND, at).message(message), item, party, id, "call-status:" + word);
    }

    private void deletion(JsonSlice item, Optional<Party> party, String id, Instant at) {
        var message = new Message(id, "revoke").target(id)
                .content(new Parts().add(PartType.SYSTEM, "The message was deleted.").list());
        findings.add(Facts.of(Kind.REVOCATION, Direction.INBOUND, at)
                .message(surroundings.with(message, Told.of(item), Names.STATUS, party)), item, party, id, "revocation");
    }

    /** What came of a payment, or a word that is not known: nobody wrote it. */
    private void other(JsonSlice item, Optional<Party> party, Optional<Instant> at) {
        var told = Told.of(item);
        var parts = told.has("payment") ? payment(told) : unknown(told);
        var message = new Message(Happenings.NO_ID, "system").content(parts.list());
        findings.add(Facts.of(Kind.UNSUPPORTED, Direction.INBOUND, at.orElse(null))
                .message(surroundings.with(message, told, Names.STATUS, party)), item, party);
    }

    private static Parts payment(Told told) {
        var fields = new Fields().withAll(Names.PAYMENT.in(told))
                .withAll(told.at("payment", "notes").unread("notes", TechnicalPaths.NONE)).list();
        return new Parts().add(PartType.PAYMENT, Payment.sentence(fields), fields);
    }

    private static Parts unknown(Told told) {
        var parts = new Parts().add(PartType.SYSTEM, null, new Fields().with("status", told.at("status").say()).list());
        told.at("errors").items().forEach(error -> {
            var why = Names.ERROR.in(error);
            parts.add(PartType.WITHHELD, Lines.error(why), why);
        });
        return parts;
    }

    /** The codes. */
    private static List<String> errors(JsonSlice item) {
        return item.at("errors").items().stream().flatMap(error -> error.at("code").scalar().stream()).toList();
    }

    private static Optional<Status.State> state(String word) {
        return switch (word) {
            case "sent" -> Optional.of(Status.State.SENT);
            case "delivered" -> Optional.of(Status.State.DELIVERED);
            case "read" -> Optional.of(Status.State.READ);
            case "played" -> Optional.of(Status.State.PLAYED);
            case "failed" -> Optional.of(Status.State.FAILED);
            default -> Optional.empty();
        };
    }
}
