package eu.onrecord.consent.intake;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.dossier.Dossier;
import eu.onrecord.consent.dossier.Dossiers.Concerned;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.evidence.Effect;
import eu.onrecord.consent.evidence.Evidence;
import eu.onrecord.consent.evidence.EvidenceKind;
import eu.onrecord.consent.evidence.Statement;
import eu.onrecord.consent.gate.ServiceWindow;
import eu.onrecord.consent.message.Delivery;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.consent.notice.Language;
import eu.onrecord.consent.optout.OptOutWords;
import eu.onrecord.consent.optout.OptOutWords.Wish;
import eu.onrecord.consent.relationship.OptOut;
import eu.onrecord.consent.telling.Notices;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Source;
import eu.onrecord.contract.consent.Change;

/** What follows from a message that a customer sends now. */
final class InboundMessages {
    private static final String KEYWORD = EvidenceKind.KEYWORD.word();

    private final Work work;
    private final DeskNews desk;
    private final Notices notices;

    InboundMessages(Work work, DeskNews desk) {
        this.work = work;
        this.desk = desk;
        this.notices = new Notices(work);
    }

    void take(UUID id, ChatEvent event, Concerned concerned, Channel channel) {
        var isNews = isNews(event, concerned);
        var isLate = isLate(event, concerned);
        var isFirst = isFirst(event, concerned);
        work.dossiers().heard(concerned.thread(), event);
        contacted(id, event, concerned, isFirst);
        proveByAnswer(id, event, concerned.dossier(), channel);
        switch (wishOf(event, channel)) {
            case STOP -> stop(id, event, concerned, channel, isLate);
            case ASK -> ask(event, concerned, channel, isNews);
            case LESS -> less(id, event, concerned, channel, isNews);
            case START -> start(id, event, concerned);
            case RESTART -> restart(id, event, concerned);
            case NOTHING -> {
            }
        }
        if (!isLate) {
            tell(id, event, concerned, channel);
        }
        desk.tellMessage(id, event, concerned, channel);
    }

    /** Whether it may be heard of for the first time: later than anything heard in its thread. */
    private static boolean isNews(ChatEvent event, Concerned concerned) {
        var last = concerned.thread().lastInboundAt;
        return last == null || event.occurredAt().isAfter(last);
    }

    /** Whether something later was heard in its thread: then that has done what there was to do. */
    private static boolean isLate(ChatEvent event, Concerned concerned) {
        var last = concerned.thread().lastInboundAt;
        return last != null && event.occurredAt().isBefore(last);
    }

    /** Whether nothing was heard in the conversation before. */
    private static boolean isFirst(ChatEvent event, Concerned concerned) {
        return concerned.dossier().threads().stream()
                .noneMatch(thread -> thread.channel.equals(event.channel()) && thread.lastInboundAt != null);
    }

    /** The archive learns of a relationship when the conversation begins, also of one that the CRM told before. */
    private void contacted(UUID id, ChatEvent event, Concerned concerned, boolean isFirst) {
        var relationship = concerned.dossier().relationship();
        if (relationship.contacted(id, event.occurredAt())) {
            record(Effect.RELATIONSHIP, null, EvidenceKind.INBOUND_MESSAGE, id, event, concerned);
            publish(Change.RELATIONSHIP_CHANGED, event, concerned, relationship.state.word(), relationship.basis, id);
        } else if (isFirst) {
            publish(Change.RELATIONSHIP_CHANGED, event, concerned, relationship.state.word(), relationship.basis,
                    relationship.evidence);
        }
    }

    /** Where the provider tells no receipts, the customer's next message shows that they have read what was sent before it. */
    private void proveByAnswer(UUID id, ChatEvent event, Dossier dossier, Channel channel) {
        if (channel.medium(event.business(), event.network()).tellsOfDelivery()) {
            return;
        }
        dossier.disclosures().stream().filter(it -> it.channel.equals(channel.name()) && it.state == Delivery.ACCEPTED
                && event.occurredAt().isAfter(it.changedAt)).toList()
                .forEach(it -> notices.advance(it, dossier, Delivery.DELIVERED, id));
    }

