package eu.onrecord.consent.intake;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.desk.DeskEvent;
import eu.onrecord.consent.desk.DeskMessage;
import eu.onrecord.consent.desk.IdentityNews;
import eu.onrecord.consent.disclosure.Disclosures;
import eu.onrecord.consent.dossier.Dossier;
import eu.onrecord.consent.dossier.Dossiers.Concerned;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.gate.ServiceWindow;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Media;

/** What the desk is told of what happens in chats. */
final class DeskNews {
    private final Work work;

    DeskNews(Work work) {
        this.work = work;
    }

    /**
     * What was written, changed, taken back or reacted with, by the customer or past the desk by the company; of what says
     * nothing
     * of a message there is nothing to tell.
     */
    void tellMessage(UUID id, ChatEvent event, Concerned concerned, Channel channel) {
        var message = event.message();
        if (message == null) {
            return;
        }
        var files = message.files();
        var dossier = concerned.dossier();
        tell(id, "message-received", event.channel(), dossier,
                new DeskMessage(message.id(), dossier.id(), event.channel(), event.network(), event.business(),
                        event.direction(), event.customer().name(), event.customer().phone(), event.kind().word(),
                        message.type(), message.text(), message.content(), message.forwarded(),
                        work.sent().asTheDeskKnows(event, message.replyTo()),
                        work.sent().asTheDeskKnows(event, message.target()),
                        message.referral(), message.author(), files.isEmpty() ? null : files.get(0).mimeType(), files(files),
                        dossier.customer().language, writtenAt(event), windowClosesAt(concerned, channel, event.business()),
                        Disclosures.isProven(dossier.disclosures(), channel, event.business(), dossier.relationship().opening,
                                work.now()),
                        dossier.relationship().wishes.optOut.word()));
    }

    /** Where the provider's time cannot be read, ours. */
    private static Instant writtenAt(ChatEvent event) {
        return event.occurredAt() == null ? event.receivedAt() : event.occurredAt();
    }

    private static Instant windowClosesAt(Concerned concerned, Channel channel, String business) {
        return channel.medium(business, concerned.thread().network).hasServiceWindow()
                ? new ServiceWindow(concerned.thread().lastInboundAt).closesAt().orElse(null)
                : null;
    }

    /** The customer is reached by something else from now on. */
    void tellNewIdentifier(UUID id, ChatEvent event, Dossier dossier) {
        tell(id, "identity-changed", event.channel(), dossier,
                new IdentityNews(dossier.id(), event.channel(), event.identityChange().what(), event.identityChange().phone()));
    }

    private void tell(UUID id, String what, String channel, Dossier dossier, Object data) {
        work.then().tell(new DeskEvent(id, channel, dossier.id(), DeskEvent.type(what), data));
    }

    private static List<DeskMessage.File> files(List<Media> files) {
        return files.stream().map(file -> new DeskMessage.File(file.id(), file.mimeType(), file.sha256(), file.filename()))
                .toList();
    }
}
