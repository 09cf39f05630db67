package eu.onrecord.local.whatsapp;

import java.time.Instant;
import java.util.Base64;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import eu.onrecord.local.phone.SentMessage;
import eu.onrecord.local.phone.SimulatedCustomer;
import eu.onrecord.local.phone.Written;

/** Writes webhook bodies as Meta does, non-ASCII characters escaped. */
final class WebhookBody {
    private static final JsonMapper JSON = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final BusinessNumber business;

    WebhookBody(BusinessNumber business) {
        this.business = business;
    }

    static ObjectNode message(SimulatedCustomer customer, Written written) {
        if (written.file() == null) {
            var message = message(written.id(), customer, written.at(), "text");
            message.putObject("text").put("body", written.text());
            return message;
        }
        var message = message(written.id(), customer, written.at(), "image");
        var image = message.putObject("image").put("mime_type", written.file().mimeType())
                .put("sha256", Base64.getEncoder().encodeToString(written.file().sha256())).put("id", written.file().id());
        if (written.text() != null) {
            image.put("caption", written.text());
        }
        return message;
    }

    static ObjectNode status(SentMessage sent, SimulatedCustomer customer, String state, Instant at, int errorCode) {
        var status = JSON.createObjectNode().put("id", sent.id()).put("status", state).put("timestamp", seconds(at));
        if (customer.phone() != null) {
            status.put("recipient_id", customer.phone());
        }
        if (customer.userId() != null) {
            status.put("recipient_user_id", customer.userId());
        }
        if (sent.reference() != null) {
            status.put("biz_opaque_callback_data", sent.reference());
        }
        if (errorCode != 0) {
            status.putArray("errors").addObject().put("code", errorCode).put("title", "failed");
        }
        return status;
    }

    byte[] ofMessages(SimulatedCustomer customer, List<ObjectNode> messages) {
        return body(customer, "messages", messages);
    }

    byte[] ofStatuses(SimulatedCustomer customer, List<ObjectNode> statuses) {
        return body(customer, "statuses", statuses);
    }

    private byte[] body(SimulatedCustomer customer, String list, List<ObjectNode> items) {
        var body = JSON.createObjectNode().put("object", "whatsapp_business_account");
        var change = body.putArray("entry").addObject().put("id", business.accountId()).putArray("changes").addObject();
        var value = change.putObject("value").put("messaging_product", "whatsapp");
        value.putObject("metadata").put("display_phone_number", business.displayNumber()).put("phone_number_id",
                business.phoneNumberId());
        var contact = value.putArray("contacts").addObject();
        contact.putObject("profile").put("name", customer.name());
        if (customer.phone() != null) {
            contact.put("wa_id", customer.phone());
        }
        if (customer.userId() != null) {
            contact.put("user_id", customer.userId());
        }
        value.putArray(list).addAll(items);
        change.put("field", "messages");
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ObjectNode message(String id, SimulatedCustomer customer, Instant at, String type) {
        var message = JSON.createObjectNode();
        if (customer.phone() != null) {
            message.put("from", customer.phone());
        }
        if (customer.userId() != null) {
            message.put("from_user_id", customer.userId());
        }
        return message.put("id", id).put("timestamp", seconds(at)).put("type", type);
    }

    private static String seconds(Instant at) {
        return String.valueOf(at.getEpochSecond());
    }
}
