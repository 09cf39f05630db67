package eu.onrecord.ingest.provider.telegram;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Field;
import eu.onrecord.contract.chat.Media;
import eu.onrecord.contract.chat.Part;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.ingest.content.Answers;
import eu.onrecord.ingest.content.FieldNames;
import eu.onrecord.ingest.content.Fields;
import eu.onrecord.ingest.content.Lines;
import eu.onrecord.ingest.content.Parts;
import eu.onrecord.ingest.content.TechnicalPaths;
import eu.onrecord.ingest.content.Told;

/** All that a person can read of a message: Telegram tells what it is by the members that are there. */
final class MessageParts {
    private static final List<String> FILES = List.of("animation", "audio", "document", "sticker", "video", "video_note",
            "voice");

    private static final Set<String> ELSEWHERE = Set.of("reply_to_message", "pinned_message", "external_reply", "thumbnail",
            "thumb",
            "cover", "new_chat_photo", "chat_background_set", "gift", "unique_gift", "giveaway");

    private static final Set<String> OF_A_SIZE = Set.of("file_id", "file_unique_id", "file_size", "width", "height");

    private final Told item;
    private final Parts parts = new Parts();

    /** An answered message answers none in turn; what is nested deeper all the same is told as it stands. */
    static final int DEEPEST = 2;

    private final int level;

    private MessageParts(Told item) {
        this(item, 0);
    }

    private MessageParts(Told item, int level) {
        this.level = level;
        this.item = item;
    }

    /** Leaves unread what it does not know. */
    static Parts of(Told item) {
        return of(item, 0);
    }

    /** @param level how many messages it stands in */
    static Parts of(Told item, int level) {
        var all = new MessageParts(item, level);
        all.words();
        all.files();
        all.places();
        all.things();
        all.payments();
        all.parts.addAll(Content.service(item, level));
        all.quotes();
        all.sender();
        all.otherFiles(item, "");
        return all.parts;
    }

    /** The files of something new, wherever they are in it. */
    static Parts filesOf(Told update) {
        var all = new MessageParts(update);
        all.otherFiles(update, "");
        return all.parts;
    }

    private void words() {
        var text = item.at("text").say();
        var preview = item.at("link_preview_options", "url").say()
                .filter(url -> !text.orElse("").contains(url) && !links(item.at("entities")).toString().contains(url));
        parts.add(PartType.TEXT, text.orElse(null),
                new Fields().withAll(links(item.at("entities"), text.orElse(null))).with("link shown below", preview).list());
    }

    private List<Field> links(Told entities) {
        return links(entities, null);
    }

    /** Where words lead, and words that do not mean what they say: struck through, hidden, or somebody else's. */
    private List<Field> links(Told entities, String text) {
        return entities.elements().stream()
                .flatMap(entity -> Stream.concat(Names.LINKS.in(entity).stream(), Marked.in(entity.json(), text).stream()))
                .toList();
    }

    private void files() {
        var kinds = FILES.stream().filter(kind -> item.at(kind).json().isObject()).toList();
        var caption = item.at("caption").sayOrNull();
        var beside = links(item.at("caption_entities"), caption);
        if (item.at("photo").json().isArray()) {
            // the same picture in several sizes, the largest last
            var sizes = item.at("photo").elements();
            parts.addFile(caption, new Fields().with("kind", "photo").withAll(beside).list(),
                    sizes.isEmpty() ? null : media(sizes.get(sizes.size() - 1)));
        } else if (kinds.isEmpty()) {
            parts.add(PartType.TEXT, caption, beside);
        }
        for (var kind : kinds) {
            var fields = Names.FILE.in(item.at(kind));
            if (!isAgain(item.at(kind))) {
                parts.addFile(caption, new Fields().with("kind", kind).withAll(fields).withAll(beside).list(),
                        media(item.at(kind)));
            }
        }
    }

