package eu.onrecord.consent.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import eu.onrecord.contract.chat.Network;

class MediumTest {
    @ParameterizedTest
    @EnumSource
    void everyNetworkIsReadInSomething(Network network) {
        assertEquals(network == Network.MMS ? Network.SMS : network, Medium.of(network).network());
    }

    @ParameterizedTest
    @CsvSource({ "WHATSAPP, true, true, false", "SMS, false, true, true", "TELEGRAM, false, false, false",
            "RCS, false, true, false", "VIBER, false, true, false", "MESSENGER, true, true, false",
            "INSTAGRAM, true, true, false" })
    void eachHasItsWindowItsReceiptsAndItsWords(Medium medium, boolean window, boolean receipts, boolean blunt) {
        assertEquals(window, medium.hasServiceWindow());
        assertEquals(receipts, medium.tellsOfDelivery());
        assertEquals(blunt, medium.actsAtOnce());
    }
}
