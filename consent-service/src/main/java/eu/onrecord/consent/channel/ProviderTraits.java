package eu.onrecord.consent.channel;

import java.util.Set;

/** What is particular to a messaging provider, for the rules that are the same for all. It is found by being a bean. */
public interface ProviderTraits {

    /** The names that channels are configured with. */
    Set<String> names();

    /** @param business the provider's id of our number */
    Medium medium(String business);

    /**
     * What to do about an error. Only codes are stable; texts change.
     *
     * @param code as the provider's statuses tell it; one that is not known is final
     */
    Remedy remedy(String code);
}
