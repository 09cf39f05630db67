package eu.onrecord.ingest.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Field;
import eu.onrecord.contract.chat.Identifier;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.PartType;

/** What is rare, new or empty says something all the same, and nothing that was not said. */
class NothingIsShownAsNothingTest {
    private static final String PERSON = "{\"id\":6100000001,\"first_name\":\"Noor\",\"type\":\"private\"}";

    private static Reading reading(String provider, String mediaType, String... numbers) {
        return new Reading(TestProviders.find(provider).orElseThrow(), mediaType, numbers);
    }

    private static ChatEvent telegram(String members) {
        return reading("telegram", Provider.JSON, "7000000001")
                .event("{\"update_id\":1,\"message\":{\"message_id\":5,\"date\":1772359190,"
                        + "\"from\":" + PERSON + ",\"chat\":" + PERSON + "," + members + "}}");
    }

    private static boolean says(ChatEvent event, String words) {
        return event.message().content().stream().anyMatch(part -> words.equals(part.text())
                || part.fields().stream().anyMatch(field -> field.value().equals(words)));
    }

    @Test
    void whatIsNewInAMessageThatIsAnsweredIsReadThere() {
        assertTrue(says(telegram("\"text\":\"ja\",\"reply_to_message\":{\"message_id\":4,\"date\":1772359180,\"chat\":" + PERSON
                + ",\"gift\":{\"text\":\"gefeliciteerd\"}}"), "gefeliciteerd"));
    }

    @ParameterizedTest
    @CsvSource({ "InteractiveData, type, klacht", "FlowData, type, terugbetaling", "InteractiveData, name, Noor" })
    void anAnswerInAFormMayBeCalledAnything(String parameter, String question, String answer) {
        var body = "MessageSid=SM1&From=whatsapp%3A%2B31655500011&To=whatsapp%3A%2B31880000000&SmsStatus=received&" + parameter
                + "={\"" + question + "\":\"" + answer + "\"}";

        assertTrue(says(reading("twilio", Provider.FORM, "+31880000000").event(body), answer));
    }

    @Test
    void thatTheBotWasTakenOutOfAGroupIsTold() {
        var event = reading("telegram", Provider.JSON, "7000000001").event("{\"update_id\":1,\"my_chat_member\":{\"chat\":"
                + "{\"id\":-100777,\"type\":\"supergroup\",\"title\":\"Bewoners\"},\"from\":" + PERSON + ",\"date\":1772359190,"
                + "\"old_chat_member\":{\"status\":\"member\"},\"new_chat_member\":{\"status\":\"kicked\"}}}");

        assertTrue(says(event, "member") && says(event, "kicked"));
    }

    @ParameterizedTest
    @CsvSource({ "video_chat_started", "forum_topic_closed" })
    void aMessageWithNothingInItSaysSo(String member) {
        assertFalse(telegram("\"" + member + "\":{}").message().content().isEmpty());
    }

    @Test
    void aPictureOfWhichOnlyTheNumberIsToldIsNotNothing() {
        var event = reading("twilio", Provider.FORM, "+31880000000")
                .event("MessageSid=SM1&From=%2B31655500011&To=%2B31880000000&SmsStatus=received&NumMedia=1&Body=");

        assertFalse(event.message().content().isEmpty());
    }

    @Test
    void digitsOfAnotherNetworkAreNoPhoneNumber() {
        var event = reading("twilio", Provider.FORM, "messenger:99")
                .event("MessageSid=SM1&From=messenger%3A123456&To=messenger%3A99&SmsStatus=received&Body=hoi");

        assertNull(event.customer().phone());
        assertEquals("123456", event.customer().userId());
    }

    @Test
    void wordsWithoutAButtonArePressedByNobody() {
        var happenings = reading("whatsapp", Provider.JSON, "1").happenings("""
                {"object":"whatsapp_business_account","entry":[{"id":"9","changes":[{"field":"messages","value":{
                "messaging_product":"whatsapp","metadata":{"display_phone_number":"31880000000","phone_number_id":"1"},
                "messages":[{"from":"31612345678","id":"wamid.x","timestamp":"x","type":"button",
                "text":{"body":"Stop promotions"}}]}}]}]}""");

        assertEquals(List.of(Kind.UNSUPPORTED), happenings.stream().map(one -> one.event().kind()).toList());
    }

    @Test
    void aReactionThatIsNoTextIsNotTakenBack() {
        var event = reading("whatsapp", Provider.JSON, "1").event("{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":"
                + "{\"metadata\":{\"phone_number_id\":\"1\"},\"messages\":[{\"from\":\"31655500011\",\"id\":\"wamid.1\","
                + "\"timestamp\":\"1772359101\",\"type\":\"reaction\",\"reaction\":{\"message_id\":\"wamid.0\","
                + "\"emoji\":{\"name\":\"thumbs up\"}}}]}}]}]}");

        assertTrue(says(event, "thumbs up"));
        assertFalse(says(event, "removed"));
    }

