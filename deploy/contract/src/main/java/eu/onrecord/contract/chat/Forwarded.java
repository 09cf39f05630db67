package eu.onrecord.contract.chat;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * That the words are somebody else's, passed on by whoever sent the message.
 *
 * @param times at least how often they were passed on: 1, or 6 where the provider says that it was often (Meta: more than five
 *        times)
 * @param from who is said to have written them; absent where the provider does not tell
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Forwarded(int times, String from) {
    /** As many as a provider tells of what is passed on again and again. */
    public static final int OFTEN = 6;

    @Override
    public String toString() {
        return "Forwarded[" + times + ", redacted]";
    }
}
