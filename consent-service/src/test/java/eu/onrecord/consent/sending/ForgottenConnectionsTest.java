package eu.onrecord.consent.sending;

import org.junit.jupiter.api.RepeatedTest;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ForgottenConnectionsTest extends BrokenWireTest {

    /** More often than the pool has places would be slow; one that leaked is missed for as long as the patience of a batch. */
    @RepeatedTest(2)
    void connectionsThatDieWithoutAWordAreReplaced() {
        PostgresBehindAFaultyWire.wire.forgetConnections();

        var contact = conversation();
        contact.writes("wamid.1", "Hallo");

        awaitSent(contact, 1);
    }
}
