package eu.onrecord.archive.record;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.archive.ArchiveTest;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Kind;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;

/** What was changed in the database is shown as changed, and keeps nothing else from being read. */
@QuarkusTest
class TamperingTest extends ArchiveTest {
    private String conversation;

    @BeforeEach
    void threeMessages() {
        for (var i = 1; i <= 3; i++) {
            send(text(thread, "wamid." + i, "bericht " + i));
        }
        send(disclosure(thread, "delivered"));
        conversation = conversation("released");
        await().atMost(SOON).untilAsserted(() -> transcript(conversation).body("entries", hasSize(4)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "sealed_content set sealed = set_byte(sealed, 0, get_byte(sealed, 0) # 1) where record_id = $1",
            "sealed_content set sealed = set_byte(sealed, length(sealed) - 1, get_byte(sealed, length(sealed) - 1) # 128) where record_id = $1",
            "sealed_content set sealed = substr(sealed, 1, 40) where record_id = $1",
            "sealed_content set sealed = '' where record_id = $1",
            "sealed_content s set sealed = (select o.sealed from sealed_content o join record r on r.id = o.record_id join record m on m.id = s.record_id where r.scope = m.scope and r.id <> s.record_id limit 1) where record_id = $1",
            "record set type = 'eu.onrecord.chat.edit.v1' where id = $1", "record set type = null where id = $1",
            "record set source = '/onrecord/consent-service' where id = $1",
            "record set time = '2020-01-01T00:00:00Z' where id = $1", "record set content_type = 'text/plain' where id = $1",
            "record set channel = 'whatsapp-be' where id = $1", "record set legal_entity = null where id = $1",
            "record set recorded_at = recorded_at + interval '1 ms' where id = $1",
            "record set thread = 'ffffffffffffffffffffffffffffffff' where id = $1",
            "record set recorded_at = recorded_at + interval '1 microsecond' where id = $1",
            "record set recorded_at = 'infinity' where id = $1",
            "record set occurred_at = occurred_at + interval '1 millisecond' where id = $1",
            "record set commitment = sha256(commitment) where id = $1" })
    void whatWasChangedIsShownAsChangedAndTheRestIsRead(String change) {
        var second = second();
        change("update " + change, second);
        // its content moves with it
        change("update sealed_content s set occurred_at = r.occurred_at from record r where r.id = s.record_id and r.id = $1",
                second);

        transcript(conversation).statusCode(200).body("entries", hasSize(4))
                .body("entries.findAll { it.notRead != null }.notRead.reason", containsInAnyOrder("broken"))
                .body("entries.text.findAll { it != null }", containsInAnyOrder("bericht 1", "bericht 3"));
    }

    @Test
    void whatWasMovedToAnotherCustomersThreadIsNotTheirs() {
        var other = thread("+32" + phone);
        var it = at(Instant.now().minusSeconds(3600), "wamid.9", "van een ander");
        send(new ChatEvent(it.legalEntity(), it.channel(), it.provider(), it.network(), it.business(), other, it.customer(),
                it.direction(), it.kind(), it.source(), it.message(), null, null, null, it.occurredAt(), it.timeOf(),
                it.receivedAt(), it.original()));
        send(disclosure(other, "delivered"));
        await().atMost(SOON).until(() -> count("record where scope = $1", other.value()) == 2);

        change("update record set scope = $2, thread = $2 where id = $1", second(), other.value());

        var theirs = pool.preparedQuery("select conversation_id from conversation_thread where thread = $1")
                .execute(Tuple.of(other.value())).await().atMost(SOON).iterator().next()
                .getUUID("conversation_id").toString();
        transcript(theirs).statusCode(200).body("entries.findAll { it.notRead != null }.notRead.reason",
                everyItem(is("broken"))).body("entries", hasSize(3));
        transcript(conversation).body("entries", hasSize(3));
    }

    /** What was not understood when it came is looked at again each time, so a word in the database changes nothing. */
    @Test
    void whetherItIsUnderstoodIsFoundOutAndNotBelieved() {
        change("update record set understood = not understood where scope = $1", thread.value());

        transcript(conversation).statusCode(200).body("entries.findAll { it.notRead != null }", hasSize(0))
                .body("entries", hasSize(4));
    }

    /** What was done to a message that cannot be opened is intact, and stands by itself. */
    @Test
    void whatWasDoneToAMessageThatCannotBeOpenedIsStillRead() {
        send(marked(Kind.EDIT, Instant.now(), "wamid.2", "bericht twee"));
        await().atMost(SOON)
                .untilAsserted(() -> transcript(conversation).body("entries.find { it.text == 'bericht 2' }.versions",
                        hasSize(1)));

        change("update sealed_content set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) where record_id = $1",
                second());

        transcript(conversation).body("entries.findAll { it.notRead != null }", hasSize(1)).body(
                "entries.text.findAll { it != null }", containsInAnyOrder("bericht 1", "bericht 3", "bericht twee"));
    }

    @Test
    void aRecordWithoutWhatItEnclosesIsStillThere() {
        change("delete from sealed_content where record_id = $1", second());

        transcript(conversation).statusCode(200).body("entries", hasSize(4))
                .body("entries.findAll { it.notRead != null }.notRead.reason", containsInAnyOrder("key-lost"));
    }

    private UUID second() {
        return UUID.fromString(transcript(conversation).extract().path("entries.find { it.text == 'bericht 2' }.record"));
    }
}
