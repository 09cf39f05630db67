package eu.onrecord.ingest.provider.twilio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Field;
import eu.onrecord.contract.chat.Identifier;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Media;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.channel.Secrets;
import eu.onrecord.ingest.provider.Provider;
import eu.onrecord.ingest.provider.Reading;
import eu.onrecord.ingest.provider.Reason;
import eu.onrecord.ingest.provider.TestProviders;

class TwilioTest {
    private static final String INBOUND = "SmsMessageSid=SM1&NumMedia=0&ProfileName=Ada+Voorbeeld&SmsSid=SM1&WaId=31600000001"
            + "&SmsStatus=received&Body=Caf%C3%A9+%26+thee+&To=whatsapp%3A%2B3197000000001&NumSegments=1&ReferralNumMedia=0"
            + "&MessageSid=SM1&AccountSid=AC1&From=whatsapp%3A%2B31600000001&ApiVersion=2010-04-01&FutureParam=";
    private static final String STATUS = "SmsSid=SM5&SmsStatus=%1$s&MessageStatus=%1$s&ChannelToAddress=%%2B3160000XXXX"
            + "&To=whatsapp%%3A%%2B31600000001&MessageSid=SM5&AccountSid=AC1&From=whatsapp%%3A%%2B3197000000001";
    private static final String CALL = "CallSid=CA1&AccountSid=AC1&From=whatsapp%3A%2B31600000001"
            + "&To=whatsapp%3A%2B3197000000001&Direction=inbound";
    private final Twilio twilio = new Twilio(TestProviders.THREAD_KEY);
    private final Reading form = new Reading(twilio, Provider.FORM, "whatsapp:+3197000000001", "MG1");
    private final Reading json = new Reading(twilio, Provider.JSON, "+3197000000001");

    @Test
    void anInboundMessageIsAnEventWithTheWholeFormAsItsOriginal() {
        var event = form.event(INBOUND);

        assertEquals(Kind.MESSAGE, event.kind());
        assertEquals(Direction.INBOUND, event.direction());
        assertEquals("Café & thee ", event.message().text());
        assertEquals("text", event.message().type());
        assertEquals("+31600000001", event.customer().phone());
        assertEquals("Ada Voorbeeld", event.customer().name());
        assertEquals("whatsapp:+3197000000001", event.business());
        assertEquals(Reading.RECEIVED, event.occurredAt());
        assertEquals(INBOUND, Reading.original(event));
    }

    @ParameterizedTest
    @CsvSource({ "MessageType=image&MediaUrl0=https://x/Media/ME1&MediaContentType0=image/jpeg, image",
            "MediaUrl0=https://x/Media/ME1&MediaContentType0=image/jpeg, image",
            "MediaUrl0=https://x/Media/ME1&MediaContentType0=application/pdf, document",
            "Latitude=52.1&Longitude=5.1, location",
            "ButtonText=Ja&ButtonPayload=yes, button", "MessageType=interactive&ListId=1, interactive", "X=1, text" })
    void theTypeIsToldOrTakenFromWhatIsThere(String more, String type) {
        assertEquals(type, form.event(INBOUND.replace("FutureParam=", more)).message().type());
    }

    @Test
    void everyFileOfAMessageIsThere() {
        var message = form.event(INBOUND + "&MediaUrl0=https://x/Media/ME1&MediaContentType0=image/png"
                + "&MediaUrl1=https://x/Media/ME2&MediaContentType1=image/jpeg").message();

        assertEquals(new Media("ME1", "image/png", null, null, "https://x/Media/ME1"), message.media());
        assertEquals(List.of(new Media("ME2", "image/jpeg", null, null, "https://x/Media/ME2")), message.moreMedia());
    }

