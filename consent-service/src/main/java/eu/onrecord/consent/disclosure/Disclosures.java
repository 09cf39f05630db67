package eu.onrecord.consent.disclosure;

import java.time.Clock;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.customer.ChatThread;
import eu.onrecord.consent.message.Delivery;
import eu.onrecord.consent.message.NoticeProgress;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.consent.notice.Language;
import eu.onrecord.consent.outbox.Outbox;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.consent.ConsentEvent;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** The disclosures. To be called in a transaction. */
@ApplicationScoped
public class Disclosures implements NoticeProgress {
    /** Told again after a year; not at every conversation, which customers complain about. */
    private static final Period GOOD_FOR = Period.ofMonths(12);

    private final Outbox outbox;
    private final Clock clock;

    Disclosures(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Sees to it that a customer is told. Does nothing if they were, or are about to be; a showing that failed or was cancelled
     * is tried again, because the customer writes again.
     *
     * @param evidence the id of the message that calls for it
     */
    public Uni<Void> require(Channel channel, ChatThread thread, Language language, UUID evidence) {
        return standing(thread, channel, language).chain(standing -> {
            if (standing == null) {
                return queue(channel, thread, language, evidence);
            }
            var over = standing.state == Delivery.FAILED || standing.state == Delivery.CANCELLED;
            return over ? again(standing, channel, thread, language, evidence) : Uni.createFrom().voidItem();
        });
    }

    /** The customer wants nothing more: what was not yet sent is not. */
    public Uni<Void> cancelQueued(UUID customer) {
        return Disclosure.update("state = CANCELLED, changedAt = ?2 where customerId = ?1 and state = QUEUED", customer,
                clock.instant()).replaceWithVoid();
    }

    @Override
    public Uni<Void> advance(UUID disclosure, Delivery reached, UUID evidence) {
        return Panache.getSession().chain(session -> session.find(Disclosure.class, disclosure)).chain(found -> {
            var next = found.state.upTo(reached);
            if (next == found.state) {
                return Uni.createFrom().voidItem();
            }
            found.state = next;
            found.changedAt = clock.instant();
            found.evidence = evidence;
            return publish(found);
        });
    }

    /** The disclosures to a customer, newest first. */
    public Uni<List<Disclosure>> of(List<UUID> customers) {
        return Disclosure.list("customerId in ?1 order by createdAt desc", customers);
    }

    private Uni<Disclosure> standing(ChatThread thread, Channel channel, Language language) {
        var expired = clock.instant().atOffset(ZoneOffset.UTC).minus(GOOD_FOR).toInstant();
        return Disclosure.<Disclosure> find("""
                customerId = ?1 and channel = ?2 and noticeVersion = ?3 and language = ?4 and createdAt > ?5
                order by createdAt desc""", thread.customerId, channel.name(), channel.notice().version(), language.tag(),
                expired).firstResult();
    }

    private Uni<Void> again(Disclosure disclosure, Channel channel, ChatThread thread, Language language, UUID evidence) {
        disclosure.state = Delivery.QUEUED;
        disclosure.thread = thread.id;
        disclosure.evidence = evidence;
        disclosure.changedAt = clock.instant();
        return OutboundMessage.notice(disclosure.id, thread, channel.notice().textIn(language), clock.instant()).persist()
                .chain(() -> publish(disclosure));
    }

    private Uni<Void> queue(Channel channel, ChatThread thread, Language language, UUID evidence) {
        var disclosure = new Disclosure();
        disclosure.id = UUID.randomUUID();
        disclosure.customerId = thread.customerId;
        disclosure.channel = channel.name();
        disclosure.noticeVersion = channel.notice().version();
        disclosure.language = language.tag();
        disclosure.occasion = "contact-" + clock.instant().atOffset(ZoneOffset.UTC).getYear();
        disclosure.thread = thread.id;
        disclosure.state = Delivery.QUEUED;
        disclosure.evidence = evidence;
        disclosure.createdAt = clock.instant();
        disclosure.changedAt = disclosure.createdAt;
        return insert(disclosure).chain(inserted -> inserted == 0 ? Uni.createFrom().voidItem()
                : OutboundMessage.notice(disclosure.id, thread, channel.notice().textIn(language), clock.instant()).persist()
                        .chain(() -> publish(disclosure)));
    }

    private static Uni<Integer> insert(Disclosure disclosure) {
        return Panache.getSession().chain(session -> session.createNativeQuery("""
                insert into disclosure (id, customer_id, channel, notice_version, language, occasion, thread, state, evidence,
                created_at, changed_at) values (:id, :customer, :channel, :version, :language, :occasion, :thread, :state,
                :evidence, :created, :created) on conflict do nothing""").setParameter("id", disclosure.id)
                .setParameter("customer", disclosure.customerId).setParameter("channel", disclosure.channel)
                .setParameter("version", disclosure.noticeVersion).setParameter("language", disclosure.language)
                .setParameter("occasion", disclosure.occasion).setParameter("thread", disclosure.thread)
                .setParameter("state", disclosure.state.name()).setParameter("evidence", disclosure.evidence)
                .setParameter("created", disclosure.createdAt).executeUpdate());
    }

    private Uni<Void> publish(Disclosure disclosure) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("select legal_entity from customer where id = :id", String.class)
                        .setParameter("id", disclosure.customerId).getSingleResult())
                .chain(legalEntity -> outbox.add(new ConsentEvent(legalEntity, disclosure.channel,
                        new ThreadId(disclosure.thread), disclosure.customerId, Change.DISCLOSURE_CHANGED,
                        disclosure.state.word(), null, disclosure.evidence,
                        new ConsentEvent.Disclosure(disclosure.id, disclosure.noticeVersion, disclosure.language,
                                disclosure.occasion),
                        null, clock.instant())));
    }
}
