package eu.onrecord.archive.act;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;

import io.vertx.core.json.JsonObject;

/**
 * Who was searched for. It names a customer, so it stands apart from the act, under the customer's own key: an act outlives
 * whom it is about.
 *
 * @param act the event id of the act
 * @param customer as they were asked for
 */
record Particulars(UUID act, String customer) {
    static final String EVENT_TYPE = "eu.onrecord.act.particulars.v1";

    /** As FORMAT.md says. */
    byte[] data() {
        return new JsonObject().put("act", act.toString()).put("customer", customer).encode().getBytes(UTF_8);
    }

    @Override
    public String toString() {
        return "Particulars[" + act + "]";
    }
}