    /**
     * A request for less that a customer made of a message. Nothing else follows: providers tell of edits that changed no word,
     * and what they wrote before was heard.
     */
    void edited(UUID id, ChatEvent event, Concerned concerned, Channel channel) {
        switch (unwanted(event, channel)) {
            case ALL -> stop(id, event, concerned, channel, isLate(event, concerned));
            case MARKETING -> objects(id, event, concerned, event.occurredAt());
            case NONE -> {
            }
        }
    }

    /**
     * A message without a readable time is no contact and no answer's reason, but a request for less all the same, from when it
     * came.
     */
    void timeless(UUID id, ChatEvent event, Concerned concerned, Channel channel) {
        switch (unwanted(event, channel)) {
            case ALL -> {
                if (isStopped(event, concerned, event.receivedAt())) {
                    silence(concerned.dossier());
                    wish(Effect.OPT_OUT, Change.OPTED_OUT, OptOut.ALL, id, ProviderTime.received(event), concerned);
                }
            }
            case MARKETING -> objects(id, ProviderTime.received(event), concerned, event.receivedAt());
            case NONE -> {
            }
        }
    }

    /** What they want no more by what they write now, or have made of what they wrote, whatever is known of its time. */
    static OptOut unwanted(ChatEvent event, Channel channel) {
        var isEdit = event.kind() == Kind.EDIT && event.source() == Source.LIVE && event.direction() == Direction.INBOUND;
        if (!isEdit && !ProviderTime.received(event).isLiveInboundMessage() || event.message() == null) {
            return OptOut.NONE;
        }
        return switch (wishOf(event, channel)) {
            case STOP -> OptOut.ALL;
            case LESS -> OptOut.MARKETING;
            case ASK, START, RESTART, NOTHING -> OptOut.NONE;
        };
    }

    /**
     * What a message asks for as a whole, by its text or by its button: a stop in either is one. What may mean something else
     * does so on a button, which the company wrote: "Cancel" there is about its appointment. Forwarded words are somebody
     * else's. A stop is lifted by what the customer wrote, or by a button that says so to them and to a computer: not by one
     * that says something else to either, nor by what stands under a file.
     */
    static Wish wishOf(ChatEvent event, Channel channel) {
        var message = event.message();
        if (message.forwarded() != null) {
            return Wish.NOTHING;
        }
        var atOnce = channel.medium(event.business(), event.network()).actsAtOnce();
        var byText = OptOutWords.wishIn(message.text(), atOnce);
        var byButton = OptOutWords.wishIn(message.payload(), atOnce);
        if (byText == Wish.STOP || byButton == Wish.STOP) {
            return Wish.STOP;
        }
        if (byText == Wish.LESS || byButton == Wish.LESS) {
            return Wish.LESS;
        }
        if (message.payload() == null && byText == Wish.ASK) {
            return Wish.ASK;
        }
        return isWritten(message) || byButton == Wish.START ? byText : Wish.NOTHING;
    }

    private static boolean isWritten(Message message) {
        return message.payload() == null && message.type().equals("text");
    }

    /** One confirmation, then silence: what is queued does not go any more, unless they have written again since. */
    private void stop(UUID id, ChatEvent event, Concerned concerned, Channel channel, boolean isLate) {
        var dossier = concerned.dossier();
        if (!isStopped(event, concerned, event.occurredAt())) {
            return;
        }
        if (!isLate) {
            silence(dossier);
        }
        answer(event, concerned, channel, channel.replies()::optedOutIn);
        wish(Effect.OPT_OUT, Change.OPTED_OUT, OptOut.ALL, id, event, concerned);
    }

    /** What a command stopped, a command begins again; what words did, words alone. */
    private static boolean isStopped(ChatEvent event, Concerned concerned, Instant at) {
        var relationship = concerned.dossier().relationship();
        return event.message().payload() == null && OptOutWords.isCommand(event.message().text()) ? relationship.stop(at)
                : relationship.optOut(OptOut.ALL, at);
    }

