package eu.onrecord.archive.conversation;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import eu.onrecord.contract.chat.Customer;
import eu.onrecord.contract.chat.Identifier;

/** By what a customer can be found: every identifier that a provider gives them. Pure. */
public final class Identifiers {
    /** Told beside identifiers, and common to many. */
    private static final Set<String> OF_MANY = Set.of("language_code");

    private static final Pattern E_MAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");

    private Identifiers() {
    }

    /** A name is one however it is written, and so is an address of e-mail. */
    private static String value(Identifier it) {
        return it.scheme().equals("username") || E_MAIL.matcher(it.value()).matches() ? name(it.value()) : it.value();
    }

    /** A name by which somebody is searched, as it is kept. */
    public static String name(String written) {
        return written.strip().replaceFirst("^@", "").toLowerCase(Locale.ROOT);
    }

    /** A phone number in E.164, and each other one as the provider writes it. */
    public static List<String> of(Customer customer) {
        return Stream.concat(Stream.of(customer.phone(), customer.userId()),
                customer.identifiers().stream().filter(it -> !OF_MANY.contains(it.scheme())).map(Identifiers::value))
                .filter(Objects::nonNull).filter(it -> !it.isEmpty()).distinct().toList();
    }
}
