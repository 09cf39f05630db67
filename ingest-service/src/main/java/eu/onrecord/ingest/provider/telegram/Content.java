package eu.onrecord.ingest.provider.telegram;

import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Media;

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

    static Content of(JsonNode item) {
        if (item.path("text").isTextual()) {
            return new Content(Kind.MESSAGE, "text", item.path("text").textValue(), null);
        }
        if (item.path("photo").isArray() && !item.path("photo").isEmpty()) {
            // the same picture in several sizes, the largest last
            return file("photo", item, item.path("photo").get(item.path("photo").size() - 1));
        }
        for (var type : FILES) {
            if (item.path(type).isObject()) {
                return file(type, item, item.path(type));
            }
        }
        return OTHERS.stream().filter(item::has).findFirst().map(type -> new Content(Kind.MESSAGE, type, caption(item), null))
                .orElseGet(() -> new Content(Kind.UNSUPPORTED, isService(item) ? "system" : "unknown", null, null));
    }

    private static Content file(String type, JsonNode item, JsonNode file) {
        var id = file.path("file_id").asText("");
        return id.isEmpty() ? new Content(Kind.UNSUPPORTED, type, caption(item), null)
                : new Content(Kind.MESSAGE, type, caption(item), new Media(id, file.path("mime_type").asText(null), null,
                        file.path("file_name").asText(null)));
    }

    private static boolean isService(JsonNode item) {
        return SERVICE.stream().anyMatch(item::has);
    }

    private static String caption(JsonNode item) {
        return item.path("caption").asText(null);
    }
}
