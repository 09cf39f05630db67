package eu.onrecord.archive.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.UnreadableEventException;
import io.vertx.pgclient.PgException;

class FaultTest {

    @Test
    void whatIsNoEventIsPutAsideAtOnce() {
        var unreadable = assertThrows(UnreadableEventException.class,
                () -> EventCodec.readChat(new ConsumerRecord<>("t", 0, 0, "k", new byte[0])));

        assertTrue(Fault.of(unreadable).isTheRecords(1));
    }

    @Test
    void whatFailsTheSameWayAgainAndAgainIsPutAside() {
        var fault = Fault.of(new RuntimeException(new NullPointerException()));

        assertFalse(fault.isTheRecords(1));
        assertTrue(fault.isTheRecords(5));
        assertTrue(fault.isTheRecords(6));
    }

    @ParameterizedTest
    @CsvSource({ "22P02, REPEATABLE", "23505, REPEATABLE", "25006, PASSING", "53100, PASSING", "57P01, PASSING",
            "40P01, PASSING" })
    void theDatabaseSaysWhoseFaultItIs(String sqlState, Fault fault) {
        assertEquals(fault, Fault.of(new RuntimeException(new PgException("refused", "ERROR", sqlState, null))));
    }

    @Test
    void aDatabaseThatIsAwayIsNeverARecordsFault() {
        assertFalse(Fault.of(new ConnectException()).isTheRecords(1_000_000));
        assertFalse(Fault.of(new IllegalStateException("the master key is not configured")).isTheRecords(1_000_000));
    }
}
