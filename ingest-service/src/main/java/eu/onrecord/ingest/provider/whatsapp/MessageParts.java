package eu.onrecord.ingest.provider.whatsapp;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import eu.onrecord.contract.chat.Field;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.ingest.content.Fields;
import eu.onrecord.ingest.content.Lines;
import eu.onrecord.ingest.content.Parts;
import eu.onrecord.ingest.content.Told;

/** All that a person can read of a message object, whether its type is known or not. */
final class MessageParts {
    private static final Set<String> REPLIES = Set.of("button_reply", "list_reply", "nfm_reply", "call_permission_reply");

    /** Their files are told where they are. */
    private static final Set<String> KNOWN = Set.of("interactive", "template", "referral", "edit", "context");

    private static final List<String> OF_A_FILE = List.of("mime_type", "sha256", "filename");

    private final Told item;
    private final Parts parts = new Parts();

    private MessageParts(Told item) {
        this.item = item;
    }

    /** Leaves unread what it does not know. */
    static Parts of(Told item) {
        var all = new MessageParts(item);
        all.said(item, word(item));
        all.beside();
        return all.parts;
    }

    private static String word(Told typed) {
        return typed.at("type").say().map(type -> type.toLowerCase(Locale.ROOT)).orElse("");
    }

    private void said(Told holder, String type) {
        switch (type) {
            case "image", "video", "audio", "voice", "document", "sticker" -> files(type, holder.at(type));
            case "location" -> located(Names.LOCATION.in(holder.at("location")));
            case "contacts" -> holder.at("contacts").elements().forEach(this::card);
            case "order" -> order(holder.at("order"));
            case "button" -> choice(holder.at("button"));
            case "template" -> parts.addAll(Composed.template(holder.at("template")).parts());
            case "interactive" -> interactive(holder.at("interactive"));
            case "reaction" -> reaction(holder.at("reaction"));
            case "edit" -> said(holder.at("edit", "message"), word(holder.at("edit", "message")));
            case "revoke" -> parts.add(PartType.SYSTEM, "The message was deleted.");
            case "request_welcome" -> parts.add(PartType.SYSTEM, "The customer opened the chat.");
            case "media_placeholder" -> parts.add(PartType.WITHHELD, "A file that is handed over later.");
            case "system" -> system(holder.at("system"));
            default -> {
            }
        }
        // also beside what is not understood
        parts.add(PartType.TEXT, holder.at("text", "body").say().or(() -> holder.at("text").say()));
        for (var member : holder.members()) {
            if (!member.name().equals(type) || !Content.MEDIA.contains(type)) {
                filesBeside(member);
            }
        }
    }

    /** Whatever its name is: what has a media type, a hash or a file's name is a file. */
    private void filesBeside(Told member) {
        if (Content.MEDIA.contains(member.name())) {
            files(member.name(), member);
        } else if (!KNOWN.contains(member.name())) {
            unknownFiles(member, member.name());
        }
    }

    private void unknownFiles(Told at, String kind) {
        if (isFile(at)) {
            parts.addFile(at.at("caption").sayOrNull(),
                    new Fields().with("kind", kind).with("id", at.at("id").say().or(() -> at.at("link").say()))
                            .withAll(Names.FILE.in(at)).list(),
                    Content.mediaOf(at));
        }
        at.elements().forEach(each -> unknownFiles(each, kind));
        at.members().forEach(each -> unknownFiles(each, each.name()));
    }

    private static boolean isFile(Told at) {
        for (var member : OF_A_FILE) {
            if (at.has(member)) {
                return true;
            }
        }
        return false;
    }

    private void files(String type, Told told) {
        if (told.json().isArray()) {
            told.elements().forEach(file -> file(type, file));
        } else {
            file(type, told);
        }
    }

    private void beside() {
        parts.add(PartType.PRODUCT, item.at("context", "referred_product", "product_retailer_id").say());
        var referral = Names.REFERRAL.in(item.at("referral"));
        parts.add(PartType.REFERRAL, Lines.joined(": ", Lines.value(referral, "headline"), Lines.value(referral, "body")),
                referral);
        withheld();
        parts.add(PartType.SYSTEM, null, new Fields()
                .with("customer's key acknowledged", item.at("identity", "acknowledged").say())
                .with("state", item.at("history_context", "status").say())
                .with("made by", item.at("message_creation_type").say()).list());
    }