    /**
     * Also in what is new: whatever has a file id is a file, unless it is another's message, a preview or a picture of a chat.
     */
    private void otherFiles(Told at, String kind) {
        if (at.json().isArray()) {
            var sizes = at.elements();
            var areSizes = !sizes.isEmpty() && sizes.stream().allMatch(MessageParts::isSize);
            (areSizes ? sizes.subList(sizes.size() - 1, sizes.size()) : sizes).forEach(each -> otherFiles(each, kind));
            return;
        }
        var id = at.at("file_id").json().scalar();
        if (id.isPresent() && parts.files().stream().noneMatch(file -> file.id().equals(id.get())) && !isAgain(at)) {
            parts.addFile(null, new Fields().with("kind", kind.replace('_', ' ')).withAll(Names.FILE.in(at)).list(), media(at));
        }
        at.members().stream().filter(member -> !ELSEWHERE.contains(member.name()))
                .forEach(member -> otherFiles(member, member.name()));
    }

    /** Of a picture; whatever says more of itself is a file of its own. */
    private static boolean isSize(Told file) {
        return file.has("file_id") && file.has("width")
                && file.members().stream().allMatch(member -> OF_A_SIZE.contains(member.name()));
    }

    /** An animation comes as a document too, for older readers, with another id and the same unique one. */
    private boolean isAgain(Told file) {
        return "document".equals(file.name()) && item.has("animation") && item.at("animation", "file_unique_id").json().scalar()
                .equals(file.at("file_unique_id").json().scalar());
    }

    /** Null where the provider does not say how to fetch it. */
    private static Media media(Told file) {
        return file.at("file_id").say().filter(id -> !id.isEmpty()).map(id -> new Media(id, file.at("mime_type").sayOrNull(),
                null, file.at("file_name").sayOrNull())).orElse(null);
    }

    /** A venue comes as a location too. */
    private void places() {
        var location = Names.LOCATION.in(item.at("location"));
        var venue = new Fields().withAll(Names.VENUE.in(item.at("venue")))
                .withAll(item.at("venue", "location").exists() ? List.of() : location).list();
        parts.add(PartType.LOCATION, Lines.place(item.has("venue") ? venue : location), item.has("venue") ? venue : location);
    }

    private void things() {
        var card = Names.CARD.in(item.at("contact"));
        parts.add(PartType.CONTACT, Lines.card(card), card);
        story("story", "A story");
        story("reply_to_story", "An answer to a story");
        shared(item.at("users_shared", "users"), "user");
        shared(item.at("users_shared", "user_ids"), "user");
        shared(item.at("user_shared"), "user");
        shared(item.at("chat_shared"), "chat");
        titled(PartType.POLL, "poll", Names.POLL, "question");
        titled(PartType.TEXT, "game", Names.GAME, "title");
        titled(PartType.FORM, "checklist", Names.CHECKLIST, "title");
        var dice = Names.DICE.in(item.at("dice"));
        parts.add(PartType.TEXT, Lines.joined(" ", Lines.value(dice, "emoji"), Lines.value(dice, "value")), dice);
        parts.add(PartType.FORM, item.at("web_app_data", "button_text").sayOrNull(), item.at("web_app_data", "data").say()
                .map(answers -> Answers.in(answers, TechnicalPaths.NONE)).orElse(List.of()));
    }

    private void story(String member, String sentence) {
        if (item.has(member)) {
            parts.add(PartType.QUOTE, sentence, Names.STORY.in(item.at(member)));
        }
    }

    /** Names and titles come only where the button asked for them. */
    private void shared(Told who, String what) {
        for (var one : who.items()) {
            var fields = Names.SHARED.in(one);
            var id = (one.json().isObject() ? one.at(what + "_id") : one).say().map(it -> what + " " + it);
            parts.add(PartType.CONTACT, fields.isEmpty() ? id.orElse(null) : Lines.card(fields), fields);
        }
    }

    private void titled(PartType type, String member, FieldNames names, String title) {
        var fields = names.in(item.at(member));
        parts.add(type, Lines.value(fields, title), fields);
    }

