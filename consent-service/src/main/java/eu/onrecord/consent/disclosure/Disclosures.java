package eu.onrecord.consent.disclosure;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.message.Delivery;
import eu.onrecord.consent.notice.Notice;
import eu.onrecord.consent.notice.Notice.Shown;

/** Which showing of a notice stands, and when it is to be shown again. Pure. */
public final class Disclosures {
    /** Told again after a year; not at every conversation, which customers complain about. */
    private static final Period GOOD_FOR = Period.ofMonths(12);

    private Disclosures() {
    }

    /**
     * What a customer is to be told, or was.
     *
     * @param channel where
     * @param business the number they wrote to: another number is told anew
     * @param languages the tags, joined by a plus: another language is told anew
     * @param opening how often the relationship was reopened: each time is told anew
     */
    public record Telling(Channel channel, String business, String languages, int opening) {

        /** Why it is shown, so that two showings for the same reason cannot be. */
        public String occasion(Instant now) {
            var contact = "contact-" + now.atOffset(ZoneOffset.UTC).getYear();
            return opening == 0 ? contact : contact + "-reopened-" + opening;
        }
    }

    /** The showing that counts for a telling, or that is on its way; empty if there is none, or none that is still good. */
    public static Optional<Disclosure> standing(Collection<Disclosure> shown, Telling telling, Instant now) {
        return good(shown, telling.channel(), telling.business(), telling.opening(), now)
                .filter(it -> it.language.equals(telling.languages()))
                .max(Comparator.comparing((Disclosure it) -> !it.isOver(now)).thenComparing(it -> it.createdAt));
    }

    /** How far the telling came that is required now. */
    public enum Reached {
        /** It is proven, or was waived. */
        DONE,
        UNDER_WAY,
        FAILED
    }

    /**
     * How far the customer was told what they have to be told now, on this channel and number, whatever the language.
     *
     * @param opening how often the relationship was reopened
     */
    public static Reached reached(Collection<Disclosure> shown, Channel channel, String business, int opening, Instant now) {
        var good = good(shown, channel, business, opening, now).toList();
        if (good.stream().anyMatch(it -> it.state.isProof() || it.state == Delivery.WAIVED)) {
            return Reached.DONE;
        }
        return good.isEmpty() || good.stream().anyMatch(it -> !it.isOver(now)) ? Reached.UNDER_WAY : Reached.FAILED;
    }

    /** Whether the customer was shown to know what they have to be told now. */
    public static boolean isProven(Collection<Disclosure> shown, Channel channel, String business, int opening, Instant now) {
        return good(shown, channel, business, opening, now).anyMatch(it -> it.state.isProof());
    }

    /** What was shown on this occasion, lately, and counts. */
    private static Stream<Disclosure> good(Collection<Disclosure> shown, Channel channel, String business, int opening,
            Instant now) {
        var goodSince = now.atOffset(ZoneOffset.UTC).minus(GOOD_FOR).toInstant();
        return shown.stream().filter(it -> it.channel.equals(channel.name()) && it.business.equals(business)
                && it.opening == opening && counts(it, channel.notice()) && it.createdAt.isAfter(goodSince));
    }

    /** The showing, to be made. */
    public static Disclosure of(UUID customer, String thread, Telling telling, Shown shown, UUID evidence, Instant now) {
        var disclosure = new Disclosure();
        disclosure.id = UUID.randomUUID();
        disclosure.customerId = customer;
        disclosure.channel = telling.channel().name();
        disclosure.business = telling.business();
        disclosure.noticeVersion = telling.channel().notice().version();
        disclosure.language = telling.languages();
        disclosure.occasion = telling.occasion(now);
        disclosure.opening = telling.opening();
        disclosure.thread = thread;
        disclosure.state = telling.channel().entryPointNotice().isPresent() ? Delivery.WAIVED : Delivery.QUEUED;
        disclosure.shows(shown);
        disclosure.evidence = evidence;
        disclosure.createdAt = now;
        disclosure.changedAt = now;
        return disclosure;
    }

    /** An earlier version is as good as this one, unless this one says something new. */
    private static boolean counts(Disclosure shown, Notice notice) {
        return notice.counts(shown.noticeVersion);
    }
}
