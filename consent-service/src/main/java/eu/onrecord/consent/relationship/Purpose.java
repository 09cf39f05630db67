package eu.onrecord.consent.relationship;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a message is sent. Mandatory, because a service answer is no marketing and a coupon in it is. */
public enum Purpose {
    @JsonProperty("service")
    SERVICE,
    @JsonProperty("transactional")
    TRANSACTIONAL,
    /** Directive 2002/58/EC Art. 13: prior consent, or a sale with the right to object. */
    @JsonProperty("marketing")
    MARKETING,
    /** A call over the messaging service, which asks for a permission of its own. */
    @JsonProperty("call")
    CALL;

    /** The word in requests and answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty if there is no such purpose. */
    public static Optional<Purpose> of(String word) {
        return Arrays.stream(values()).filter(purpose -> purpose.word().equals(word)).findFirst();
    }
}