    @Test
    void aButtonKnowsWhatItStandsForAndWhatItAnswers() {
        var message = form.event(INBOUND.replace("FutureParam=",
                "ButtonText=Ja&ButtonPayload=accept&OriginalRepliedMessageSid=MM9")).message();

        assertEquals("accept", message.payload());
        assertEquals("MM9", message.replyTo());
    }

    @ParameterizedTest
    @CsvSource({ "whatsapp%3ANL.1349x, , NL.1349x, ''", "%2B31600000001, +31600000001, , ''", "MyBank, , MyBank, ''",
            "whatsapp%3A%2B31600000001, +31600000001, NL.77, &ExternalUserId=NL.77",
            "whatsapp%3A%2B31600000001, +31600000001, NL.77, &ExternalUserIdentifier=NL.77" })
    void theCustomerIsWhoeverTwilioSaysInWhateverForm(String from, String phone, String userId, String more) {
        var customer = form.event(INBOUND.replace("whatsapp%3A%2B31600000001", from) + more).customer();

        assertEquals(phone, customer.phone());
        assertEquals(userId, customer.userId());
    }

    @Test
    void anotherNumberOfTheSamePersonTravelsInTheEvent() {
        var customer = form.event(INBOUND.replace("WaId=31600000001", "WaId=31600000009")).customer();

        assertEquals(List.of(new Identifier("WaId", "31600000009")), customer.identifiers());
    }

    @ParameterizedTest
    @CsvSource({ "queued, ACCEPTED", "sending, ACCEPTED", "sent, SENT", "delivered, DELIVERED", "read, READ",
            "undelivered, FAILED", "failed, FAILED", "DELIVERED, DELIVERED" })
    void aStatusIsOfTheMessageToTheCustomer(String word, Status.State state) {
        var event = form.event(STATUS.formatted(word) + "&ErrorCode=63016");

        assertEquals(new Status("SM5", state, null, "63016", List.of(new Field("ErrorCode", "63016"))), event.status());
        assertEquals("+31600000001", event.customer().phone());
        assertEquals("whatsapp:+3197000000001", event.business());
    }

    @Test
    void aStatusThatIsNotKnownIsKept() {
        assertEquals(Kind.UNSUPPORTED, form.event(STATUS.formatted("pondered")).kind());
    }

    @Test
    void aMessagingServiceStandsForTheNumberThatItHasNotChosenYet() {
        var event = form
                .event(STATUS.formatted("queued").replace("From=whatsapp%3A%2B3197000000001", "MessagingServiceSid=MG1"));

        assertEquals("MG1", event.business());
    }

    @Test
    void theWordStopIsAMessageAndAPreference() {
        var happenings = form.happenings(INBOUND + "&OptOutType=STOP");

        assertEquals(List.of(Kind.MESSAGE, Kind.PREFERENCE_CHANGE),
                happenings.stream().map(one -> one.event().kind()).toList());
        assertEquals("STOP", happenings.get(1).event().preference().value());
        assertTrue(!happenings.get(0).id().equals(happenings.get(1).id()));
    }

    @Test
    void eachStatusHasItsOwnIdAndTheSameOneTheSame() {
        var sent = form.happenings(STATUS.formatted("sent")).get(0).id();

        assertEquals(sent, form.happenings(STATUS.formatted("sent") + "&RawDlrDoneDate=1").get(0).id());
        assertTrue(!sent.equals(form.happenings(STATUS.formatted("read")).get(0).id()));
    }

    @Test
    void whatIsForAnotherNumberIsQuarantined() {
        assertEquals(Reason.UNKNOWN_NUMBER, form.quarantine(INBOUND.replace("3197000000001", "3197000000002")));
        assertEquals(Reason.UNKNOWN_NUMBER,
                form.quarantine(STATUS.formatted("sent").replace("3197000000001", "3197000000002")));
    }

    @Test
    void aFormThatIsNoMessageIsKept() {
        var event = form.event("AccountSid=AC1&EventType=something");

        assertEquals(Kind.UNSUPPORTED, event.kind());
        assertNull(event.customer());
        assertEquals(Reason.UNREADABLE, form.quarantine("hello=world"));
    }

