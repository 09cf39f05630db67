package eu.onrecord.archive.problem;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import jakarta.ws.rs.core.UriInfo;

/**
 * What is asked in an address. What is not understood is an error: who wrote {@code form} for {@code from} would be answered
 * with somebody else's conversation.
 */
public final class Parameters {
    private static final List<String> OF_PEOPLE = List.of("phone", "customer", "number", "mail", "name", "user", "wa_id");

    private Parameters() {
    }

    /** @throws Problem if there is another one, or one that says nothing or twice */
    public static void only(UriInfo uri, String... known) {
        uri.getQueryParameters().forEach((name, values) -> {
            if (!Arrays.asList(known).contains(name)) {
                throw OF_PEOPLE.stream().anyMatch(name.toLowerCase(Locale.ROOT)::contains)
                        ? ProblemType.IDENTIFIER_IN_URL.problem("A phone number goes into the header Customer-Phone.")
                        : ProblemType.REQUEST_INVALID.problem("The address has a parameter that is not known.");
            }
            if (values.size() != 1 || values.get(0).isBlank()) {
                throw ProblemType.REQUEST_INVALID.problem("Each parameter of the address says one thing.");
            }
        });
    }
}
