package eu.onrecord.ingest.provider.whatsapp;

import java.util.List;
import java.util.Optional;

import eu.onrecord.contract.chat.PartType;
import eu.onrecord.ingest.content.Fields;
import eu.onrecord.ingest.content.Lines;
import eu.onrecord.ingest.content.Parts;
import eu.onrecord.ingest.content.Told;

/**
 * What a company put together and sent: a template with its values, or words with buttons, rows, products or cards to choose
 * from; and the files in it, which are the provider's media like any other.
 */
final class Composed {
    private static final List<String> FILES = List.of("image", "video", "document", "audio", "voice", "sticker", "gif");
    /** Made by the company's own system, and told by their paths. */
    private static final List<String> AS_THEY_ARE = List.of("flow_action_payload", "payment_settings", "values",
            "saved_addresses");

    private final Parts parts = new Parts();

    private Composed() {
    }

    /** @param interactive what is offered, with its words */
    static Composed interactive(Told interactive) {
        var all = new Composed();
        all.offer(interactive, interactive.at("type").say());
        return all;
    }

    /** @param template its name, its language, and what was filled in */
    static Composed template(Told template) {
        var all = new Composed();
        var filled = template.at("components").elements();
        var told = new Fields().withAll(Names.TEMPLATE.in(template));
        filled.forEach(component -> component.at("parameters").elements().forEach(parameter -> told
                .withAll(parameter.at("action", "flow_action_data").unread("flow_action_data", Names.COMPOSED))));
        all.parts.add(PartType.TEMPLATE, template.at("name").sayOrNull(), told.list());
        filled.forEach(component -> component.at("parameters").elements()
                .forEach(parameter -> all.bill(parameter.at("action", "order_details"), Optional.empty())));
        filled.forEach(all::filesOfComponent);
        return all;
    }

    /** What is said, with its files. */
    Parts parts() {
        return parts;
    }

    private void offer(Told offer, Optional<String> kind) {
        var card = offer.at("card_index").say();
        parts.add(PartType.TEXT, offer.at("header", "text").say());
        filesIn(offer.at("header"));
        parts.add(PartType.TEXT, offer.at("body", "text").say());
        parts.add(PartType.TEXT, offer.at("footer", "text").say());
        var action = offer.at("action");
        var offered = new Fields().withAll(Names.OFFERED.in(action));
        AS_THEY_ARE.forEach(member -> offered.withAll(action.at("parameters", member).unread(member, Names.COMPOSED)));
        parts.add(PartType.SYSTEM, null, offered.list().isEmpty() && card.isEmpty() ? List.of()
                : new Fields().with("offered as", kind).with("card", card).withAll(offered.list()).list());
        product(action);
        action.at("sections").elements().forEach(section -> section.at("product_items").elements().forEach(this::product));
        bill(action.at("parameters"), kind);
        action.at("cards").elements().forEach(each -> offer(each, Optional.of("card")));
    }

    private void product(Told holder) {
        parts.add(PartType.PRODUCT, holder.at("product_retailer_id").say());
    }

    /** What is to be paid, and for what; or how far an order came. */
    private void bill(Told parameters, Optional<String> kind) {
        var bill = Names.BILL.in(parameters);
        if (kind.equals(Optional.of("order_status"))) {
            parts.add(PartType.ORDER, Lines.joined(": ", Lines.value(bill, "order"), Lines.value(bill, "status")), bill);
        } else {
            parts.add(PartType.PAYMENT, Lines.joined(" ", bill.isEmpty() ? null : "To be paid:", Lines.value(bill, "order")),
                    bill);
        }
        parameters.at("order", "items").elements().forEach(item -> {
            var line = Names.BILL_LINE.in(item);
            parts.add(PartType.PRODUCT, Lines.product(line), line);
        });
    }

    private void filesOfComponent(Told component) {
        component.at("parameters").elements().forEach(this::filesIn);
        component.at("cards").elements().forEach(card -> card.at("components").elements().forEach(this::filesOfComponent));
    }

    private void filesIn(Told holder) {
        for (var type : FILES) {
            var file = holder.at(type);
            var fields = Names.FILE.in(file);
            parts.addFile(file.at("caption").sayOrNull(),
                    file.exists() ? new Fields().with("kind", type).withAll(fields).list() : fields, Content.mediaOf(file));
        }
    }
}
