package eu.onrecord.consent.sending;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.batch.Columns;
import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.channel.Channels;
import eu.onrecord.consent.customer.ChatThread;
import eu.onrecord.consent.customer.Identifiers;
import eu.onrecord.consent.disclosure.Disclosure;
import eu.onrecord.consent.dossier.Dossier;
import eu.onrecord.consent.dossier.DossierStore;
import eu.onrecord.consent.dossier.DossierStore.Wanted;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.dossier.WorkStore;
import eu.onrecord.consent.freshness.DeadLetters;
import eu.onrecord.consent.gate.Decision;
import eu.onrecord.consent.gate.Decision.Reason;
import eu.onrecord.consent.gate.Decision.Verdict;
import eu.onrecord.consent.gate.Gate;
import eu.onrecord.consent.gate.GateRecord;
import eu.onrecord.consent.gate.Situations;
import eu.onrecord.consent.message.Delivery;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.consent.message.OutboundMessage.Kind;
import eu.onrecord.consent.relationship.OptOut;
import eu.onrecord.consent.telling.Notices;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * The decision is taken again at the moment of sending: what happened since a message was queued counts, an opt-out above all.
 */
@ApplicationScoped
class Clearance {
    private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(2);
    /** What an agent wrote yesterday is not what they would write today. */
    private static final Duration LONGEST_HOLD = Duration.ofHours(24);

    private final Pool pool;
    private final Channels channels;
    private final DossierStore dossiers;
    private final WorkStore works;
    private final Identifiers identifiers;
    private final DeadLetters deadLetters;
    private final Situations situations;
    private final GateRecord record;
    private final Clock clock;
    private final Counter repeated;

    Clearance(Pool pool, Channels channels, DossierStore dossiers, WorkStore works, Identifiers identifiers,
            DeadLetters deadLetters, Situations situations, GateRecord record, Clock clock, MeterRegistry registry) {
        repeated = Counter.builder("onrecord.notices.repeated")
                .description("notices sent once more because nobody could know whether they had gone").register(registry);
        this.pool = pool;
        this.channels = channels;
        this.dossiers = dossiers;
        this.works = works;
        this.identifiers = identifiers;
        this.deadLetters = deadLetters;
        this.situations = situations;
        this.record = record;
        this.clock = clock;
    }

    /** @return the attempt to be made; empty if the message is not to go, or not now */
    Uni<Optional<Attempt>> of(OutboundMessage message) {
        var channel = channels.find(message.channel);
        return pool.withTransaction(transaction -> dossiers
                .load(transaction, Wanted.customer(message.customerId), clock.instant())
                .chain(work -> {
                    var owner = work.dossiers().all().stream().findFirst();
                    if (channel.isEmpty() || owner.isEmpty()) {
                        return give(transaction, work, message, "unreachable");
                    }
                    return message.kind == Kind.ANSWER
                            ? decide(transaction, work, message, owner.get(), channel.get(), this::allow)
                            : ofOurs(transaction, work, message, owner.get(), channel.get());
                }));
    }

    /** Asks again about one that is held: once it may go, it takes its turn like any other. */
    Uni<Void> again(OutboundMessage message) {
        return pool.withTransaction(transaction -> dossiers
                .load(transaction, Wanted.customer(message.customerId), clock.instant())
                // the customer first, as whoever cancels what waits for them does
                .chain(work -> isHeld(transaction, message).chain(held -> held ? again(transaction, work, message)
                        : Uni.createFrom().item(Optional.<Attempt> empty()))))
                .replaceWithVoid();
    }

    private Uni<Optional<Attempt>> again(SqlConnection transaction, Work work, OutboundMessage message) {
        var channel = channels.find(message.channel);
        var owner = work.dossiers().all().stream().findFirst();
        return channel.isEmpty() || owner.isEmpty() ? give(transaction, work, message, "unreachable")
                : decide(transaction, work, message, owner.get(), channel.get(), this::queue);
    }

