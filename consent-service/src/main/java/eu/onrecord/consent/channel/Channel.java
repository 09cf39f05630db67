package eu.onrecord.consent.channel;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import eu.onrecord.consent.notice.Language;
import eu.onrecord.consent.notice.Notice;
import eu.onrecord.consent.notice.Replies;
import eu.onrecord.consent.relationship.Clocks;
import eu.onrecord.contract.chat.Network;

/**
 * A configured connection of one legal entity to a provider.
 *
 * @param name as in the events
 * @param provider the provider's name
 * @param traits of the provider
 * @param legalEntity the company responsible
 * @param languages of the notice where nothing tells the customer's: all of them, in one message
 * @param notice what its customers are told
 * @param replies what they are answered when they want to stop
 * @param showing how they are told
 * @param entryPointNotice where they were told before they came here, such as a widget on a website; then they are not told
 *        again
 * @param clocks what time alone does to the relationships of its customers
 * @param access to the provider's API
 * @param messagesPerSecond how many the provider takes from us
 * @param desk who is told of inbound messages
 */
public record Channel(String name, String provider, ProviderTraits traits, String legalEntity, List<Language> languages,
        Notice notice, Replies replies,
        Showing showing, Optional<String> entryPointNotice, Clocks clocks, Access access, int messagesPerSecond,
        Optional<Desk> desk) {

    /** How a notice goes out. */
    public enum Showing {
        /** As a message of its own; the desk's messages do not wait for it. */
        SEPARATE,
        /** As a message of its own; the desk's messages wait until it is proven. */
        SEPARATE_AND_WAIT,
        /** At the head of the first answer. */
        IN_LINE
    }

    /**
     * What reaches the provider.
     *
     * @param api its address, version included
     * @param account who we are there, where the token does not say it
     * @param token what authorises us
     * @param statusCallback where it tells what became of a message, where that is said with each message
     */
    public record Access(URI api, Optional<String> account, String token, Optional<URI> statusCallback) {
        @Override
        public String toString() {
            return "Access[" + api + "]";
        }
    }

    /**
     * A desk's address and the secret that its webhooks are signed with.
     *
     * @param types of the events that it wants; empty: all
     */
    public record Desk(URI url, String secret, Set<String> types) {
        /** Whether it wants events of a type. */
        public boolean wants(String type) {
            return types.isEmpty() || types.contains(type);
        }

        @Override
        public String toString() {
            return "Desk[" + url + "]";
        }
    }

    /**
     * What a customer of a number reads our messages in: what they wrote over, for one number can be reached by several.
     *
     * @param business the provider's id of the number
     * @param writtenOver what the provider told of their last message; null where it told nothing
     */
    public Medium medium(String business, Network writtenOver) {
        return writtenOver == null ? traits.medium(business) : Medium.of(writtenOver);
    }

    @Override
    public String toString() {
        return "Channel[" + name + "]";
    }

    /** The same, when it is known which versions of its notice count no more. */
    Channel overtaking(Set<String> versions) {
        return new Channel(name, provider, traits, legalEntity, languages, notice.overtaking(versions), replies, showing,
                entryPointNotice, clocks, access, messagesPerSecond, desk);
    }
}