    @Test
    void anEventStreamTellsMessagesAndStatuses() {
        var inbound = """
                {"type":"com.twilio.messaging.inbound-message.received","time":"2026-01-02T03:04:05Z","data":{\
                "messageSid":"SM1","accountSid":"AC1","from":"whatsapp:+31600000001","to":"whatsapp:+3197000000001",\
                "body":"Goedemorgen","timestamp":"2026-01-02T03:04:05.000Z"}}""";
        var failed = """
                {"type":"com.twilio.messaging.message.failed","time":"2026-01-02T03:05:00Z","data":{"errorCode":"63016",\
                "from":"whatsapp:+3197000000001","messageSid":"SM6","messageStatus":"FAILED","to":"whatsapp:+31600000001",\
                "timestamp":"2026-01-02T03:04:57.563495225Z"}}""";
        var test = """
                {"type":"com.twilio.eventstreams.test-event","data":{"test_id":"x"}}""";

        var events = json.happenings("[" + inbound + "," + failed + "," + test + "]");

        assertEquals(List.of(Kind.MESSAGE, Kind.STATUS, Kind.UNSUPPORTED),
                events.stream().map(one -> one.event().kind()).toList());
        assertEquals("Goedemorgen", events.get(0).event().message().text());
        assertEquals(Instant.parse("2026-01-02T03:04:05Z"), events.get(0).event().occurredAt());
        assertEquals(new Status("SM6", Status.State.FAILED, null, "63016", List.of(new Field("data.errorCode", "63016"))),
                events.get(1).event().status());
        assertEquals(inbound, Reading.original(events.get(0).event()));
        assertEquals(Kind.MESSAGE, json.event(inbound).kind());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "[", "nonsense", "[1]" })
    void whatIsNoEventStreamIsQuarantined(String body) {
        assertEquals(Reason.UNREADABLE, json.quarantine(body));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "hooks.example.org/x", "ftp://x/y" })
    void aChannelWithoutAUsableAddressDoesNotStart(String url) {
        var channel = new Channel("a", "twilio", "b", Set.of(), Secrets.of(Map.of()), Optional.empty(),
                Map.of("public-url", url));

        var refused = assertThrows(IllegalStateException.class, () -> twilio.check(channel));

        assertTrue(refused.getMessage().contains("onrecord.channels.a.options.public-url"));
    }

    /** Several callbacks of a call in one state say one thing after another. */
    @Test
    void whatIsSaidInACallIsHeardEachTime() {
        var first = form.happenings(CALL + "&CallStatus=in-progress&SpeechResult=ik+stop+ermee").get(0);
        assertEquals(Instant.parse("2026-03-01T10:00:00Z"),
                form.event(CALL + "&CallStatus=ringing&Timestamp=Sun%2C+01+Mar+2026+10%3A00%3A00+%2B0000").occurredAt());
        assertNull(form.event(CALL + "&CallStatus=ringing&Timestamp=soon").occurredAt());
        var second = form.happenings(CALL + "&CallStatus=in-progress&Digits=4").get(0);

        assertNotEquals(first.id(), second.id());
        assertEquals("ik stop ermee", first.event().message().text());
        assertEquals("4", second.event().message().text());
        assertEquals(first.id(), form.happenings(CALL + "&CallStatus=in-progress&SpeechResult=ik+stop+ermee").get(0).id());
    }

    @ParameterizedTest
    @ValueSource(strings = { "anonymous", "Restricted", "%2B266696687", "%2B7378742833" })
    void whoHidesTheirNumberIsNobodyInParticular(String caller) {
        var event = form.event("CallSid=CA1&AccountSid=AC1&To=whatsapp%3A%2B3197000000001&CallStatus=ringing&From=" + caller);

        assertNull(event.customer());
    }
}
