package eu.onrecord.consent.intake;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import eu.onrecord.consent.batch.InTurn;
import eu.onrecord.consent.channel.Channels;
import eu.onrecord.consent.dossier.DossierStore;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.dossier.WorkStore;
import eu.onrecord.consent.freshness.DeadLetters;
import eu.onrecord.consent.outbox.Publication;
import eu.onrecord.consent.provider.Circuits;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.wire.Envelope;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.Topic;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * Reads batches: all that a batch concerns is loaded, decided on in memory, and saved. A batch that fails is taken record by
 * record, so that one bad record takes no other with it: it goes to the dead letters. While a database is away nothing is a
 * record's fault, and the batch waits.
 */
@ApplicationScoped
class ChatConsumer {
    private static final Logger LOG = Logger.getLogger(ChatConsumer.class);
    private static final long PAUSE_MILLIS = 1000;
    /** A connection can die without a word: then the batch is taken again, which has no effect twice. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Pool pool;
    private final Channels channels;
    private final DossierStore dossiers;
    private final WorkStore works;
    private final TakenEvents taken;
    private final DeadLetters deadLetters;
    private final Circuits circuits;
    private final Held held;
    private final Clock clock;
    private final Vertx vertx;
    private final MutinyEmitter<byte[]> kafka;

    ChatConsumer(Pool pool, Channels channels, DossierStore dossiers, WorkStore works, TakenEvents taken,
            DeadLetters deadLetters, Circuits circuits, Held held, Clock clock, Vertx vertx,
            @Channel("events") MutinyEmitter<byte[]> kafka) {
        this.pool = pool;
        this.channels = channels;
        this.dossiers = dossiers;
        this.works = works;
        this.taken = taken;
        this.deadLetters = deadLetters;
        this.circuits = circuits;
        this.held = held;
        this.clock = clock;
        this.vertx = vertx;
        this.kafka = kafka;
    }

    @Incoming("chat")
    Uni<Void> on(ConsumerRecords<String, byte[]> batch) {
        var records = StreamSupport.stream(batch.spliterator(), false).toList();
        return Uni.createFrom().deferred(() -> together(records)).onFailure()
                .recoverWithUni(() -> InTurn.each(records, this::alone));
    }

    /** All of them in one transaction, or none. */
    Uni<Void> together(List<ConsumerRecord<String, byte[]>> records) {
        var events = new ArrayList<Envelope<ChatEvent>>();
        var unknown = new ArrayList<ConsumerRecord<String, byte[]>>();
        for (var kafkaRecord : records) {
            if (isFromOthers(kafkaRecord)) {
                var event = EventCodec.readChat(kafkaRecord);
                if (isConfigured(event)) {
                    events.add(event);
                } else {
                    unknown.add(kafkaRecord);
                }
            }
        }
        return putAside(unknown).chain(() -> take(events));
    }

    /**
     * One that was put aside.
     *
     * @return whether it was taken; no, if its channel is still not configured here
     */
    Uni<Boolean> again(ConsumerRecord<String, byte[]> kafkaRecord) {
        if (!isFromOthers(kafkaRecord)) {
            return Uni.createFrom().item(true);
        }
        var event = EventCodec.readChat(kafkaRecord);
        return isConfigured(event) ? take(List.of(event)).replaceWith(true) : Uni.createFrom().item(false);
    }

    private boolean isConfigured(Envelope<ChatEvent> event) {
        return channels.find(event.data().channel()).isPresent();
    }

    /** A channel that is not configured here yet may be soon: what its customers asked for is not passed over. */
    private Uni<Void> putAside(List<ConsumerRecord<String, byte[]>> ofUnknownChannels) {
        return InTurn.each(ofUnknownChannels, kafkaRecord -> deadLetters.note(kafkaRecord, "channel-unknown"));
    }

    private Uni<Void> take(List<Envelope<ChatEvent>> events) {
        return events.isEmpty() ? Uni.createFrom().voidItem()
                : pool.withTransaction(transaction -> dossiers
                        .load(transaction, events.stream().map(Envelope::data).toList(), clock.instant())
                        .chain(work -> decide(transaction, work, events).chain(() -> works.save(transaction, work))))
                        .invoke(() -> countErrors(events)).ifNoItem().after(PATIENCE).fail();
    }

    private void countErrors(List<Envelope<ChatEvent>> events) {
        events.stream().map(Envelope::data).filter(event -> event.status() != null && event.status().error() != null)
                .forEach(event -> channels.find(event.channel())
                        .ifPresent(channel -> circuits.told(channel, event.status().error(), clock.instant())));
    }

    /** What we published ourselves comes back; it is told by its header, before anything else is read. */
    private static boolean isFromOthers(ConsumerRecord<String, byte[]> kafkaRecord) {
        var source = kafkaRecord.headers().lastHeader("ce_source");
        return source == null || !Publication.SOURCE.toString().equals(new String(source.value(), StandardCharsets.UTF_8));
    }

    /** Most are told again without effect by what they are; the others are remembered. */
    private Uni<Void> decide(SqlConnection transaction, Work work, List<Envelope<ChatEvent>> events) {
        var intake = new ChatIntake(work);
        return taken.newOnes(transaction, events).invoke(news -> events.stream()
                .filter(event -> !TakenEvents.isRemembered(event.data()) || news.remove(event.id()))
                .forEach(event -> intake.take(event.id(), event.data(),
                        channels.find(event.data().channel()).orElseThrow())))
                .replaceWithVoid();
    }

    /** Again and again, without growing, for as long as the fault may be somebody else's. */
    private Uni<Void> alone(ConsumerRecord<String, byte[]> kafkaRecord) {
        var attempts = new AtomicInteger();
        return Uni.createFrom().deferred(() -> together(List.of(kafkaRecord))).onFailure().recoverWithUni(
                failure -> Fault.of(failure).isTheRecords(attempts.incrementAndGet()) ? bury(kafkaRecord, failure)
                        : Uni.createFrom().failure(failure))
                .onFailure().invoke(failure -> LOG.warnf("Record %s-%d@%d is tried again: %s", kafkaRecord.topic(),
                        kafkaRecord.partition(), kafkaRecord.offset(), failure.getClass().getSimpleName()))
                .onFailure().invoke(() -> held.failed(kafkaRecord)).invoke(() -> held.taken(kafkaRecord)).onFailure().retry()
                .when(failures -> failures.onItem().transformToUniAndConcatenate(failure -> pause()));
    }

    private Uni<String> pause() {
        return Uni.createFrom().emitter(emitter -> vertx.setTimer(PAUSE_MILLIS, ignored -> emitter.complete("")));
    }

    private Uni<Void> bury(ConsumerRecord<String, byte[]> kafkaRecord, Throwable failure) {
        var reason = failure.getClass().getSimpleName();
        LOG.errorf("Record %s-%d@%d goes to the dead letters: %s", kafkaRecord.topic(), kafkaRecord.partition(),
                kafkaRecord.offset(), reason);
        kafkaRecord.headers().add("onrecord_reason", reason.getBytes(StandardCharsets.UTF_8));
        return deadLetters.note(kafkaRecord, reason).chain(() -> kafka.sendMessage(
                Message.of(kafkaRecord.value(), List.of(OutgoingKafkaRecordMetadata.<String> builder()
                        .withTopic(Topic.CONSENT_DEAD_LETTER).withKey(kafkaRecord.key()).withHeaders(kafkaRecord.headers())
                        .build()))));
    }
}
