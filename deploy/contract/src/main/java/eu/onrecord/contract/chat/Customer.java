package eu.onrecord.contract.chat;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Everything the provider said about who the customer is. Any part can be absent; never all.
 *
 * @param phone in E.164 form, with its plus
 * @param userId the provider's business-scoped id; opaque
 * @param name what the customer calls themselves
 */
@RegisterForReflection
public record Customer(String phone, String userId, String name) {

    public Customer {
        if (phone == null && userId == null) {
            throw new IllegalArgumentException("a customer has a phone number or a user id");
        }
    }

    @Override
    public String toString() {
        return "Customer[redacted]";
    }
}
