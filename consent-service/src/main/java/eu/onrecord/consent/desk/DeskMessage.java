package eu.onrecord.consent.desk;

import java.time.Instant;
import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What the desk is told of a message: the CloudEvent's data.
 *
 * @param customer the random id to answer to
 * @param channel the channel to answer over
 * @param name what the customer calls themselves
 * @param phone E.164, if known
 * @param type the provider's word for what it is
 * @param text what it says
 * @param mediaType of an attached file
 * @param writtenAt the provider's time
 * @param windowClosesAt until when it can be answered freely
 * @param noticeProven whether the customer has been shown to know that the chat is kept
 */
@RegisterForReflection
public record DeskMessage(UUID customer, String channel, String name, String phone, String type, String text,
        String mediaType, Instant writtenAt, Instant windowClosesAt, boolean noticeProven) {

    @Override
    public String toString() {
        return "DeskMessage[redacted]";
    }
}
