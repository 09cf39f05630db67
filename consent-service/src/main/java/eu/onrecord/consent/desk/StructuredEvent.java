package eu.onrecord.consent.desk;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

import eu.onrecord.consent.outbox.Publication;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** CloudEvents 1.0 in the JSON format. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StructuredEvent(String specversion, UUID id, String type, String source, Instant time, String datacontenttype,
        Object data) {

    /** What the desk is told, as it is sent. */
    public static StructuredEvent of(DeskEvent event, Instant now) {
        return new StructuredEvent("1.0", event.id(), event.type(), Publication.SOURCE.toString(), now, "application/json",
                event.data());
    }

    @Override
    public String toString() {
        return "StructuredEvent[" + type + "]";
    }
}