    private void payments() {
        for (var member : List.of("invoice", "successful_payment", "refunded_payment", "paid_media")) {
            var fields = Names.PAYMENT.in(item.at(member));
            parts.add(PartType.PAYMENT, fields.isEmpty() ? null
                    : Lines.joined(": ", member.replace('_', ' '),
                            Lines.joined(" ", Lines.value(fields, "title"), Lines.value(fields, "currency"))),
                    fields);
        }
    }

    /** The words that are answered come along; where the customer chose some of them, those count. */
    private void quotes() {
        var answered = item.at("reply_to_message");
        var chosen = item.at("quote", "text").say();
        var by = item.at("quote").exists() ? item.at("quote", "is_manual").isTrue() ? "the customer" : "Telegram" : null;
        var marks = links(item.at("quote", "entities"), chosen.orElse(null));
        if (level >= DEEPEST && (answered.exists() || item.at("external_reply").exists())) {
            parts.add(PartType.QUOTE, chosen.orElse(null),
                    new Fields().withAll(answered.unread("reply_to_message", Names.MESSAGE))
                            .withAll(item.at("external_reply").unread("external_reply", Names.EXTERNAL_REPLY)).list());
            answered.passOver();
            item.at("external_reply").passOver();
            return;
        }
        if (answered.exists()) {
            var all = of(answered, level + 1).list().stream()
                    .collect(Collectors.partitioningBy(part -> part.is(PartType.QUOTE)));
            var inside = all.get(false);
            var whole = lines(inside);
            // somebody else's again
            var before = lines(all.get(true));
            parts.add(PartType.QUOTE, chosen.orElse(whole),
                    new Fields().with("by", Chats.nameOf(answered.at("from").json())).with("chosen by", by)
                            .with("whole message", chosen.isPresent() ? whole : null)
                            .with("answers", before.isEmpty() ? null : before).withAll(marks)
                            .withAll(fields(all.get(true)).stream().map(it -> new Field("answers " + it.name(), it.value()))
                                    .toList())
                            .withAll(fields(inside).stream().filter(field -> !field.name().equals("written by")).toList())
                            .withAll(Names.BUTTONS.in(answered.at("reply_markup")))
                            .withAll(answered.json().isObject() ? answered.unread(Names.MESSAGE)
                                    : answered.unread("reply_to_message", TechnicalPaths.NONE))
                            .list());
            answered.passOver();
        } else {
            parts.add(PartType.QUOTE, chosen.orElse(null), marks);
        }
        var elsewhere = item.at("external_reply");
        if (elsewhere.exists()) {
            var told = of(elsewhere, level + 1);
            var inside = told.list();
            parts.add(PartType.QUOTE, lines(inside),
                    new Fields().withAll(Names.ORIGIN.in(elsewhere.at("origin"))).withAll(fields(inside))
                            .with("chat", elsewhere.at("chat", "title").say())
                            .withAll(elsewhere.unread("external_reply", Names.EXTERNAL_REPLY)).list());
            elsewhere.passOver();
            // of another chat, so nothing else brings them
            told.files()
                    .forEach(file -> parts.addFile(null, new Fields().with("of", "the message that is answered").list(), file));
        }
    }

    private static String lines(List<Part> parts) {
        return parts.stream().map(Part::text).filter(Objects::nonNull).collect(Collectors.joining("\n"));
    }

    private static List<Field> fields(List<Part> parts) {
        return parts.stream().flatMap(part -> part.fields().stream()).toList();
    }

    private void sender() {
        var byUs = Chats.direction(item.json()) == Direction.OUTBOUND;
        var how = item.has("sender_business_bot") ? "in the name of" : "written by";
        var fields = new Fields().with(how, byUs ? Chats.nameOf(item.at("from").json()) : Optional.empty())
                .withAll(Names.SENDER.in(item));
        parts.add(PartType.SYSTEM, null, fields.withAll(Names.BUTTONS.in(item.at("reply_markup"))).list());
    }
}