    @Test
    void aTextThatIsCutSaysSo() {
        var event = telegram("\"text\":\"" + "a".repeat(100_000) + "\"");

        assertEquals(100_000, event.message().text().length());
        assertEquals(1, withheld(event));
    }

    @Test
    void aTextThatIsNotCutSaysNothingOfIt() {
        assertEquals(0, withheld(telegram("\"text\":\"" + "a".repeat(65_536) + "\"")));
    }

    private static long withheld(ChatEvent event) {
        return event.message().content().stream().filter(part -> part.is(PartType.WITHHELD)).count();
    }

    @Test
    void whatIsToldBesideTheContentIsBoundedAndCleanToo() {
        var event = reading("twilio", Provider.FORM, "+31880000000")
                .event("MessageSid=SM1&From=%2B31655500011&To=%2B31880000000"
                        + "&SmsStatus=received&Body=a%00b&ProfileName=N%00" + "o".repeat(5000));

        assertEquals("a\ufffdb", event.message().text());
        assertTrue(event.customer().name().startsWith("N\ufffdo") && event.customer().name().length() < 600);
    }

    @Test
    void aStatusSaysNoMoreThanCanBeShown() {
        var event = reading("twilio", Provider.FORM, "+31880000000")
                .event("MessageSid=SM1&From=%2B31880000000&To=%2B31655500011"
                        + "&MessageStatus=failed&ErrorCode=1&ErrorMessage=" + "x".repeat(300_000));

        assertTrue(event.status().details().toString().length() < 70_000);
    }

    @Test
    void whatElseACustomerIsCalledIsKept() {
        var event = reading("twilio", Provider.FORM, "+31880000000")
                .event("MessageSid=SM1&From=%2B31655500011&To=%2B31880000000"
                        + "&SmsStatus=received&Body=a&Username=noor.j&ParentExternalUserId=whatsapp%3ANL.P1");

        assertEquals(List.of(new Identifier("parent_user_id", "NL.P1"), new Identifier("username", "noor.j")),
                event.customer().identifiers());
    }

    @ParameterizedTest
    @CsvSource({ "strikethrough, struck through", "spoiler, hidden at first", "blockquote, quoted words" })
    void wordsThatMeanSomethingElseByHowTheyAreDrawnSaySo(String drawn, String meaning) {
        var event = telegram("\"text\":\"3 jaar 1 jaar akkoord\",\"entities\":[{\"type\":\"" + drawn
                + "\",\"offset\":0,\"length\":6},{\"type\":\"bold\",\"offset\":7,\"length\":6}]");

        assertEquals(List.of(new Field(meaning, "3 jaar")), event.message().content().get(0).fields());
    }

    @ParameterizedTest
    @CsvSource({ "-1, 900", "900, 5", "99999999999, 1" })
    void drawingsThatAreNoneBreakNothing(String offset, String length) {
        assertEquals("ja", telegram("\"text\":\"ja\",\"entities\":[{\"type\":\"spoiler\",\"offset\":" + offset
                + ",\"length\":" + length + "}]").message().text());
    }

    @Test
    void anAnswerToWhatIsNotToldSaysSo() {
        var event = reading("vonage", Provider.JSON, "31880000000").event("{\"channel\":\"whatsapp\",\"message_uuid\":\"u\","
                + "\"to\":\"31880000000\",\"from\":\"31655500011\",\"timestamp\":\"2026-03-01T09:59:50Z\","
                + "\"message_type\":\"text\",\"text\":\"Nee\",\"context_status\":\"unavailable\"}");

        assertEquals(1, withheld(event));
    }

    @Test
    void filesOfWhichOnlyTheNumberIsToldAreNotNothing() {
        var event = reading("twilio", Provider.JSON, "+31880000000").event("[{\"specversion\":\"1.0\",\"id\":\"E1\","
                + "\"type\":\"com.twilio.messaging.inbound-message.received\",\"data\":{\"messageSid\":\"SM1\","
                + "\"from\":\"+31655500011\",\"to\":\"+31880000000\",\"body\":\"getekend\",\"numMedia\":2,"
                + "\"timestamp\":\"2026-03-01T09:59:50Z\"}}]");

        assertTrue(says(event, "2 files, not told of here"));
    }

    @Test
    void noSentenceOfAProviderNamesTheCustomersId() {
        var event = reading("whatsapp", Provider.JSON, "1").event("{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":"
                + "{\"metadata\":{\"phone_number_id\":\"1\"},\"messages\":[{\"from\":\"31655500011\",\"id\":\"wamid.1\","
                + "\"timestamp\":\"1772359101\",\"type\":\"system\",\"system\":{\"type\":\"user_changed_user_id\","
                + "\"user_id\":\"NL.NEW456789\",\"body\":\"User changed from NL.OLD123456 to NL.NEW456789\"}}]}}]}]}");

        assertTrue(says(event, "User changed from \u2026 to \u2026"));
    }
}
