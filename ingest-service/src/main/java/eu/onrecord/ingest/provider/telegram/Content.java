package eu.onrecord.ingest.provider.telegram;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import eu.onrecord.contract.chat.Field;
import eu.onrecord.contract.chat.Forwarded;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Part;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.ingest.content.Fields;
import eu.onrecord.ingest.content.Parts;
import eu.onrecord.ingest.content.Told;
import eu.onrecord.ingest.content.Unread;

/**
 * What a message says: Telegram tells its type by the member that is there.
 *
 * @param message in the contract's words
 */
record Content(Kind kind, Message message) {
    /** An animation comes as a document too, for older readers: so it is looked for first. */
    private static final List<String> FILES = List.of("animation", "audio", "document", "sticker", "video", "video_note",
            "voice");
    /** A venue comes as a location too. */
    private static final List<String> OTHERS = List.of("venue", "location", "contact", "poll", "dice", "game", "story",
            "invoice", "checklist", "paid_media", "web_app_data", "successful_payment", "refunded_payment", "users_shared",
            "chat_shared");
    /** Nobody wrote these: the chat tells of itself. */
    private static final Set<String> SERVICE = Set.of("pinned_message", "message_auto_delete_timer_changed", "new_chat_members",
            "left_chat_member", "new_chat_title", "new_chat_photo", "delete_chat_photo", "group_chat_created",
            "supergroup_chat_created", "migrate_to_chat_id", "migrate_from_chat_id", "chat_background_set", "connected_website",
            "write_access_allowed", "proximity_alert_triggered", "boost_added", "gift", "unique_gift", "giveaway",
            "giveaway_created", "giveaway_winners", "giveaway_completed", "passport_data", "forum_topic_created",
            "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened", "general_forum_topic_hidden",
            "general_forum_topic_unhidden", "video_chat_scheduled", "video_chat_started", "video_chat_ended",
            "video_chat_participants_invited", "checklist_tasks_done", "checklist_tasks_added",
            "direct_message_price_changed", "paid_message_price_changed", "chat_owner_left", "chat_owner_changed",
            "suggested_post_info", "suggested_post_approved", "suggested_post_approval_failed", "suggested_post_declined",
            "suggested_post_paid", "suggested_post_refunded", "poll_option_added", "poll_option_deleted");

    private static final Map<String, String> TASKS = new TreeMap<>(
            Map.of("marked_as_done_task_ids", "done", "marked_as_not_done_task_ids", "not done any more"));

    /** @param id the message's */
    static Content of(String id, Told item) {
        var content = typed(id, item);
        var parts = MessageParts.of(item);
        var message = content.message.forwarded(forwarded(item)).content(parts.list()).files(parts.files());
        return new Content(content.kind, Unread.in(message, item.unread(Names.MESSAGE)));
    }

    private static Content typed(String id, Told item) {
        if (item.at("text").json().isText()) {
            return new Content(Kind.MESSAGE, new Message(id, "text").text(item.at("text").words()));
        }
        var sizes = item.at("photo").elements();
        if (!sizes.isEmpty()) {
            // the same picture in several sizes, the largest last
            return file(id, "photo", item, sizes.get(sizes.size() - 1));
        }
        for (var type : FILES) {
            if (item.at(type).json().isObject()) {
                return file(id, type, item, item.at(type));
            }
        }
        return OTHERS.stream().filter(item::has).findFirst()
                .map(type -> new Content(Kind.MESSAGE, new Message(id, type).text(caption(item))))
                .orElseGet(() -> new Content(Kind.UNSUPPORTED,
                        new Message(id, isService(item) ? "system" : "unknown").text(caption(item))));
    }

    private static Content file(String id, String type, Told item, Told file) {
        var isThere = file.at("file_id").json().scalar().filter(told -> !told.isEmpty()).isPresent();
        return new Content(isThere ? Kind.MESSAGE : Kind.UNSUPPORTED, new Message(id, type).text(caption(item)));
    }

    /** Whose words a message passes on; Telegram does not tell how often. Null where it is the sender's own. */
    static Forwarded forwarded(Told item) {
        if (!item.has("forward_origin") && !item.has("forward_date")) {
            return null;
        }
        var names = Names.ORIGIN.in(item.at("forward_origin"));
        var from = (names.isEmpty() ? Names.OLD_ORIGIN.in(item) : names).stream().map(Field::value)
                .collect(Collectors.joining(" "));
        return new Forwarded(1, from.isEmpty() ? null : from);
    }

    private static boolean isService(Told item) {
        return SERVICE.stream().anyMatch(item::has);
    }

    /** What the chat tells of itself: what it is, and all that it says. */
    static List<Part> service(Told item, int level) {
        var parts = new Parts();
        SERVICE.stream().filter(item::has).sorted().forEach(what -> {
            var told = item.at(what);
            if (what.equals("pinned_message") && level < MessageParts.DEEPEST) {
                MessageParts.of(told, level + 1).list().forEach(part -> parts.add(PartType.QUOTE, part.text(), part.fields()));
            }
            var technical = what.equals("pinned_message") ? Names.MESSAGE : Names.SERVICE;
            var names = told.json().isObject() || told.json().isArray() ? told.unread(technical)
                    : told.unread(what, technical);
            parts.add(PartType.SYSTEM, what.replace('_', ' '),
                    Stream.concat(tasks(told).stream(), names.stream()).toList());
            item.at(what).passOver();
        });
        return parts.list();
    }

    /** Which tasks of a list are done, or are not any more, by their words. */
    private static List<Field> tasks(Told told) {
        // once, and not once more for each that is done: a list may be as long as a body
        var words = new HashMap<String, String>();
        told.at("checklist_message", "checklist", "tasks").elements().forEach(task -> task.at("id").json().scalar()
                .ifPresent(id -> task.at("text").json().text().ifPresent(text -> words.putIfAbsent(id, text))));
        var fields = new Fields();
        TASKS.forEach((member, done) -> told.at(member).elements().forEach(
                id -> fields.with(done, id.say().map(number -> words.getOrDefault(number, number)))));
        return fields.list();
    }

    private static String caption(Told item) {
        return item.at("caption").words();
    }
}
