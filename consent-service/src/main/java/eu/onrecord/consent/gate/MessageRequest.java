package eu.onrecord.consent.gate;

import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonIgnore;

import eu.onrecord.consent.message.Content;
import eu.onrecord.consent.relationship.Purpose;

/**
 * What is to be sent: one of a text, a file and a template.
 *
 * @param customer the random id, as the desk was told
 * @param channel the channel to send over
 * @param purpose why
 * @param text at most what WhatsApp takes
 */
public record MessageRequest(@NotNull UUID customer, @NotBlank String channel, @NotNull Purpose purpose,
        @Size(max = Content.LONGEST_TEXT) String text, @Valid Content.Media media, @Valid Content.Template template) {

    @AssertTrue(message = "one of text, media and template is to be given")
    @JsonIgnore
    public boolean isOneContent() {
        return (isText() ? 1 : 0) + (media == null ? 0 : 1) + (template == null ? 0 : 1) == 1;
    }

    Content content() {
        return isText() ? new Content.Text(text) : media != null ? media : template;
    }

    private boolean isText() {
        return text != null && !text.isBlank();
    }

    @Override
    public String toString() {
        return "MessageRequest[redacted]";
    }
}
