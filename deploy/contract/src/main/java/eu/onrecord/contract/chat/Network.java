package eu.onrecord.contract.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What a message travelled over. Windows, receipts and words that stop messages depend on it. */
@RegisterForReflection
public enum Network {
    @JsonProperty("whatsapp")
    WHATSAPP("whatsapp"),
    @JsonProperty("sms")
    SMS("sms"),
    /** SMS with files. */
    @JsonProperty("mms")
    MMS("mms"),
    @JsonProperty("rcs")
    RCS("rcs"),
    @JsonProperty("telegram")
    TELEGRAM("telegram"),
    @JsonProperty("messenger")
    MESSENGER("messenger"),
    @JsonProperty("instagram")
    INSTAGRAM("instagram"),
    @JsonProperty("viber")
    VIBER("viber");

    private final String word;

    Network(String word) {
        this.word = word;
    }

    /** The word in the event. */
    public String word() {
        return word;
    }
}
