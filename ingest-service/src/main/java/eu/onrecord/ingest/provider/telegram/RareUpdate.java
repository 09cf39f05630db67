package eu.onrecord.ingest.provider.telegram;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import eu.onrecord.contract.chat.Field;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.ingest.content.Fields;
import eu.onrecord.ingest.content.Lines;
import eu.onrecord.ingest.content.Parts;
import eu.onrecord.ingest.content.Told;
import eu.onrecord.ingest.provider.Happenings;

/** What an update says that is neither a message nor about one: a question, a choice, an order, a request, a count. */
final class RareUpdate {
    /** By what an update about a payment is known: before they pay, and where it is to be sent. */
    private static final List<String> PAID = List.of("invoice_payload", "total_amount", "order_info", "shipping_address",
            "paid_media");

    private RareUpdate() {
    }

    /** Who came, went or was thrown out, as they call themselves. */
    private static Optional<String> name(Told item) {
        var user = item.at("new_chat_member", "user");
        var name = Stream.of(user.at("first_name").say(), user.at("last_name").say()).flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
        return Optional.of(name).filter(it -> !it.isBlank());
    }

    /** What somebody chose in a poll, or that they took it back. */
    static Parts pollAnswer(Told item) {
        var fields = new Fields();
        item.at("option_ids").elements().forEach(option -> fields.with("option, from 0", option.say()));
        var isTakenBack = fields.list().isEmpty();
        fields.with("poll", item.at("poll_id").say()).with("answered as", item.at("voter_chat", "title").say());
        return new Parts().add(PartType.POLL, isTakenBack ? "Answer to a poll: taken back" : "Answer to a poll",
                fields.list());
    }

    /**
     * Leaves unread what it does not know.
     *
     * @param who whose update it is, where nobody is the customer
     */
    static Parts parts(Told item, List<Field> who) {
        var parts = new Parts();
        if (item.has("data") && item.has("message")) {
            parts.addAll(PressedButton.message(Happenings.NO_ID, item).content());
        }
        if (PAID.stream().anyMatch(item::has)) {
            parts.add(PartType.ORDER, null, Names.PAYMENT.in(item));
        }
        parts.add(PartType.TEXT, item.at("query").say());
        var chosen = Names.INLINE_CHOICE.in(item);
        parts.add(PartType.CHOICE, Lines.value(chosen, "payload"), chosen);
        // what somebody who wants to join says of themselves
        parts.add(PartType.TEXT, item.at("bio").say());
        var place = Names.LOCATION.in(item.at("location"));
        parts.add(PartType.LOCATION, Lines.place(place), place);
        if (item.at("options").json().isArray()) {
            var poll = Names.POLL_STATE.in(item);
            parts.add(PartType.POLL, Lines.value(poll, "question"), poll);
        }
        for (var counted : item.at("reactions").elements()) {
            var reaction = Names.COUNTED_REACTION.in(counted);
            parts.add(PartType.REACTION, Lines.value(reaction, "emoji"), reaction);
        }
        parts.add(PartType.PAYMENT, item.at("paid_media_payload").say());
        // in a group, where it is nobody's wish
        parts.add(PartType.SYSTEM, null,
                new Fields().with("member", name(item)).with("before", item.at("old_chat_member", "status").say())
                        .with("now", item.at("new_chat_member", "status").say())
                        .withAll(item.at("old_chat_member").unread("before", Names.MEMBER))
                        .withAll(item.at("new_chat_member").unread("now", Names.MEMBER)).list());
        parts.add(PartType.SYSTEM, null, new Fields().withAll(Names.BOOST.in(item.at("boost")))
                .withAll(Names.BOOST.in(item)).list());
        return parts.add(PartType.SYSTEM, null,
                new Fields().withAll(who).withAll(Names.INVITED.in(item.at("invite_link"))).list());
    }
}