    private static Uni<Boolean> isHeld(SqlConnection transaction, OutboundMessage message) {
        return transaction.preparedQuery("select 1 from outbound_message where id = $1 and state = 'HELD' for update")
                .execute(Tuple.of(message.id)).map(rows -> rows.rowCount() > 0);
    }

    /** What to do with a message that may go. */
    private interface Allowed {
        Uni<Optional<Attempt>> take(SqlConnection transaction, Work work, OutboundMessage message, Dossier owner,
                ChatThread thread, Channel channel);
    }

    private Uni<Optional<Attempt>> queue(SqlConnection transaction, Work work, OutboundMessage message, Dossier owner,
            ChatThread thread, Channel channel) {
        message.state = Delivery.QUEUED;
        message.dueAt = work.now();
        work.then().changed(message);
        return works.save(transaction, work).replaceWith(Optional.empty());
    }

    /** Our own messages ask for no purpose, but nobody who asked for silence since gets one, save the confirmation of it. */
    private Uni<Optional<Attempt>> ofOurs(SqlConnection transaction, Work work, OutboundMessage message, Dossier owner,
            Channel channel) {
        var it = owner.relationship();
        var unwanted = it.wishes.optOut == OptOut.ALL && message.kind == Kind.NOTICE
                && message.createdAt.isBefore(it.wishes.silentSince());
        if (unwanted || it.restricted) {
            return give(transaction, work, message, it.restricted ? "restricted" : "opted-out");
        }
        return message.kind == Kind.NOTICE ? show(transaction, work, message, owner, channel)
                : attempt(transaction, owner, message, channel);
    }

    /** Asked once more at the last moment: what was shown meanwhile, or may have been seen twice, is not shown again. */
    private Uni<Optional<Attempt>> show(SqlConnection transaction, Work work, OutboundMessage message, Dossier owner,
            Channel channel) {
        var shown = owner.disclosures().stream().filter(it -> it.id.equals(message.disclosureId)).findFirst();
        if (shown.isEmpty() || shown.get().isTaken() || shown.get().isSpent()) {
            return give(transaction, work, message,
                    shown.filter(Disclosure::isSpent).isPresent() ? "told-twice" : "superseded");
        }
        tried(work, shown.get());
        return works.save(transaction, work).chain(() -> attempt(transaction, owner, message, channel));
    }

    private void tried(Work work, Disclosure disclosure) {
        disclosure.tried();
        work.then().changed(disclosure);
        if (disclosure.isSpent()) {
            repeated.increment();
        }
    }

    private Uni<Optional<Attempt>> decide(SqlConnection transaction, Work work, OutboundMessage message, Dossier owner,
            Channel channel, Allowed allowed) {
        var thread = owner.thread(message.thread).or(() -> owner.lastThreadOn(message.channel));
        if (thread.isEmpty()) {
            return give(transaction, work, message, "unreachable");
        }
        return deadLetters.concern(transaction, owner.threadIds()).chain(hasDeadLetter -> {
            var decision = Gate.decide(situations.of(message.purpose, message.template, owner, thread.get(), channel,
                    hasDeadLetter, work.now()));
            return recordNews(transaction, message, decision, work.now()).chain(() -> switch (decision.verdict()) {
                case ALLOW -> allowed.take(transaction, work, message, owner, thread.get(), channel);
                case HOLD -> hold(transaction, work, message, owner, decision);
                case DENY -> refuse(transaction, work, message, owner, decision);
            });
        });
    }

    /** What was held for no other reason and is older goes first: an agent's words are read in their order. */
    private Uni<Optional<Attempt>> allow(SqlConnection transaction, Work work, OutboundMessage message, Dossier owner,
            ChatThread thread, Channel channel) {
        return older(transaction, message, work.now()).chain(isOlder -> isOlder
                ? queue(transaction, work, message, owner, thread, channel)
                : go(transaction, work, message, owner, thread, channel));
    }

