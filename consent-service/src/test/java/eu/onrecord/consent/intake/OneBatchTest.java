package eu.onrecord.consent.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.consent.Memory;
import eu.onrecord.consent.ServiceTest;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.dossier.DossierStore;
import eu.onrecord.consent.dossier.WorkStore;
import eu.onrecord.consent.relationship.OptOut;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Customer;
import eu.onrecord.contract.chat.IdentityChange;
import eu.onrecord.contract.chat.IdentityChange.What;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.local.testing.GoldenMessage;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** How many events one transaction takes is chance: what comes of them is not. */
@QuarkusTest
class OneBatchTest extends ServiceTest {
    private static final ChatEvent TEXT = EventCodec.readChat(GoldenMessage.received("chat-text-received")).data();
    @Inject
    DossierStore dossiers;
    @Inject
    WorkStore works;
    @Inject
    Pool pool;
    private final String old = "+316" + UUID.randomUUID().toString().replaceAll("\\D", "1").substring(0, 8);
    private final String next = "+317" + UUID.randomUUID().toString().replaceAll("\\D", "2").substring(0, 8);
    private final Instant now = Instant.now();
    private int seconds;

    @ParameterizedTest
    @CsvSource({ "3", "2", "1", "1 1", "1 2", "2 1", "1 1 1" })
    void whoStoppedUnderANumberBindsWhoeverHasItNextHoweverManyEventsAreTakenAtOnce(String sizes) {
        var left = new ArrayList<>(List.of(said(old, "STOP"), changed(old, next), said(old, "Hallo")));
        for (var size : sizes.split(" ")) {
            var batch = new ArrayList<ChatEvent>();
            for (var i = 0; i < Integer.parseInt(size) && !left.isEmpty(); i++) {
                batch.add(left.remove(0));
            }
            take(batch);
        }
        left.forEach(event -> take(List.of(event)));

        assertEquals(OptOut.ALL, of(old));
        assertEquals(OptOut.ALL, of(next));
        assertEquals("ALL", suppressed(old));
        assertEquals("ALL", suppressed(next));
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void whoTookNothingBackStaysSuppressedUnderWhatTheyLeft(boolean together) {
        var events = List.of(said(old, "STOP"), changed(old, next), said(next, "START"));
        if (together) {
            take(events);
        } else {
            events.forEach(event -> take(List.of(event)));
        }

        assertEquals(OptOut.NONE, of(next));
        assertEquals("ALL", suppressed(old));
        assertEquals("", suppressed(next));
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void whoHasTheNumberNowMayTakeItBack(boolean together) {
        var events = List.of(said(old, "STOP"), changed(old, next), said(old, "Hallo"), said(old, "START"));
        if (together) {
            take(events);
        } else {
            events.forEach(event -> take(List.of(event)));
        }

        assertEquals(OptOut.NONE, of(old));
        assertEquals("", suppressed(old));
        assertEquals(OptOut.ALL, of(next));
    }

    private void take(List<ChatEvent> events) {
        pool.withTransaction(transaction -> dossiers.load(transaction, events, now).chain(work -> {
            var intake = new ChatIntake(work);
            events.forEach(event -> intake.take(UUID.randomUUID(), event, Memory.CHANNEL));
            return works.save(transaction, work);
        })).await().atMost(SOON);
    }

    private OptOut of(String phone) {
        return pool.withTransaction(transaction -> dossiers.load(transaction, List.of(said(phone, "x")), now)
                .map(work -> work.dossiers().find(TEXT.legalEntity(), Identifier.of(phone, null).get(0)).orElseThrow()
                        .relationship().wishes.optOut))
                .await().atMost(SOON);
    }

    private String suppressed(String phone) {
        var work = pool.withTransaction(transaction -> dossiers.load(transaction, List.of(said(phone, "x")), now)).await()
                .atMost(SOON);
        var hash = work.dossiers().hash(TEXT.legalEntity(), Identifier.of(phone, null).get(0));
        var rows = pool.preparedQuery("select scope from suppression where legal_entity = $1 and hash = $2")
                .execute(Tuple.of(hash.legalEntity(), io.vertx.core.buffer.Buffer.buffer(hash.bytes()))).await().atMost(SOON)
                .iterator();
        return rows.hasNext() ? rows.next().getString("scope") : "";
    }

    private ChatEvent said(String phone, String text) {
        return event(Kind.MESSAGE, phone, new Message("wamid." + UUID.randomUUID(), "text").text(text), null);
    }

    private ChatEvent changed(String phone, String to) {
        return event(Kind.IDENTITY_CHANGE, phone, new Message("wamid." + UUID.randomUUID(), "system"),
                new IdentityChange(What.PHONE, to, null, null));
    }

    /** The thread is the number's, whoever has it. */
    private ChatEvent event(Kind kind, String phone, Message message, IdentityChange change) {
        var at = now.minusSeconds(100 - ++seconds);
        var thread = new ThreadId(UUID.nameUUIDFromBytes(phone.getBytes()).toString().replace("-", ""));
        return new ChatEvent(TEXT.legalEntity(), TEXT.channel(), TEXT.provider(), TEXT.network(), TEXT.business(), thread,
                new Customer(phone, null, "Jan"), TEXT.direction(), kind, TEXT.source(), message, null, change, null, at,
                TEXT.timeOf(), at, TEXT.original());
    }
}
