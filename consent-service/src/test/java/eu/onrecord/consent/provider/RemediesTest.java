package eu.onrecord.consent.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemediesTest {

    @ParameterizedTest
    @CsvSource({ "whatsapp, 131047, NEEDS_TEMPLATE", "whatsapp, 131026, UNREACHABLE", "whatsapp, 131050, OPT_OUT_OF_MARKETING",
            "whatsapp, 131049, NOT_TODAY", "whatsapp, 130472, NOT_TODAY", "whatsapp, 131056, BACK_OFF",
            "whatsapp, 130429, BACK_OFF", "whatsapp, 80007, BACK_OFF", "whatsapp, 4, BACK_OFF",
            "whatsapp, 131048, STOP_BEGINNING", "whatsapp, 131051, GIVE_UP", "whatsapp, 131062, UNREACHABLE",
            "whatsapp, 137000, SUSPEND", "whatsapp, 368, CALL_OPERATOR", "whatsapp, 131031, CALL_OPERATOR",
            "whatsapp, 190, CALL_OPERATOR", "whatsapp, 10, CALL_OPERATOR", "whatsapp, 0, CALL_OPERATOR",
            "whatsapp, 131000, BACK_OFF", "whatsapp, 131016, BACK_OFF", "whatsapp, 131057, BACK_OFF", "whatsapp, 1, BACK_OFF",
            "whatsapp, 2, BACK_OFF", "whatsapp, 999999, GIVE_UP", "360dialog, 131047, NEEDS_TEMPLATE",
            "twilio, 63016, NEEDS_TEMPLATE", "twilio, 63018, BACK_OFF", "twilio, 63024, UNREACHABLE",
            "twilio, 21610, OPT_OUT_OF_ALL", "twilio, 20003, CALL_OPERATOR", "twilio, 99999, GIVE_UP",
            "vonage, 1340, NEEDS_TEMPLATE", "vonage, 1240, OPT_OUT_OF_ALL", "vonage, 1000, BACK_OFF",
            "vonage, 1170, UNREACHABLE", "vonage, 1120, CALL_OPERATOR", "vonage, 1320, GIVE_UP", "telegram, 403, GIVE_UP" })
    void everyCodeHasItsRemedy(String provider, String code, Remedy remedy) {
        assertEquals(remedy, Remedies.of(provider, code));
    }
}