    /** Whether there is one that the same decision holds for: it is asked about again at once. */
    private static Uni<Boolean> older(SqlConnection transaction, OutboundMessage message, Instant now) {
        return transaction.preparedQuery("""
                update outbound_message set due_at = $6 where customer_id = $1 and channel = $2 and state = 'HELD'
                and kind = 'ANSWER' and purpose = $3 and template = $4 and (created_at, id) < ($5, $7) and business = $8""")
                .execute(
                        Tuple.tuple(Arrays.asList(message.customerId, message.channel, message.purpose.name(), message.template,
                                Columns.offset(message.createdAt), Columns.offset(now), message.id, message.business)))
                .map(rows -> rows.rowCount() > 0);
    }

    /** That it may go now is news where it had to wait. */
    private Uni<Optional<Attempt>> go(SqlConnection transaction, Work work, OutboundMessage message, Dossier owner,
            ChatThread thread, Channel channel) {
        if (wasHeld(message)) {
            message.error = null;
            work.then().changed(message);
        }
        InLineNotice.showWith(message, owner, thread, channel, work);
        owner.disclosures().stream().filter(it -> it.id.equals(message.disclosureId)).findFirst()
                .ifPresent(it -> tried(work, it));
        return works.save(transaction, work).chain(() -> attempt(transaction, owner, message, channel));
    }

    /** A decision that says the same as the last one about this message is not recorded again. */
    private Uni<Void> recordNews(SqlConnection transaction, OutboundMessage message, Decision decision, Instant now) {
        var isNews = switch (decision.verdict()) {
            case ALLOW -> wasHeld(message) && message.state != Delivery.HELD;
            case HOLD -> !decision.reason().word().equals(message.error);
            case DENY -> true;
        };
        return isNews ? record.add(transaction, message, decision, OutboundMessage.OURSELVES, now)
                : Uni.createFrom().voidItem();
    }

    private static boolean wasHeld(OutboundMessage message) {
        return Reason.of(message.error).isPresent();
    }

    private Uni<Optional<Attempt>> attempt(SqlConnection transaction, Dossier owner, OutboundMessage message, Channel channel) {
        return identifiers.of(transaction, owner.id(), message.thread)
                .map(known -> Optional.of(new Attempt(message, channel, known)));
    }

    private Uni<Optional<Attempt>> hold(SqlConnection transaction, Work work, OutboundMessage message, Dossier owner,
            Decision decision) {
        var age = Duration.between(message.createdAt, work.now());
        if (age.compareTo(LONGEST_HOLD) > 0) {
            return refuse(transaction, work, message, owner, new Decision(Verdict.DENY, Reason.HELD_TOO_LONG));
        }
        message.state = Delivery.HELD;
        message.error = decision.reason().word();
        message.dueAt = work.now().plus(ASK_AGAIN_AFTER).plus(age.dividedBy(10));
        work.then().changed(message);
        return works.save(transaction, work).replaceWith(Optional.empty());
    }

    private Uni<Optional<Attempt>> refuse(SqlConnection transaction, Work work, OutboundMessage message, Dossier owner,
            Decision decision) {
        work.publishRefusal(owner, message.channel, message.thread, decision.refusal(message.purpose));
        return give(transaction, work, message, decision.reason().word());
    }

    private Uni<Optional<Attempt>> give(SqlConnection transaction, Work work, OutboundMessage message, String why) {
        message.state = Delivery.CANCELLED;
        message.error = why;
        message.body = null;
        work.then().changed(message);
        work.dossiers().find(message.customerId).ifPresent(owner -> {
            owner.disclosures().stream().filter(it -> it.id.equals(message.disclosureId) && !it.isSpent()).findFirst()
                    .ifPresent(it -> new Notices(work).advance(it, owner, Delivery.CANCELLED, null));
        });
        work.then().tellDesk(UUID.randomUUID(), message);
        return works.save(transaction, work).replaceWith(Optional.empty());
    }
}
