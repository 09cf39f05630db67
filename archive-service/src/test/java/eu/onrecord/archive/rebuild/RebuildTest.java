package eu.onrecord.archive.rebuild;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import eu.onrecord.archive.ArchiveTest;
import eu.onrecord.archive.QuickVerification;
import eu.onrecord.archive.verification.Finding;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.consent.ConsentEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Tuple;

/** What follows from the records can be made again out of them: the same comes out. */
@QuarkusTest
@TestProfile(QuickVerification.class)
class RebuildTest extends ArchiveTest {
    private final ThreadId other = thread("NL." + phone);
    @Inject
    Rebuild rebuild;
    @Inject
    DerivedAudit audit;
    @Inject
    Shadow shadow;

    @Test
    void whatWasLostOrSpoiltIsThereAgainAsItWas() {
        var id = aLinkedConversation();
        var before = derived();

        change("delete from conversation");
        change("delete from conversation_identifier");
        change("update conversation_thread set conversation_id = gen_random_uuid()");
        change("insert into conversation_thread values ('ffffffffffffffffffffffffffffffff', 'nobody', gen_random_uuid())");
        change("update mention set scope = 'x' where role = 'IS'");
        change("delete from mention where role = 'ABOUT'");
        change("delete from media where scope = $1", thread.value());
        rebuild.run(progress -> {
        });

        assertEquals(before, derived());
        transcript(id).statusCode(200).body("entries", hasSize(5)).body("entries.find { it.versions != null }.versions.text",
                hasItem("bericht twee"));
        search("released").statusCode(200).body("$", hasSize(1));
        assertEquals(0, count("rebuilt.conversation"));
    }

    @Test
    void ofWhatCannotBeOpenedAllStaysAsItIs() {
        aLinkedConversation();
        var turned = "update sealed_content set sealed = set_byte(sealed, 0, get_byte(sealed, 0) # 1) where record_id = "
                + "(select id from record where scope = $1 order by occurred_at limit 1)";
        change(turned, thread.value());
        var before = derived();

        rebuild.run(progress -> {
        });

        assertEquals(before, derived());
        change(turned, thread.value());
    }

    /** Nobody knows any more why they are one. */
    @Test
    void aLinkWhoseRecordCannotBeOpenedIsNotUndone() {
        aLinkedConversation();
        var turned = "update sealed_content set sealed = set_byte(sealed, 0, get_byte(sealed, 0) # 1) where record_id in "
                + "(select id from record where scope in ($1, $2) and type like '%threads-linked%')";
        change(turned, thread.value(), other.value());
        var before = derived();

        rebuild.run(progress -> {
        });

        assertEquals(before.toString(), derived().toString());
        change(turned, thread.value(), other.value());
    }

    /** Their lock went with its connection, and another began: what is made anew by now is not theirs to put in place. */
    @Test
    void whoLostTheirTurnReplacesNothingAndFindsNothing() {
        aLinkedConversation();
        var before = derived();
        var first = UUID.randomUUID();
        shadow.clear(first);
        shadow.begin();

        shadow.clear(UUID.randomUUID());

        assertThrows(IllegalStateException.class, () -> shadow.replace(List.of(), Instant.now(), first));
        assertThrows(IllegalStateException.class, () -> shadow.differences(Instant.now(), first));
        assertEquals(before, derived());
    }

    /** What a link names may have no record of its own. */
    @Test
    void whatALinkOfTheLastMomentNamesIsNoFinding() {
        var begun = Instant.now();
        send(at(begun, "wamid.1" + phone, "bericht 1"));
        var third = thread("third " + phone);
        send(new ConsentEvent("example-nl", "whatsapp-nl", thread, UUID.randomUUID(), Change.THREADS_LINKED, null, null, null,
                null, List.of(thread, third), Instant.now()));
        await().atMost(SOON).until(() -> count("conversation_thread where thread = $1", third.value()) == 1
                && count("following") == 0);

        var findings = new ArrayList<Finding>();
        String place = null;
        do {
            var piece = audit.next(place, begun);
            findings.addAll(piece.findings());
            place = piece.position();
        } while (place != null);

        assertEquals(List.of(), findings.stream().filter(it -> it.place().contains(third.value())).toList());
    }

    private String aLinkedConversation() {
        var start = Instant.now().minusSeconds(7200);
        send(at(start, "wamid.1" + phone, "bericht 1"));
        send(at(start.plusSeconds(1), "wamid.2" + phone, "bericht 2"));
        send(marked(Kind.EDIT, start.plusSeconds(2), "wamid.2" + phone, "bericht twee"));
        send(photo("media-" + phone, null));
        send(disclosure(other, "delivered"));
        send(new ConsentEvent("example-nl", "whatsapp-nl", thread, UUID.randomUUID(), Change.THREADS_LINKED, null, null, null,
                null, List.of(thread, other), Instant.now()));
        var id = conversation("released");
        await().atMost(SOON).untilAsserted(() -> transcript(id).body("entries", hasSize(5)));
        await().atMost(SOON).until(() -> count("following") == 0);
        return id;
    }

    /**
     * Without what is another when it is made anew: how often a file was tried for, and by which transaction it was written.
     */
    private Map<String, List<String>> derived() {
        var all = new TreeMap<String, List<String>>();
        for (var query : List.of("conversation x where merged_into is null",
                "(select thread, legal_entity, conversation_id, since, until, customer from conversation_thread) x",
                "conversation_identifier x", "(select hash, role, record_id, occurred_at, recorded_at, scope from mention) x",
                "(select id, record_id, ordinal, scope, file_record, state from media) x")) {
            var rows = pool.preparedQuery("select string_agg(x::text, ' ; ' order by x::text) as t from " + query)
                    .execute(Tuple.tuple()).await().atMost(SOON);
            all.put(query, List.of(String.valueOf(rows.iterator().next().getString("t")).split(" ; ")));
        }
        return all;
    }
}
