package eu.onrecord.consent.gate;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.channel.Channel.Showing;
import eu.onrecord.consent.customer.ChatThread;
import eu.onrecord.consent.disclosure.Disclosures;
import eu.onrecord.consent.dossier.Dossier;
import eu.onrecord.consent.freshness.Freshness;
import eu.onrecord.consent.gate.Situation.CustomerView;
import eu.onrecord.consent.gate.Situation.Telling;
import eu.onrecord.consent.provider.Circuits;
import eu.onrecord.consent.relationship.Purpose;

/** Puts together what the gate decides on. */
@ApplicationScoped
public class Situations {
    private final Freshness freshness;
    private final Circuits circuits;

    Situations(Freshness freshness, Circuits circuits) {
        this.freshness = freshness;
        this.circuits = circuits;
    }

    /**
     * @param thread in which it would go
     * @param hasDeadLetter whether something that the customer wrote could not be read
     */
    public Situation of(Purpose purpose, boolean isTemplate, Dossier dossier, ChatThread thread, Channel channel,
            boolean hasDeadLetter, Instant now) {
        var it = dossier.relationship();
        return new Situation(purpose, isTemplate,
                new CustomerView(it.state, it.permissions(), it.wishes.optOut, it.wishes.silentSince(), it.suspended,
                        it.restricted),
                new ServiceWindow(lastInbound(dossier, channel)),
                channel.medium(thread.business, thread.network).hasServiceWindow(),
                telling(dossier, thread, channel, now),
                !hasDeadLetter && dossier.threads().stream().allMatch(known -> freshness.isFresh(known.id, now)),
                circuits.isOpen(channel, isTemplate, now), now);
    }

    private static Instant lastInbound(Dossier dossier, Channel channel) {
        return dossier.lastThreadOn(channel.name()).map(thread -> thread.lastInboundAt).orElse(null);
    }

    /** The desk's messages wait for the proof only where the channel says so; elsewhere the notice gates keeping alone. */
    private static Telling telling(Dossier dossier, ChatThread thread, Channel channel, Instant now) {
        if (channel.showing() != Showing.SEPARATE_AND_WAIT) {
            return Telling.DONE;
        }
        return switch (Disclosures.reached(dossier.disclosures(), channel, thread.business, dossier.relationship().opening,
                now)) {
            case DONE -> Telling.DONE;
            case UNDER_WAY -> Telling.UNDER_WAY;
            case FAILED -> Telling.FAILED;
        };
    }
}
