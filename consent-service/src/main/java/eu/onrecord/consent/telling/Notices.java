package eu.onrecord.consent.telling;

import java.util.List;
import java.util.UUID;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.channel.Channel.Showing;
import eu.onrecord.consent.customer.ChatThread;
import eu.onrecord.consent.disclosure.Disclosure;
import eu.onrecord.consent.disclosure.Disclosures;
import eu.onrecord.consent.disclosure.Disclosures.Telling;
import eu.onrecord.consent.dossier.Dossier;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.message.Delivery;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.consent.notice.Language;
import eu.onrecord.consent.notice.Notice.Shown;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.consent.ConsentEvent;

/** Sees to it that customers are told, and keeps how far the telling came. */
public final class Notices {
    private final Work work;

    public Notices(Work work) {
        this.work = work;
    }

    /**
     * The customer is told, if they were not and are not about to be. A showing that came to nothing is tried again, because
     * they write again.
     *
     * @param evidence the id of the message that calls for it
     */
    public void require(Dossier dossier, ChatThread thread, Channel channel, List<Language> languages, UUID evidence) {
        var telling = new Telling(channel, thread.business, Language.tags(languages), dossier.relationship().opening);
        var standing = Disclosures.standing(dossier.disclosures(), telling, work.now());
        if (standing.isPresent() && !standing.get().isOver(work.now())) {
            return;
        }
        cancelStale(dossier, telling);
        var shown = channel.notice().in(languages);
        var showing = Disclosures.of(dossier.id(), thread.id, telling, shown, evidence, work.now());
        dossier.disclosures().stream().filter(showing::isOfSame).findFirst().ifPresentOrElse(
                same -> again(same, dossier, thread, channel, shown, evidence),
                () -> show(showing, dossier, thread, channel, shown));
    }

    /** A message that shows the notice came further; only ever upwards. */
    public void advance(Disclosure disclosure, Dossier dossier, Delivery reached, UUID evidence) {
        var next = disclosure.state.upTo(reached);
        if (next != disclosure.state) {
            if (next == Delivery.FAILED) {
                disclosure.refused();
            }
            disclosure.state = next;
            disclosure.evidence = evidence;
            changed(disclosure, dossier);
        }
    }

    /** The customer wants nothing more: what was not yet sent is not. */
    public void cancelQueued(Dossier dossier) {
        dossier.disclosures().stream().filter(it -> it.state == Delivery.QUEUED).forEach(it -> {
            it.state = Delivery.CANCELLED;
            changed(it, dossier);
        });
    }

    /** What still waits to be shown here is not shown beside what is shown now. */
    private void cancelStale(Dossier dossier, Telling telling) {
        dossier.disclosures().stream()
                .filter(it -> it.channel.equals(telling.channel().name()) && it.business.equals(telling.business()))
                .filter(Disclosure::isOpen).toList().forEach(it -> {
                    work.then().cancelNotice(it.id);
                    if (it.state == Delivery.QUEUED) {
                        it.state = Delivery.CANCELLED;
                        changed(it, dossier);
                    }
                });
    }

    private void show(Disclosure disclosure, Dossier dossier, ChatThread thread, Channel channel, Shown shown) {
        dossier.add(disclosure);
        work.then().show(disclosure);
        queue(disclosure, thread, channel, shown);
        publish(disclosure, dossier);
    }

    private void again(Disclosure disclosure, Dossier dossier, ChatThread thread, Channel channel, Shown shown, UUID evidence) {
        disclosure.state = Delivery.QUEUED;
        disclosure.shows(shown);
        disclosure.thread = thread.id;
        disclosure.evidence = evidence;
        disclosure.changedAt = work.now();
        queue(disclosure, thread, channel, shown);
        changed(disclosure, dossier);
    }

    private void queue(Disclosure disclosure, ChatThread thread, Channel channel, Shown shown) {
        if (disclosure.state == Delivery.QUEUED && channel.showing() != Showing.IN_LINE) {
            work.then().send(OutboundMessage.notice(disclosure.id, thread, shown.text(), work.now()));
        }
    }

    private void changed(Disclosure disclosure, Dossier dossier) {
        disclosure.changedAt = work.now();
        work.then().changed(disclosure);
        publish(disclosure, dossier);
    }

    private void publish(Disclosure disclosure, Dossier dossier) {
        work.then().publish(new ConsentEvent(dossier.customer().legalEntity, disclosure.channel,
                new ThreadId(disclosure.thread), dossier.id(), Change.DISCLOSURE_CHANGED, disclosure.state.word(),
                disclosure.state == Delivery.WAIVED ? "entry-point-notice" : null, disclosure.evidence,
                new ConsentEvent.Disclosure(disclosure.id, disclosure.noticeVersion, disclosure.language, disclosure.occasion,
                        disclosure.noticeHash, disclosure.purpose, disclosure.retentionTold(), disclosure.state.told()),
                null, work.now()), work.now());
    }
}
