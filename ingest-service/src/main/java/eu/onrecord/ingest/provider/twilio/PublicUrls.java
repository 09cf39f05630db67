package eu.onrecord.ingest.provider.twilio;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The addresses that Twilio may have been told to call.
 *
 * @param all of them, in the order of the setting
 */
record PublicUrls(List<PublicUrl> all) {

    /**
     * @param configured separated by commas
     * @throws IllegalArgumentException if one is no absolute http or https address, or there is none
     */
    static PublicUrls of(String configured) {
        return new PublicUrls(Arrays.stream(configured.split(",", -1)).map(String::strip).map(PublicUrl::of).toList());
    }

    /** Every form of each, as {@link PublicUrl#forms}. */
    Set<String> forms(String query) {
        return each(url -> url.forms(query));
    }

    /** Every form of each, as {@link PublicUrl#formsWith}. */
    Set<String> formsWith(String query) {
        return each(url -> url.formsWith(query));
    }

    private Set<String> each(Function<PublicUrl, Set<String>> formsOf) {
        var forms = new LinkedHashSet<String>();
        all.forEach(url -> forms.addAll(formsOf.apply(url)));
        return forms;
    }
}
