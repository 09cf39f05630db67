package eu.onrecord.consent.customer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import eu.onrecord.contract.chat.ChatEvent;

/**
 * Something that a customer is known by.
 *
 * @param kind what it is
 * @param value a phone number in E.164, or an opaque id
 */
public record Identifier(Kind kind, String value) {
    private static final Pattern E164 = Pattern.compile("\\+[0-9]{5,20}");
    private static final String TELEGRAM = "telegram";
    /** What providers call a phone number that differs from the one they gave first. */
    private static final Set<String> SECOND_PHONE = Set.of("wa_id", "WaId");

    /** What an identifier is. */
    public enum Kind {
        PHONE,
        /** Business-scoped: the same whichever provider passes it on. */
        USER_ID,
        /** Of the portfolio above; the same for all of a company's accounts. */
        PARENT_USER_ID,
        /** A chat with one bot. */
        TELEGRAM,
        /** The customer's number in the company's own books. */
        CRM_ID;

        /** The word in requests and answers. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Empty if there is no such kind. */
        public static Optional<Kind> of(String word) {
            return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
        }
    }

    /** @throws IllegalArgumentException if a phone number is not written as E.164 does; it does not repeat the number */
    public Identifier {
        if (kind == Kind.PHONE && !E164.matcher(value).matches()) {
            throw new IllegalArgumentException("a phone number is written with its plus and digits alone");
        }
    }

    /**
     * All that an event tells of who the customer is. User names are left out: they change hands. The event names a customer.
     */
    public static List<Identifier> in(ChatEvent event) {
        var customer = event.customer();
        var told = new ArrayList<Identifier>();
        if (customer.phone() != null) {
            told.add(new Identifier(Kind.PHONE, customer.phone()));
        }
        if (customer.userId() != null) {
            told.add(new Identifier(event.provider().equals(TELEGRAM) ? Kind.TELEGRAM : Kind.USER_ID, customer.userId()));
        }
        for (var other : customer.identifiers()) {
            if (SECOND_PHONE.contains(other.scheme())) {
                var phone = other.value().startsWith("+") ? other.value() : "+" + other.value();
                if (E164.matcher(phone).matches()) {
                    told.add(new Identifier(Kind.PHONE, phone));
                }
            } else if (other.scheme().equals("parent_user_id")) {
                told.add(new Identifier(Kind.PARENT_USER_ID, other.value()));
            }
        }
        return told.stream().distinct().toList();
    }

    /** By what it is found: the same for a number that is written in two ways. */
    String canonical() {
        return kind == Kind.PHONE ? PhoneVariants.canonical(value) : value;
    }

    /** A new number or id, where one was told; nulls are left out. */
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