    private void restart(UUID id, ChatEvent event, Concerned concerned) {
        var scope = concerned.dossier().relationship().wishes.optOut;
        if (concerned.dossier().relationship().restart(event.occurredAt())) {
            wish(Effect.OPT_IN, Change.OPTED_IN, scope, id, event, concerned);
        }
    }

    private void silence(Dossier dossier) {
        work.then().silence(dossier.id());
        notices.cancelQueued(dossier);
    }

    private void start(UUID id, ChatEvent event, Concerned concerned) {
        var scope = concerned.dossier().relationship().wishes.optOut;
        if (concerned.dossier().relationship().optIn(OptOut.ALL, event.occurredAt())) {
            wish(Effect.OPT_IN, Change.OPTED_IN, scope, id, event, concerned);
        }
    }

    /** "Cancel" may mean a contract: they are asked, once for each such message, and an agent reads it too. */
    private void ask(ChatEvent event, Concerned concerned, Channel channel, boolean isNews) {
        if (isNews && concerned.dossier().relationship().wishes.optOut != OptOut.ALL) {
            answer(event, concerned, channel, channel.replies()::askFirstIn);
        }
    }

    /**
     * GDPR Art. 21(3): who objects in their own words gets no marketing from that moment. They are asked once whether that is
     * all;
     * no answer leaves it so.
     */
    private void less(UUID id, ChatEvent event, Concerned concerned, Channel channel, boolean isNews) {
        if (objects(id, event, concerned, event.occurredAt())) {
            ask(event, concerned, channel, isNews);
        }
    }

    private boolean objects(UUID id, ChatEvent event, Concerned concerned, Instant at) {
        var isLess = concerned.dossier().relationship().optOut(OptOut.MARKETING, at);
        if (isLess) {
            wish(Effect.OPT_OUT, Change.OPTED_OUT, OptOut.MARKETING, id, event, concerned);
        }
        return isLess;
    }

    private void answer(ChatEvent event, Concerned concerned, Channel channel, Function<Language, String> text) {
        if (isAnswerable(event)) {
            var language = OptOutWords.languageOf(event.message().text()).filter(channel.replies()::speak)
                    .orElseGet(() -> languages(event, concerned, channel).get(0));
            work.then().send(OutboundMessage.confirmation(concerned.thread(), text.apply(language), work.now()));
        }
    }

    private void wish(Effect effect, Change change, OptOut scope, UUID id, ChatEvent event, Concerned concerned) {
        record(effect, scope.word(), EvidenceKind.KEYWORD, id, event, concerned);
        publish(change, event, concerned, concerned.dossier().relationship().wishes.optOut.word(), KEYWORD, id);
    }

    private void record(Effect effect, String scope, EvidenceKind kind, UUID id, ChatEvent event, Concerned concerned) {
        work.then().record(Evidence.seen(id, event.legalEntity(), concerned.dossier().id(), effect, scope,
                Statement.seen(kind, event.occurredAt(), event.message().id()), work.now()));
    }

    /** A message that comes late, when it can be answered freely no more, is no reason to send anything. */
    private void tell(UUID id, ChatEvent event, Concerned concerned, Channel channel) {
        var relationship = concerned.dossier().relationship();
        var isSilent = relationship.wishes.optOut == OptOut.ALL
                && !event.occurredAt().isAfter(relationship.wishes.silentSince());
        if (isAnswerable(event) && !isSilent && !relationship.restricted) {
            notices.require(concerned.dossier(), concerned.thread(), channel, languages(event, concerned, channel), id);
        }
    }

    private static List<Language> languages(ChatEvent event, Concerned concerned, Channel channel) {
        return Language.choose(concerned.dossier().customer().language, event.customer().phone(), event.customer().userId(),
                channel.languages(), channel.notice()::speaks);
    }

    private boolean isAnswerable(ChatEvent event) {
        return new ServiceWindow(event.occurredAt()).isOpenAt(work.now());
    }

    private void publish(Change change, ChatEvent event, Concerned concerned, String state, String reason, UUID evidence) {
        work.publish(change, concerned.dossier(), event.channel(), event.thread().value(), state, reason, evidence,
                event.occurredAt());
    }
}
