package eu.onrecord.ingest.provider.telegram;

import java.util.List;
import java.util.Set;

import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Media;
import eu.onrecord.ingest.json.JsonSlice;

/**
 * What a message says: Telegram tells its type by the member that is there.
 *
 * @param type that member
 */
record Content(Kind kind, String type, String text, Media media) {
    /** An animation comes as a document too, for older readers: so it is looked for first. */
    private static final List<String> FILES = List.of("animation", "audio", "document", "sticker", "video", "video_note",
            "voice");
    /** A venue comes as a location too. */
    private static final List<String> OTHERS = List.of("venue", "location", "contact", "poll", "dice", "game", "story",
            "invoice",
            "checklist", "paid_media", "web_app_data", "successful_payment");
    /** Nobody wrote these: the chat tells of itself. */
    private static final Set<String> SERVICE = Set.of("pinned_message", "message_auto_delete_timer_changed", "new_chat_members",
            "left_chat_member", "new_chat_title", "new_chat_photo", "delete_chat_photo", "group_chat_created",
            "supergroup_chat_created", "migrate_to_chat_id", "migrate_from_chat_id", "chat_background_set", "connected_website",
            "write_access_allowed", "proximity_alert_triggered", "boost_added");

    static Content of(JsonSlice item) {
        if (item.at("text").isText()) {
            return new Content(Kind.MESSAGE, "text", item.at("text").textOrNull(), null);
        }
        var sizes = item.at("photo").elements();
        if (!sizes.isEmpty()) {
            // the same picture in several sizes, the largest last
            return file("photo", item, sizes.get(sizes.size() - 1));
        }
        for (var type : FILES) {
            if (item.at(type).isObject()) {
                return file(type, item, item.at(type));
            }
        }
        return OTHERS.stream().filter(item::has).findFirst().map(type -> new Content(Kind.MESSAGE, type, caption(item), null))
                .orElseGet(() -> new Content(Kind.UNSUPPORTED, isService(item) ? "system" : "unknown", null, null));
    }

    private static Content file(String type, JsonSlice item, JsonSlice file) {
        var id = file.at("file_id").text().orElse("");
        return id.isEmpty() ? new Content(Kind.UNSUPPORTED, type, caption(item), null)
                : new Content(Kind.MESSAGE, type, caption(item), new Media(id, file.at("mime_type").textOrNull(), null,
                        file.at("file_name").textOrNull()));
    }

    private static boolean isService(JsonSlice item) {
        return SERVICE.stream().anyMatch(item::has);
    }

    private static String caption(JsonSlice item) {
        return item.at("caption").textOrNull();
    }
}
