package eu.onrecord.local.desk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** All that an agent can see: what the desk was told, each once, and what it sent, in the order in which it happened here. */
final class DeskLog {
    private static final String SENT = "sent";

    private final Map<String, JsonObject> byId = new LinkedHashMap<>();

    /** False if it was told before. */
    synchronized boolean told(JsonObject event) {
        return byId.putIfAbsent(event.getString("id"),
                new JsonObject().put("type", event.getString("type")).put("data", event.getJsonObject("data"))) == null;
    }

    /** The desk sent a message; what becomes of it is told. */
    synchronized void sent(String message, JsonObject what) {
        byId.putIfAbsent(SENT + message, new JsonObject().put("type", SENT).put("data", what.copy().put("message", message)));
    }

    synchronized JsonArray all() {
        return new JsonArray(List.copyOf(byId.values()));
    }
}
