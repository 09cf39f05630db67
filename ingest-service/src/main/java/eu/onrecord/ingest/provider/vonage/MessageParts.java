package eu.onrecord.ingest.provider.vonage;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import eu.onrecord.contract.chat.Media;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.ingest.content.Answers;
import eu.onrecord.ingest.content.Fields;
import eu.onrecord.ingest.content.Lines;
import eu.onrecord.ingest.content.Parts;
import eu.onrecord.ingest.content.Told;

/** All that a person can read of a message. */
final class MessageParts {
    private static final List<String> FILES = List.of("image", "audio", "video", "file", "sticker", "vcard");

    private static final Pattern ADDRESS = Pattern.compile("https?://\\S+", Pattern.CASE_INSENSITIVE);
    /** What may hold an address that is no file's, or is read as what it is. */
    private static final Set<String> UNDERSTOOD = Stream
            .concat(FILES.stream(),
                    Stream.of("content", "text", "reply", "button", "reaction", "location", "contact", "contacts",
                            "order", "nfm_reply", "context", "whatsapp", "error", "usage", "sms", "profile", "template",
                            "_links"))
            .collect(Collectors.toUnmodifiableSet());

    private final Told holder;
    private final Parts parts = new Parts();

    private MessageParts(Told holder) {
        this.holder = holder;
    }

    /**
     * Leaves unread what it does not know.
     *
     * @param body of the webhook
     * @param holder of the content: the body, or inside of it in the older version
     */
    static Parts of(Told body, Told holder) {
        var all = new MessageParts(holder);
        all.parts.add(PartType.TEXT, holder.at("text").say());
        all.files();
        all.otherFiles();
        all.places();
        all.choices();
        all.order();
        all.beside(body);
        return all.parts;
    }

    private void files() {
        for (var type : FILES) {
            var file = holder.at(type);
            if (file.json().isObject()) {
                file(type, file);
            } else if (isAddress(file)) {
                parts.addFile(null, new Fields().with("kind", type).list(),
                        file.say().map(url -> new Media(url, null, null, null, url)).orElse(null));
            }
            file.elements().forEach(each -> file(type, each));
        }
        holder.at("content").elements().forEach(each -> {
            if (each.has("url")) {
                file(null, each);
            } else {
                parts.add(PartType.TEXT, each.at("text").say());
            }
        });
    }

    /** Also in what is new: Vonage keeps files for days only. */
    private void otherFiles() {
        holder.members().stream().filter(member -> !UNDERSTOOD.contains(member.name()))
                .forEach(member -> otherFiles(member, member.name()));
    }

    private void otherFiles(Told at, String kind) {
        if (isAddress(at.at("url"))) {
            file(kind, at);
        }
        at.elements().forEach(each -> otherFiles(each, kind));
        at.members().forEach(each -> otherFiles(each, each.name()));
    }

    private static boolean isAddress(Told value) {
        return value.json().text().filter(text -> ADDRESS.matcher(text).matches()).isPresent();
    }

    private void file(String kind, Told file) {
        var url = file.at("url").json().text().orElse(null);
        parts.addFile(file.at("caption").sayOrNull(), new Fields().with("kind", kind).withAll(Names.FILE.in(file)).list(),
                url == null ? null : new Media(url, null, null, file.at("name").sayOrNull(), url));
    }

    private void places() {
        var place = Names.LOCATION.in(holder.at("location"));
        parts.add(PartType.LOCATION, Lines.place(place), place);
        card(holder.at("contact"));
        var contacts = holder.at("contacts");
        (contacts.json().isArray() ? contacts.elements() : List.of(contacts)).forEach(this::card);
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

    private void choices() {
        for (var member : List.of("reply", "button")) {
            var chosen = holder.at(member);
            var payload = chosen.at("payload");
            var fields = new Fields().withAll(Names.CHOICE.in(chosen)).withAll(
                    payload.json().isObject() ? payload.unread("payload", Names.PAYLOAD) : List.of()).list();
            parts.add(PartType.CHOICE, Lines.choice(fields), fields);
        }
        holder.at("nfm_reply", "response_json").say().or(() -> holder.at("reply", "response_json").say())
                .ifPresent(answers -> parts.add(PartType.FORM, null, Answers.in(answers, Names.ANSWERS)));
        reaction(holder.at("reaction"));
    }

    private void reaction(Told reaction) {
        var emoji = Content.emoji(reaction);
        var action = reaction.at("action").say();
        var isRemoved = reaction.json().isObject() && (emoji.isEmpty() && !action.equals(Optional.of("react"))
                || Content.isTakenBack(reaction));
        parts.add(PartType.REACTION, emoji.orElse(null),
                new Fields().with("action", isRemoved ? Optional.of("removed") : action).list());
    }

    private void order() {
        var order = holder.at("order");
        var lines = order.at("product_items").elements();
        parts.add(PartType.ORDER, order.at("text").sayOrNull(),
                new Fields().with("lines", order.exists() ? String.valueOf(lines.size()) : null).list());
        lines.forEach(line -> {
            var fields = Names.PRODUCT.in(line);
            parts.add(PartType.PRODUCT, Lines.product(fields), fields);
        });
    }

    private void beside(Told body) {
        parts.add(PartType.PRODUCT, body.at("context", "whatsapp_referred_product", "product_retailer_id").say()
                .or(() -> body.at("whatsapp", "whatsapp_referred_product", "product_retailer_id").say()));
        if (body.at("context_status").json().text().equals(Optional.of("unavailable"))) {
            parts.add(PartType.WITHHELD, "An answer to a message that the provider does not tell.");
        }
        var referral = Names.REFERRAL.in(body.at("whatsapp", "referral"));
        parts.add(PartType.REFERRAL, Lines.joined(": ", Lines.value(referral, "headline"), Lines.value(referral, "body")),
                referral);
        var error = Names.ERROR.in(body.at("error"));
        parts.add(PartType.WITHHELD, Lines.error(error), error);
        parts.add(PartType.WITHHELD, body.at("provider_message").say());
        parts.add(PartType.SYSTEM, null,
                new Fields().with("keyword", body.at("sms", "keyword").say()).with("price", body.at("usage", "price").say())
                        .with("currency", body.at("usage", "currency").say()).list());
    }
}
