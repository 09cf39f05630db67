package eu.onrecord.consent.gate;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.channel.Channels;
import eu.onrecord.consent.customer.ChatThread;
import eu.onrecord.consent.customer.IdentifierVault;
import eu.onrecord.consent.database.Races;
import eu.onrecord.consent.dossier.Dossier;
import eu.onrecord.consent.dossier.DossierStore;
import eu.onrecord.consent.dossier.DossierStore.Wanted;
import eu.onrecord.consent.dossier.Rows;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.dossier.WorkStore;
import eu.onrecord.consent.freshness.DeadLetters;
import eu.onrecord.consent.gate.Decision.Verdict;
import eu.onrecord.consent.message.Delivery;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.consent.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Takes what people ask to send: decides, records the decision, and queues what may go. */
@ApplicationScoped
class Requests {
    private static final int MOST_TRIES = 3;

    private final Pool pool;
    private final Channels channels;
    private final DossierStore dossiers;
    private final WorkStore works;
    private final DeadLetters deadLetters;
    private final Situations situations;
    private final GateRecord record;
    private final IdentifierVault vault;

    Requests(Pool pool, Channels channels, DossierStore dossiers, WorkStore works, DeadLetters deadLetters,
            Situations situations, GateRecord record, IdentifierVault vault) {
        this.pool = pool;
        this.channels = channels;
        this.dossiers = dossiers;
        this.works = works;
        this.deadLetters = deadLetters;
        this.situations = situations;
        this.record = record;
        this.vault = vault;
    }

    /** What became of a request: a message, or a denial. */
    record Sent(Optional<OutboundMessage> message, Decision decision) {
    }

    /** A decision that nothing follows from. */
    record Decided(Decision decision, Optional<Instant> windowClosesAt) {
    }

    /** What a decision was taken on. */
    private record Considered(Work work, Dossier owner, ChatThread thread, Situation situation) {
    }

    /** The same key again gives the same message. Two at the same time: the second finds the first's. */
    Uni<Sent> send(MessageRequest request, String author, String idempotencyKey, Instant now) {
        return once(request, author, idempotencyKey, now)
                .onFailure(Races::isLost).retry().atMost(MOST_TRIES - 1);
    }

    Uni<Decided> decide(MessageRequest request, Instant now) {
        return pool.withTransaction(transaction -> consider(transaction, request, now)
                .map(considered -> new Decided(Gate.decide(considered.situation()),
                        considered.situation().window().closesAt())));
    }

    private Uni<Sent> once(MessageRequest request, String author, String idempotencyKey, Instant now) {
        return pool.withTransaction(transaction -> earlier(transaction, request, author, idempotencyKey)
                .chain(earlier -> earlier.isPresent() ? Uni.createFrom().item(new Sent(earlier, null))
                        : consider(transaction, request, now)
                                .chain(considered -> queue(transaction, request, considered, author, idempotencyKey))));
    }

    private Uni<Optional<OutboundMessage>> earlier(SqlConnection transaction, MessageRequest request, String author,
            String idempotencyKey) {
        return transaction.preparedQuery("select * from outbound_message where created_by = $1 and idempotency_key = $2")
                .execute(Tuple.of(author, idempotencyKey)).map(rows -> {
                    if (rows.rowCount() == 0) {
                        return Optional.empty();
                    }
                    var earlier = Rows.message(rows.iterator().next(), vault);
                    if (!MessageDigest.isEqual(earlier.fingerprint, fingerprint(request))) {
                        throw ProblemType.IDEMPOTENCY_KEY_REUSED.problem("Use a new Idempotency-Key for a new message.");
                    }
                    return Optional.of(earlier);
                });
    }

    private Uni<Considered> consider(SqlConnection transaction, MessageRequest request, Instant now) {
        var channel = channels.find(request.channel())
                .orElseThrow(() -> ProblemType.REQUEST_INVALID.problem("No channel of this name is configured."));
        return dossiers.load(transaction, Wanted.customer(request.customer()), now).chain(work -> {
            var owner = work.dossiers().all().stream().findFirst()
                    .filter(it -> it.customer().legalEntity.equals(channel.legalEntity()))
                    .orElseThrow(() -> ProblemType.CUSTOMER_UNKNOWN.problem("There is no customer with this id."));
            var thread = owner.lastThreadOn(channel.name()).orElseThrow(
                    () -> ProblemType.CUSTOMER_UNKNOWN.problem("This customer never wrote on this channel."));
            return deadLetters.concern(transaction, owner.threadIds())
                    .map(hasDeadLetter -> new Considered(work, owner, thread, situation(request, owner, thread, channel,
                            hasDeadLetter, now)));
        });
    }

    private Situation situation(MessageRequest request, Dossier owner, ChatThread thread, Channel channel,
            boolean hasDeadLetter, Instant now) {
        return situations.of(request.purpose(), request.content().isTemplate(), owner, thread, channel, hasDeadLetter, now);
    }

    private Uni<Sent> queue(SqlConnection transaction, MessageRequest request, Considered considered, String author,
            String idempotencyKey) {
        var decision = Gate.decide(considered.situation());
        var now = considered.situation().now();
        var recorded = record.add(transaction, considered.owner().id(), request.channel(), request.purpose(),
                request.content().isTemplate(), decision, author, now);
        if (decision.verdict() == Verdict.DENY) {
            considered.work().publishRefusal(considered.owner(), request.channel(), considered.thread().id,
                    decision.refusal(request.purpose()));
            return recorded.chain(() -> works.save(transaction, considered.work()))
                    .replaceWith(new Sent(Optional.empty(), decision));
        }
        var message = OutboundMessage.answer(considered.thread(), request.purpose(), request.content(), author, idempotencyKey,
                fingerprint(request), now);
        if (decision.verdict() == Verdict.HOLD) {
            message.state = Delivery.HELD;
            message.error = decision.reason().word();
        }
        considered.work().then().send(message);
        return recorded.chain(() -> works.save(transaction, considered.work()))
                .replaceWith(new Sent(Optional.of(message), decision));
    }

    /** By what the same request is known again when its text is gone. */
    private byte[] fingerprint(MessageRequest request) {
        return vault.fingerprint(request.customer() + "\n" + request.channel() + "\n" + request.purpose() + "\n"
                + contentText(request));
    }

    private static String contentText(MessageRequest request) {
        var message = new OutboundMessage();
        message.content(request.content());
        return message.body;
    }
}
