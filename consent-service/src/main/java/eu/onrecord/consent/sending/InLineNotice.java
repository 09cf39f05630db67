package eu.onrecord.consent.sending;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.channel.Channel.Showing;
import eu.onrecord.consent.dossier.Dossier;
import eu.onrecord.consent.dossier.Notices;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.message.Content;
import eu.onrecord.consent.message.Delivery;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.consent.notice.Language;

/** The notice at the head of the first answer, where a channel shows it so. */
final class InLineNotice {
    private InLineNotice() {
    }

    /** If the notice has not gone yet, it goes with this message. */
    static void showWith(OutboundMessage message, Dossier owner, Channel channel, Work work) {
        if (channel.showing() == Showing.IN_LINE && message.content() instanceof Content.Text answer) {
            owner.disclosures().stream().filter(it -> it.channel.equals(channel.name()) && it.state == Delivery.QUEUED)
                    .findFirst().ifPresent(waiting -> {
                        var told = Language.ofTags(waiting.language);
                        var languages = told.stream().allMatch(channel.notice()::speaks) ? told : channel.languages();
                        message.content(new Content.Text(channel.notice().textIn(languages) + "\n\n" + answer.text()));
                        message.disclosureId = waiting.id;
                        new Notices(work).advance(waiting, owner, Delivery.CLAIMED, null);
                        work.then().changed(message);
                    });
        }
    }
}
