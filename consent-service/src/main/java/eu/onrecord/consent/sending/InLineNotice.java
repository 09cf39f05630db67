package eu.onrecord.consent.sending;

import java.util.List;
import java.util.Optional;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.channel.Channel.Showing;
import eu.onrecord.consent.customer.ChatThread;
import eu.onrecord.consent.disclosure.Disclosure;
import eu.onrecord.consent.dossier.Dossier;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.message.Content;
import eu.onrecord.consent.message.Delivery;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.consent.notice.Language;
import eu.onrecord.consent.telling.Notices;

/** The notice at the head of the first answer, where a channel shows it so. */
final class InLineNotice {
    private InLineNotice() {
    }

    /**
     * If the notice has not gone yet, it goes with this message; by itself where the two are too long for one. What is shown is
     * what is on record: a notice that was queued in an older version is queued anew.
     */
    static void showWith(OutboundMessage message, Dossier owner, ChatThread thread, Channel channel, Work work) {
        if (channel.showing() != Showing.IN_LINE || !(message.content() instanceof Content.Text answer)) {
            return;
        }
        var notices = new Notices(work);
        waiting(owner, thread).filter(it -> !isCurrent(it, channel)).ifPresent(old -> {
            notices.advance(old, owner, Delivery.CANCELLED, null);
            notices.require(owner, thread, channel, speakable(old, channel), old.evidence);
        });
        waiting(owner, thread).ifPresent(disclosure -> {
            var shown = channel.notice().in(Language.ofTags(disclosure.language));
            disclosure.shows(shown);
            var together = shown.text() + "\n\n" + answer.text();
            if (together.length() > Content.LONGEST_TEXT) {
                work.then().changed(disclosure);
                work.then().send(OutboundMessage.notice(disclosure.id, thread, shown.text(), work.now()));
                return;
            }
            message.content(new Content.Text(together));
            message.disclosureId = disclosure.id;
            notices.advance(disclosure, owner, Delivery.CLAIMED, null);
            work.then().changed(message);
        });
    }

    private static Optional<Disclosure> waiting(Dossier owner, ChatThread thread) {
        return owner.disclosures().stream().filter(it -> it.channel.equals(thread.channel)
                && it.business.equals(thread.business) && it.state == Delivery.QUEUED && !it.isSpent()).findFirst();
    }

    private static boolean isCurrent(Disclosure it, Channel channel) {
        return it.noticeVersion.equals(channel.notice().version())
                && Language.ofTags(it.language).stream().allMatch(channel.notice()::speaks);
    }

    private static List<Language> speakable(Disclosure it, Channel channel) {
        var told = Language.ofTags(it.language);
        return told.stream().allMatch(channel.notice()::speaks) ? told : channel.languages();
    }
}
