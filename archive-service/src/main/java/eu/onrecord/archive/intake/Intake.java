package eu.onrecord.archive.intake;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.conversation.Conversations;
import eu.onrecord.archive.media.MediaQueue;
import eu.onrecord.archive.mention.Mentions;
import eu.onrecord.archive.record.Recorder;
import eu.onrecord.archive.seal.DataKey;
import eu.onrecord.archive.seal.KeyStore;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.consent.DisclosureState;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** Records arrivals and does what follows: conversations open, are linked and released, files are wanted. */
@ApplicationScoped
class Intake {
    private final Pool pool;
    private final KeyStore keys;
    private final Recorder recorder;
    private final Conversations conversations;
    private final Mentions mentions;
    private final MediaQueue media;

    Intake(Pool pool, KeyStore keys, Recorder recorder, Conversations conversations, Mentions mentions, MediaQueue media) {
        this.pool = pool;
        this.keys = keys;
        this.recorder = recorder;
        this.conversations = conversations;
        this.mentions = mentions;
        this.media = media;
    }

    /** All of them in one transaction. The keys are there before. */
    Uni<Void> take(List<Arrival> arrivals) {
        return keys.current(arrivals.stream().map(arrival -> arrival.item().scope()).toList())
                .chain(found -> pool.withTransaction(transaction -> {
                    var taken = Uni.createFrom().voidItem();
                    for (var arrival : arrivals) {
                        taken = taken.chain(() -> take(transaction, arrival, found));
                    }
                    return taken;
                }));
    }

    private Uni<Void> take(SqlConnection transaction, Arrival arrival, Map<String, DataKey> found) {
        var item = arrival.item();
        return recorder.record(transaction, item, found.get(item.scope())).chain(recordId -> {
            if (recordId.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            return arrival instanceof Arrival.Chat chat ? follow(transaction, chat.envelope().data(), recordId.get())
                    : follow(transaction, ((Arrival.Consent) arrival).envelope().data(), item.eventId());
        });
    }

    /** What concerns the business account and no customer is recorded, and is no conversation. */
    private Uni<Void> follow(SqlConnection transaction, ChatEvent event, UUID recordId) {
        if (event.customer() == null) {
            return Uni.createFrom().voidItem();
        }
        return conversations.of(transaction, event.thread(), event.legalEntity(), event.channel())
                .chain(conversation -> conversations.heardOf(transaction, conversation, event.legalEntity(),
                        event.customer()))
                .chain(() -> mentions.add(transaction, recordId, event))
                .chain(() -> media.want(transaction, recordId, event));
    }

    private Uni<Void> follow(SqlConnection transaction, ConsentEvent event, UUID eventId) {
        // of whom only the CRM knows: they have no conversation
        if (event.channel().equals(ConsentEvent.NO_CHANNEL)) {
            return Uni.createFrom().voidItem();
        }
        if (event.change() == Change.THREADS_LINKED) {
            return conversations.link(transaction, event.threads(), event.legalEntity(), event.channel());
        }
        var conversation = conversations.of(transaction, event.thread(), event.legalEntity(), event.channel());
        return isTold(event) ? conversation.chain(id -> conversations.release(transaction, id, eventId))
                : conversation.replaceWithVoid();
    }

    /** Whether the customer is known to have been told, here or before they came here. */
    private static boolean isTold(ConsentEvent event) {
        return event.change() == Change.DISCLOSURE_CHANGED
                && DisclosureState.of(event.state()).filter(DisclosureState::isTold).isPresent();
    }
}
