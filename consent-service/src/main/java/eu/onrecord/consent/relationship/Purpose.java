package eu.onrecord.consent.gate;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a message is sent. Mandatory, because a service answer is no marketing and a coupon in it is. */
public enum Purpose {
    @JsonProperty("service")
    SERVICE,
    @JsonProperty("transactional")
    TRANSACTIONAL,
    @JsonProperty("marketing")
    MARKETING
}
