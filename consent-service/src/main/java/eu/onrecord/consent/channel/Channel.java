package eu.onrecord.consent.channel;

import java.net.URI;
import java.util.Optional;

import eu.onrecord.consent.notice.Language;
import eu.onrecord.consent.notice.Notice;

/**
 * A configured connection of one legal entity to a provider.
 *
 * @param name as in the events
 * @param provider the provider's name
 * @param legalEntity the company responsible
 * @param language of the notice where nothing tells the customer's
 * @param notice what its customers are told
 * @param api the provider's API
 * @param token what authorises us there
 * @param desk who is told of inbound messages
 */
public record Channel(String name, String provider, String legalEntity, Language language, Notice notice, URI api, String token,
        Optional<Desk> desk) {

    /** A desk's address and the secret that its webhooks are signed with. */
    public record Desk(URI url, String secret) {
        @Override
        public String toString() {
            return "Desk[" + url + "]";
        }
    }

    @Override
    public String toString() {
        return "Channel[" + name + "]";
    }
}
