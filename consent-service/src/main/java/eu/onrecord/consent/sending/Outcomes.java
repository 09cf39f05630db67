package eu.onrecord.consent.sending;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.batch.Columns;
import eu.onrecord.consent.batch.InTurn;
import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.channel.Channels;
import eu.onrecord.consent.customer.IdentifierVault;
import eu.onrecord.consent.customer.Identifiers;
import eu.onrecord.consent.database.Races;
import eu.onrecord.consent.dossier.Dossier;
import eu.onrecord.consent.dossier.DossierStore;
import eu.onrecord.consent.dossier.DossierStore.Wanted;
import eu.onrecord.consent.dossier.Rows;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.dossier.WorkStore;
import eu.onrecord.consent.message.Delivery;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.consent.provider.SendOutcome;
import eu.onrecord.consent.telling.ErrorEffects;
import eu.onrecord.consent.telling.Notices;
import eu.onrecord.contract.consent.Change;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Records how attempts to send ended. A status may have come before. */
@ApplicationScoped
class Outcomes {
    private static final int AT_ONCE = 100;
    private static final int MOST_TRIES = 5;

    private final Pool pool;
    private final Channels channels;
    private final DossierStore dossiers;
    private final WorkStore works;
    private final Identifiers identifiers;
    private final IdentifierVault vault;
    private final SendingConfig config;
    private final Clock clock;

    Outcomes(Pool pool, Channels channels, DossierStore dossiers, WorkStore works, Identifiers identifiers,
            IdentifierVault vault, SendingConfig config, Clock clock) {
        this.pool = pool;
        this.channels = channels;
        this.dossiers = dossiers;
        this.works = works;
        this.identifiers = identifiers;
        this.vault = vault;
        this.config = config;
        this.clock = clock;
    }

    /** What the provider answered is known here alone: a transaction that lost against another is done again. */
    Uni<Void> record(Attempt attempt, SendOutcome outcome) {
        return once(attempt, outcome).onFailure(Races::isLost).retry().atMost(MOST_TRIES - 1);
    }

    private Uni<Void> once(Attempt attempt, SendOutcome outcome) {
        return pool.withTransaction(transaction -> locked(transaction, attempt.message().id)
                .chain(message -> dossiers.load(transaction, Wanted.customer(message.customerId), clock.instant())
                        .chain(work -> {
                            var owner = work.dossiers().all().iterator().next();
                            message.answered = true;
                            message.attempts++;
                            take(work, message, owner, attempt, outcome);
                            work.then().changed(message);
                            return works.save(transaction, work);
                        })));
    }

    /** What a status told of before the provider answered, or where it never did: it is a sent chat event all the same. */
    Uni<Void> publishWhatIsLeft() {
        return pool.withTransaction(transaction -> transaction.preparedQuery("""
                select * from outbound_message where sealed_provider_id is not null and sealed_body is not null
                and (answered or claimed_at < $2) order by id limit $1 for update skip locked""")
                .execute(Tuple.of(AT_ONCE, Columns.offset(clock.instant().minus(config.lease()))))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(row -> Rows.message(row, vault)).toList())
                .chain(messages -> InTurn.each(messages, message -> publish(transaction, message))));
    }

    private Uni<Void> publish(SqlConnection transaction, OutboundMessage message) {
        var channel = channels.find(message.channel);
        return dossiers.load(transaction, Wanted.customer(message.customerId), clock.instant())
                .chain(work -> identifiers.of(transaction, message.customerId, message.thread).chain(known -> {
                    channel.filter(it -> !known.isEmpty()).ifPresent(it -> work.then().publish(SentEvent.of(message, it, known,
                            message.body.getBytes(StandardCharsets.UTF_8), "application/json", work.now())));
                    message.body = null;
                    work.then().changed(message);
                    return works.save(transaction, work);
                }));
    }

    private void take(Work work, OutboundMessage message, Dossier owner, Attempt attempt, SendOutcome outcome) {
        if (outcome instanceof SendOutcome.Accepted accepted) {
            accepted(work, message, owner, attempt, accepted);
        } else if (message.state == Delivery.CLAIMED) {
            if (outcome instanceof SendOutcome.NotTaken notTaken) {
                notTaken(work, message, owner, attempt.channel(), notTaken);
            } else {
                advance(work, message, owner, Delivery.UNCERTAIN);
                work.then().tellDesk(UUID.randomUUID(), message);
            }
        }
    }

    /** From here on it is a sent chat event, for the archive; the text need not be here any more. */
    private void accepted(Work work, OutboundMessage message, Dossier owner, Attempt attempt, SendOutcome.Accepted accepted) {
        if (message.providerMessageId == null) {
            message.knownAs(accepted.providerMessageId(), vault::fingerprintOf);
        }
        message.providerId = accepted.providerMessageId();
        if (message.body != null) {
            work.then().publish(SentEvent.of(message, attempt.channel(), attempt.identifiers(), accepted.request(),
                    accepted.contentType(), work.now()));
            message.body = null;
        }
        advance(work, message, owner, Delivery.ACCEPTED);
        if (!attempt.channel().medium(message.business, message.network).tellsOfDelivery()) {
            // nobody tells more of it than that
            work.then().tellDesk(UUID.randomUUID(), message);
        }
        if (message.kind == OutboundMessage.Kind.ANSWER && owner.relationship().writtenTo(work.now())) {
            work.publish(Change.COLD_CONTACT_DETECTED, owner, message.channel, message.thread,
                    owner.relationship().state.word(), "no-relationship", message.id, work.now());
        }
    }

    private void notTaken(Work work, OutboundMessage message, Dossier owner, Channel channel, SendOutcome.NotTaken notTaken) {
        message.error = notTaken.error();
        var wait = notTaken.remedy().isTemporary() ? Backoff.afterAttempt(message.attempts, notTaken.retryAfter(),
                ThreadLocalRandom.current())
                : Optional.<Duration> empty();
        if (wait.isPresent()) {
            message.state = Delivery.QUEUED;
            message.dueAt = work.now().plus(wait.get());
            owner.disclosures().stream().filter(it -> it.id.equals(message.disclosureId)).findFirst().ifPresent(it -> {
                it.refused();
                work.then().changed(it);
            });
            return;
        }
        message.body = null;
        advance(work, message, owner, Delivery.FAILED);
        new ErrorEffects(work).take(notTaken.remedy(), message, owner, notTaken.error(), message.id, work.now());
        work.then().tellDesk(UUID.randomUUID(), message);
    }

    private static void advance(Work work, OutboundMessage message, Dossier owner, Delivery reached) {
        message.state = message.state.upTo(reached);
        owner.disclosures().stream().filter(it -> it.id.equals(message.disclosureId)).findFirst()
                .ifPresent(it -> new Notices(work).advance(it, owner, message.state, null));
    }

    private Uni<OutboundMessage> locked(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery("select * from outbound_message where id = $1 for update").execute(Tuple.of(id))
                .map(rows -> Rows.message(rows.iterator().next(), vault));
    }
}
