package eu.onrecord.ingest.provider.telegram;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import eu.onrecord.ingest.content.TechnicalPaths;
import eu.onrecord.ingest.provider.LeafTest;

class TelegramLeafTest extends LeafTest {
    @Override
    protected String provider() {
        return "telegram";
    }

    @Override
    protected Map<String, TechnicalPaths> technical() {
        var all = new HashMap<String, TechnicalPaths>();
        all.put("", paths(Set.of("update_id")));
        for (var update : List.of("message", "edited_message", "business_message", "edited_business_message",
                "guest_message")) {
            all.put(update + ".", Names.MESSAGE);
            all.put(update + ".reply_to_message.", Names.MESSAGE);
            all.put(update + ".external_reply.", Names.MESSAGE);
            all.put(update + ".pinned_message.", Names.MESSAGE);
            for (var service : List.of("gift", "giveaway")) {
                all.put(update + "." + service + ".", Names.SERVICE);
            }
        }
        for (var update : List.of("deleted_business_messages", "message_reaction", "callback_query", "my_chat_member",
                "business_connection", "poll_answer", "inline_query", "shipping_query", "chosen_inline_result",
                "chat_join_request", "poll", "chat_boost", "removed_chat_boost",
                "message_reaction_count", "purchased_paid_media")) {
            all.put(update + ".", Names.UPDATE);
        }
        all.put("callback_query.message.", Names.MESSAGE);
        return all;
    }
}
