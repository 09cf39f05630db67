package eu.onrecord.consent.customer;

import java.util.ArrayList;
import java.util.List;

/**
 * Something that a customer is known by.
 *
 * @param kind what it is
 * @param value a phone number in E.164, or an opaque id
 */
public record Identifier(Kind kind, String value) {

    /** What an identifier is. */
    public enum Kind {
        PHONE,
        USER_ID
    }

    /** The identifiers that an event names; nulls are left out. */
    public static List<Identifier> of(String phone, String userId) {
        var identifiers = new ArrayList<Identifier>();
        if (phone != null) {
            identifiers.add(new Identifier(Kind.PHONE, phone));
        }
        if (userId != null) {
            identifiers.add(new Identifier(Kind.USER_ID, userId));
        }
        return identifiers;
    }

    @Override
    public String toString() {
        return "Identifier[" + kind + ", redacted]";
    }
}
