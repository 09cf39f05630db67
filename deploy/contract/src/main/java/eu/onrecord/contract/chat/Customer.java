package eu.onrecord.contract.chat;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Everything the provider said about who the customer is. A phone number or a user id is there.
 *
 * @param phone in E.164 form, with its plus
 * @param userId the provider's business-scoped id; opaque
 * @param name what the customer calls themselves
 * @param identifiers what else the provider gave that tells who they are, for linking threads; empty where it gave nothing more
 */
@RegisterForReflection
public record Customer(String phone, String userId, String name,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Identifier> identifiers) {

    public Customer {
        if (phone == null && userId == null) {
            throw new IllegalArgumentException("a customer has a phone number or a user id");
        }
        identifiers = identifiers == null ? List.of() : List.copyOf(identifiers);
    }

    /** A customer of whom nothing more is known. */
    public Customer(String phone, String userId, String name) {
        this(phone, userId, name, List.of());
    }

    @Override
    public String toString() {
        return "Customer[redacted]";
    }
}