    private void file(String type, Told file) {
        parts.addFile(file.at("caption").sayOrNull(),
                new Fields().with("kind", file.exists() ? type : null).withAll(Names.FILE.in(file)).list(),
                Content.mediaOf(file));
    }

    private void located(List<Field> place) {
        parts.add(PartType.LOCATION, Lines.place(place), place);
    }

    /** A number may be told as WhatsApp's alone. */
    private void card(Told card) {
        var numbers = new Fields();
        card.at("phones").elements().stream()
                .filter(phone -> phone.at("phone").json().text().filter(number -> !number.isBlank()).isEmpty())
                .forEach(phone -> numbers.with("phone", phone.at("wa_id").say()));
        var fields = new Fields().withAll(Names.CARD.in(card)).withAll(numbers.list()).list();
        parts.add(PartType.CONTACT, Lines.card(fields), fields);
    }

    private void order(Told order) {
        var lines = order.at("product_items").elements();
        parts.add(PartType.ORDER, order.at("text").sayOrNull(),
                new Fields().with("lines", order.exists() ? String.valueOf(lines.size()) : null).list());
        lines.forEach(line -> {
            var fields = Names.PRODUCT.in(line);
            parts.add(PartType.PRODUCT, Lines.product(fields), fields);
        });
    }

    private void choice(Told chosen) {
        var fields = Names.CHOICE.in(chosen);
        parts.add(PartType.CHOICE, Lines.choice(fields), fields);
    }

    private void interactive(Told interactive) {
        choice(interactive.at("button_reply"));
        choice(interactive.at("list_reply"));
        otherReply(interactive);
        parts.addAll(Composed.interactive(interactive).parts());
        form(interactive.at("nfm_reply"));
        callPermission(interactive.at("call_permission_reply"));
        var paid = Names.PAYMENT_METHOD.in(interactive.at("payment_method"));
        parts.add(PartType.PAYMENT, Lines.joined(": ", paid.isEmpty() ? null : "To be paid by", Lines.value(paid, "paid by")),
                paid);
    }

    /** Of a kind that is not known what everybody would choose by is told. */
    private void otherReply(Told interactive) {
        var type = interactive.at("type").json().word().orElse("");
        if (type.endsWith("_reply") && !REPLIES.contains(type)) {
            choice(interactive.at(type));
            unknownFiles(interactive.at(type), type);
        }
    }

    private void form(Told form) {
        parts.addAll(FlowAnswers.in(form).parts());
        parts.add(PartType.SYSTEM, null, new Fields().with("kind of form", form.at("name").say()).list());
    }

    private void callPermission(Told permission) {
        var fields = Names.CALL_PERMISSION.in(permission);
        var until = permission.at("expiration_timestamp");
        parts.add(PartType.CALL, Lines.joined(": ", fields.isEmpty() ? null : "Permission to call",
                Lines.value(fields, "permission")),
                new Fields().withAll(fields).with("until", Timestamp.of(until.json()).map(Instant::toString)).list());
    }

    private void reaction(Told reaction) {
        var emoji = reaction.at("emoji").say().or(reaction::say).filter(given -> !given.isEmpty());
        parts.add(PartType.REACTION, emoji.orElse(null),
                new Fields().with("action", isTakenBack(reaction) ? "removed" : null).list());
    }

    /** With an empty emoji, or without one; one that is no text is something else, and told as it stands. */
    private static boolean isTakenBack(Told reaction) {
        var emoji = reaction.at("emoji").json();
        return reaction.json().isObject() && (!emoji.exists() || emoji.isNull() || emoji.text().equals(Optional.of("")));
    }

    private void system(Told system) {
        parts.add(PartType.SYSTEM, system.at("body").say().map(sentence -> Nameless.sentence(item, sentence)).orElse(null),
                new Fields().with("event", system.at("type").say()).with("marketing", system.at("marketing").say()).list());
    }

    /** What WhatsApp does not hand out, and why. */
    private void withheld() {
        var kind = item.at("unsupported", "type").say();
        var errors = item.at("errors").items();
        if (errors.isEmpty()) {
            parts.add(PartType.WITHHELD, null, new Fields().with("kind", kind).list());
        }
        errors.forEach(error -> {
            var fields = Names.ERROR.in(error);
            parts.add(PartType.WITHHELD, Lines.error(fields),
                    new Fields().with("kind", Optional.of(error).filter(errors.get(0)::equals).flatMap(first -> kind))
                            .withAll(fields).list());
        });
    }
}
