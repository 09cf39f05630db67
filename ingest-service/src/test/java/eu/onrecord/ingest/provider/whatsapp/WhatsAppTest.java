package eu.onrecord.ingest.provider.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Field;
import eu.onrecord.contract.chat.Identifier;
import eu.onrecord.contract.chat.IdentityChange;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.contract.chat.Preference;
import eu.onrecord.contract.chat.Source;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.contract.chat.ThreadKey;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.channel.Secrets;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.provider.Finding.Happening;
import eu.onrecord.ingest.provider.Finding.Ignored;
import eu.onrecord.ingest.provider.Finding.Quarantined;
import eu.onrecord.ingest.provider.OptOutButton;
import eu.onrecord.ingest.provider.Reason;
import eu.onrecord.ingest.provider.Webhook;

class WhatsAppTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Authentication AUTHENTICATION = new Authentication("test", "key", "00", NOW);
    private static final String CONTACTS = """
            [{"profile":{"name":"Somebody Else"},"wa_id":"31687654321"},\
            {"profile":{"name":"Jan"},"wa_id":"31612345678","user_id":"NL.1349"}]""";
    private final Channel channel = new Channel("whatsapp-nl", "whatsapp", "example-nl", Set.of("1065"),
            Secrets.of(Map.of()), Optional.of("token"), Map.of());
    private final ThreadKey threadKey = new ThreadKey("thread-key-for-tests-0123456789ab".getBytes(UTF_8));
    private final WhatsApp whatsApp = new WhatsApp(threadKey);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "text        | MESSAGE         | Goedemorgen | \"text\":{\"body\":\"Goedemorgen\"}",
            "image       | MESSAGE         | kijk        | \"image\":{\"id\":\"1\",\"mime_type\":\"image/jpeg\",\"caption\":\"kijk\"}",
            "video       | MESSAGE         |             | \"video\":{\"id\":\"1\"}",
            "audio       | MESSAGE         |             | \"audio\":{\"id\":\"1\",\"mime_type\":\"audio/ogg; codecs=opus\"}",
            "document    | MESSAGE         | factuur     | \"document\":{\"id\":\"1\",\"filename\":\"a.pdf\",\"caption\":\"factuur\"}",
            "sticker     | MESSAGE         |             | \"sticker\":{\"id\":\"1\"}",
            "location    | MESSAGE         |             | \"location\":{\"latitude\":1,\"longitude\":2}",
            "contacts    | MESSAGE         |             | \"contacts\":[{\"name\":{}}]",
            "order       | MESSAGE         |             | \"order\":{}",
            "button      | MESSAGE         | Ja          | \"button\":{\"text\":\"Ja\",\"payload\":\"yes\"}",
            "interactive | MESSAGE         | Titel       | \"interactive\":{\"type\":\"list_reply\",\"list_reply\":{\"id\":\"1\",\"title\":\"Titel\"}}",
            "interactive | MESSAGE         | Titel       | \"interactive\":{\"type\":\"button_reply\",\"button_reply\":{\"id\":\"1\",\"title\":\"Titel\"}}",
            "interactive | MESSAGE         | Sent        | \"interactive\":{\"type\":\"nfm_reply\",\"nfm_reply\":{\"body\":\"Sent\"}}",
            "interactive | UNSUPPORTED     |             | \"errors\":[{\"code\":131000}]",
            "reaction    | REACTION        | 👍          | \"reaction\":{\"message_id\":\"wamid.T\",\"emoji\":\"👍\"}",
            "reaction    | REACTION        |             | \"reaction\":{\"message_id\":\"wamid.T\",\"emoji\":\"\"}",
            "reaction    | REACTION        |             | \"reaction\":{\"message_id\":\"wamid.T\"}",
            "edit        | EDIT            | beter       | \"edit\":{\"original_message_id\":\"wamid.T\",\"message\":{\"type\":\"text\",\"text\":{\"body\":\"beter\"}}}",
            "edit        | EDIT            | beter       | \"edit\":{\"original_message_id\":\"wamid.T\",\"message\":{\"type\":\"image\",\"image\":{\"id\":\"1\",\"caption\":\"beter\"}}}",
            "revoke      | REVOCATION      |             | \"revoke\":{\"original_message_id\":\"wamid.T\"}",
            "system      | IDENTITY_CHANGE | moved       | \"system\":{\"type\":\"user_changed_number\",\"body\":\"moved\",\"wa_id\":\"31600000000\"}",
            "system      | UNSUPPORTED     |             | \"system\":{\"type\":\"something_new\"}",
            "unsupported | UNSUPPORTED     |             | \"errors\":[{\"code\":131051}]",
            "hologram    | UNSUPPORTED     |             | \"hologram\":{}",
            "text        | UNSUPPORTED     |             | \"txt\":{}" })
    void everyTypeOfMessageIsAnEvent(String type, Kind kind, String text, String content) {
        var item = """
                {"from":"31612345678","id":"wamid.A","timestamp":"1772359200","type":"%s",%s}""".formatted(type, content);

        var event = onlyEvent(messages(item));

        assertEquals(kind, event.kind());
        assertEquals("wamid.A", event.message().id());
        assertEquals(text, event.message().text());
        assertEquals(Direction.INBOUND, event.direction());
        assertEquals(Source.LIVE, event.source());
        assertEquals(Instant.ofEpochSecond(1772359200), event.occurredAt());
        assertEquals("+31612345678", event.customer().phone());
        assertTrue(original(event).contains("\"item\":" + item));
    }

    /** Who spells a word of a closed list otherwise means the same. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "REACTION    | REACTION        | 👍      | \"reaction\":{\"message_id\":\"wamid.T\",\"emoji\":\"👍\"}",
            "EDIT        | EDIT            | beter  | \"edit\":{\"original_message_id\":\"wamid.T\",\"message\":{\"type\":\"TEXT\",\"text\":{\"body\":\"beter\"}}}",
            "Revoke      | REVOCATION      |        | \"revoke\":{\"original_message_id\":\"wamid.T\"}",
            "SYSTEM      | IDENTITY_CHANGE | moved  | \"system\":{\"type\":\"USER_CHANGED_NUMBER\",\"body\":\"moved\",\"wa_id\":\"31600000000\"}",
            "BUTTON      | MESSAGE         | Ja     | \"button\":{\"text\":\"Ja\",\"payload\":\"yes\"}",
            "INTERACTIVE | MESSAGE         | Titel  | \"interactive\":{\"type\":\"LIST_REPLY\",\"list_reply\":{\"id\":\"1\",\"title\":\"Titel\"}}" })
    void aWordOfAClosedListIsUnderstoodHoweverItIsSpelled(String type, Kind kind, String text, String content) {
        var event = onlyEvent(messages(
                "{\"from\":\"31612345678\",\"id\":\"wamid.A\",\"timestamp\":\"1772359200\",\"type\":\"%s\",%s}".formatted(type,
                        content)));

        assertEquals(kind, event.kind());
        assertEquals(text, event.message().text());
        assertEquals(content.contains("wamid.T") ? "wamid.T" : null, event.message().target());
        assertFalse(said(event).contains("UNKNOWN"), said(event));
    }

    @ParameterizedTest
    @ValueSource(strings = { "DELIVERED", "Delivered", "delivered" })
    void aStateIsUnderstoodHoweverItIsSpelled(String word) {
        var event = onlyEvent(value("statuses", "{\"id\":\"wamid.A\",\"status\":\"" + word
                + "\",\"timestamp\":\"1772359200\",\"recipient_id\":\"31612345678\"}"));

        assertEquals(Status.State.DELIVERED, event.status().state());
    }

    /** Of what holds one value and comes with several, each is told: nobody knows which of them is meant. */
    @ParameterizedTest
    @ValueSource(strings = { "\"context\":{\"id\":[\"wamid.Q\"]}", "\"referral\":{\"source_id\":[\"wamid.Q\",\"b\"]}",
            "\"context\":{\"from\":[[\"wamid.Q\"]]}" })
    void whatComesAsAListIsNotTakenForRead(String member) {
        var event = onlyEvent(messages(
                "{\"from\":\"31612345678\",\"id\":\"wamid.A\",\"timestamp\":\"1772359200\",\"type\":\"text\",\"text\":{\"body\":\"x\"},"
                        + member + "}"));

        assertTrue(said(event).contains("wamid.Q"), said(event));
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"stop\"", "[\"stop\"]" })
    void aStopIsHeardAsAWordAndInAList(String stop) {
        var event = onlyEvent(
                value("user_preferences", "{\"wa_id\":\"31612345678\",\"category\":\"marketing_messages\",\"value\":"
                        + stop + ",\"timestamp\":1772359190}"));

        assertEquals(Kind.PREFERENCE_CHANGE, event.kind());
        assertEquals(Preference.Wish.STOP, event.preference().wish());
    }

    @Test
    void ofAGroupItIsToldWhoWroteThoughNoContactSaysTheirName() {
        var event = onlyEvent(messages("{\"from\":\"31611111111\",\"group_id\":\"G7\",\"id\":\"wamid.A\",\"timestamp\":"
                + "\"1772359200\",\"type\":\"text\",\"text\":{\"body\":\"Hoi\"}}").replace(CONTACTS, "[]"));

        assertTrue(said(event).contains("written by=31611111111") && said(event).contains("group=G7"), said(event));
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"type\":\"button\",\"button\":{\"text\":\"Stop promotions\",\"payload\":\"x\"}",
            "\"type\":\"interactive\",\"interactive\":{\"type\":\"button_reply\",\"button_reply\":{\"id\":\"x\",\"title\":\"Stop promotions\"}}",
            "\"type\":\"button\",\"button\":{\"text\":\"Interrompi le promozioni\"}",
            "\"type\":\"button\",\"button\":{\"text\":\"Promosyonlar\u0131 durdur\"}" })
    void theReadyMadeButtonIsAWishHoweverItIsSent(String content) {
        var events = events(
                messages("{\"from\":\"31612345678\",\"id\":\"wamid.A\",\"timestamp\":\"1772359200\"," + content + "}"));

        assertEquals(List.of(Kind.MESSAGE, Kind.PREFERENCE_CHANGE), events.stream().map(ChatEvent::kind).toList());
    }

    /** An authentic sender too: what hides numbers looks at each sign many times. */
    @ParameterizedTest
    @ValueSource(strings = { "a.b-", "a1", "abcdefghij", "1", "User Jan changed from 31612345678 to 31698765432. " })
    void manySentencesAboutNumbersCostNoMoreThanASecond(String sign) {
        var sentence = sign.repeat(2500 / sign.length());
        var body = messages(IntStream.range(0, 1100).mapToObj(i -> ("{\"from\":\"3161%07d\",\"id\":\"w%d\",\"timestamp\":"
                + "\"1772359190\",\"type\":\"system\",\"system\":{\"body\":\"%s\",\"wa_id\":\"3162%07d\","
                + "\"type\":\"user_changed_number\"}}").formatted(i, i, sentence, i)).collect(Collectors.joining(",")));

        var events = assertTimeout(Duration.ofSeconds(2), () -> events(body));

        assertEquals(1100, events.size());
        assertTrue(events.stream().allMatch(it -> it.kind() == Kind.IDENTITY_CHANGE && it.identityChange().phone() != null));
    }

    @Test
    void aMessageIsJoinedWithItsOwnContactAndNotWithTheFirst() {
        var event = onlyEvent(messages(text("wamid.A", "1772359200")));

        assertEquals("Jan", event.customer().name());
        assertEquals("NL.1349", event.customer().userId());
        assertTrue(original(event).contains("\"contact\":{\"profile\":{\"name\":\"Jan\"}"));
    }

    @Test
    void theThreadIsOfTheBusinessScopedIdIfThereIsOneElseOfThePhone() {
        var withId = onlyEvent(messages(text("wamid.A", "1772359200")));
        var withoutId = onlyEvent(messages(text("wamid.A", "1772359200").replace("31612345678", "31655555555")));

        assertEquals(threadKey.threadOf("whatsapp-nl", "1065", "NL.1349"), withId.thread());
        assertEquals(threadKey.threadOf("whatsapp-nl", "1065", "31655555555"), withoutId.thread());
    }

    @Test
    void aCustomerMayBeKnownByAUserIdAlone() {
        var event = onlyEvent(messages("""
                {"from":"NL.777","id":"wamid.A","timestamp":"1772359200","type":"text","text":{"body":"x"}}"""));

        assertNull(event.customer().phone());
        assertEquals("NL.777", event.customer().userId());
    }

    @ParameterizedTest
    @CsvSource({ "sent, SENT", "delivered, DELIVERED", "read, READ", "played, PLAYED", "failed, FAILED" })
    void everyStatusIsAnEvent(String word, Status.State state) {
        var event = onlyEvent(value("statuses", """
                {"id":"wamid.S","status":"%s","timestamp":"1772359200","recipient_id":"31612345678",\
                "biz_opaque_callback_data":"mine","errors":[{"code":131047}]}""".formatted(word)));

        assertEquals(new Status("wamid.S", state, "mine", "131047", List.of(new Field("errors.code", "131047"))),
                event.status());
        assertEquals(Kind.STATUS, event.kind());
        assertEquals("+31612345678", event.customer().phone());
    }

    @Test
    void aStatusThatIsNotKnownIsKept() {
        var event = onlyEvent(value("statuses", """
                {"id":"wamid.S","status":"pondered","timestamp":"1772359200","recipient_id":"31612345678"}"""));

        assertEquals(Kind.UNSUPPORTED, event.kind());
    }

    @Test
    void anEchoIsTheCompanySpeakingToTheCustomerItWasSentTo() {
        var event = onlyEvent(value("message_echoes", """
                {"from":"31880000000","to":"31612345678","id":"wamid.E","timestamp":"1772359200","type":"text",\
                "text":{"body":"Hallo"}}"""));

        assertEquals(Direction.OUTBOUND, event.direction());
        assertEquals("+31612345678", event.customer().phone());
    }

    @Test
    void historyIsMarkedAndTellsBothSidesApart() {
        var events = events(value("history",
                """
                        {"metadata":{"phase":0},"threads":[{"id":"31612345678","messages":[\
                        {"from":"31612345678","id":"wamid.1","timestamp":"1772359200","type":"text","text":{"body":"vraag"}},\
                        {"from":"31880000000","to":"31612345678","id":"wamid.2","timestamp":"1772359201","type":"text","text":{"body":"antwoord"}}]}]}"""));

        assertEquals(List.of(Direction.INBOUND, Direction.OUTBOUND), events.stream().map(ChatEvent::direction).toList());
        assertTrue(events.stream().allMatch(event -> event.source() == Source.HISTORY));
        assertTrue(events.stream().allMatch(event -> event.customer().phone().equals("+31612345678")));
    }

    @Test
    void aPreferenceSaysWhatTheCustomerWants() {
        var event = onlyEvent(value("user_preferences", """
                {"wa_id":"31612345678","category":"marketing_messages","value":"stop","timestamp":1772359200}"""));

        assertEquals(Kind.PREFERENCE_CHANGE, event.kind());
        assertEquals("stop", event.preference().value());
        assertEquals(Instant.ofEpochSecond(1772359200), event.occurredAt());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "PHONE    | +31600000000 |         |      | \"system\":{\"type\":\"user_changed_number\",\"wa_id\":\"31600000000\"}",
            "USER_ID  |              | NL.9    |      | \"system\":{\"type\":\"user_changed_user_id\",\"user_id\":\"NL.9\"}",
            "IDENTITY |              |         | hash | \"system\":{\"type\":\"customer_identity_changed\"},\"identity\":{\"hash\":\"hash\"}" })
    void aChangeOfIdentityTellsTheNewOne(IdentityChange.What what, String phone, String userId, String hash, String content) {
        var event = onlyEvent(messages("""
                {"from":"31612345678","id":"wamid.A","timestamp":"1772359200","type":"system",%s}""".formatted(content)));

        assertEquals(new IdentityChange(what, phone, userId, hash), event.identityChange());
    }

    /** Known until now by the number alone, by the id alone, or by both: they are one customer before and after. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "\"wa_id\":\"31612345678\", | NL.OLD | +31612345678",
            "\"wa_id\":31612345678, | NL.OLD | +31612345678", "'' | NL.OLD | ''" })
    void anotherUserIdIsTheSameCustomers(String phoneMember, String previous, String phone) {
        var event = onlyEvent(value("user_id_update", """
                {%s"user_id":{"previous":"%s","current":"NL.NEW"},"timestamp":"1772359200"}"""
                .formatted(phoneMember, previous)));

        assertEquals(Kind.IDENTITY_CHANGE, event.kind());
        assertEquals("NL.NEW", event.identityChange().userId());
        assertEquals(previous, event.customer().userId());
        assertEquals(phone.isEmpty() ? null : phone, event.customer().phone());
    }

    @Test
    void aNumberThatStandsThereAsANumberIsOne() {
        var event = onlyEvent(messages("""
                {"from":31612345678,"id":"wamid.A","timestamp":"1772359200","type":"text","text":{"body":"STOP"}}"""));

        assertEquals("+31612345678", event.customer().phone());
        assertEquals(Kind.MESSAGE, event.kind());
    }

    @ParameterizedTest
    @CsvSource({ "yesterday", "-1", "1772359200.5", "99999999999999999999" })
    void aMessageWithoutAReadableTimeIsKeptAndNeverALiveMessage(String timestamp) {
        var event = onlyEvent(messages(text("wamid.A", timestamp)));

        assertEquals(Kind.UNSUPPORTED, event.kind());
        assertNull(event.occurredAt());
        assertTrue(!event.isLiveInboundMessage());
        assertTrue(original(event).contains("\"timestamp\":\"" + timestamp));
    }

    @Test
    void somethingAboutTheAccountIsKeptWithoutACustomer() {
        var event = onlyEvent("""
                {"object":"whatsapp_business_account","entry":[{"id":"102","time":1772359200,"changes":[\
                {"field":"account_update","value":{"event":"ACCOUNT_DELETED"}}]}]}""");

        assertEquals(Kind.ACCOUNT, event.kind());
        assertEquals("102", event.business());
        assertNull(event.customer());
        assertEquals(Instant.ofEpochSecond(1772359200), event.occurredAt());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "message_template_status_update | \"event\":\"REJECTED\",\"reason\":\"said\"",
            "flows | \"event\":\"ENDPOINT_ERROR_RATE\",\"message\":\"said\",\"errors\":[{\"error_type\":\"TIMEOUT\",\"error_count\":2}]",
            "phone_number_quality_update | \"event\":\"FLAGGED\",\"current_limit\":\"said\"",
            "account_alerts | \"alert_severity\":\"said\"" })
    void whatConcernsTheAccountIsOneEventOfIt(String field, String value) {
        var event = onlyEvent("{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"102\",\"time\":1772359200,"
                + "\"changes\":[{\"field\":\"" + field + "\",\"value\":{" + value + "}}]}]}");

        assertEquals(Kind.ACCOUNT, event.kind());
        assertTrue(event.message().content().stream().noneMatch(part -> part.is(PartType.UNKNOWN)));
        assertTrue(event.message().content().stream().flatMap(part -> part.fields().stream()).map(Field::value)
                .anyMatch("said"::equals), () -> event.message().content().get(0).fields().toString());
    }

    /** It says the same, of another account or at another time. */
    @ParameterizedTest
    @ValueSource(strings = { "\"changes\":[{\"field\":\"account_update\",\"value\":{\"event\":\"VERIFIED_ACCOUNT\"}}]",
            "\"changes\":[{\"field\":\"telepathy\",\"value\":{\"x\":1}}]", "\"changes\":[],\"m\":5" })
    void whatIsSaidAgainElsewhereOrLaterIsSomethingElse(String said) {
        var ids = Stream.of("\"id\":\"1\",\"time\":1772359200", "\"id\":\"2\",\"time\":1772359200",
                "\"id\":\"1\",\"time\":1772359201", "\"id\":\"1\",\"time\":1772359200")
                .map(entry -> happenings(read("{\"entry\":[{" + entry + "," + said + "}]}")).get(0).id()).toList();

        assertEquals(3, Set.copyOf(ids).size());
        assertEquals(ids.get(0), ids.get(3));
    }

    /** A name without end stands in front of each of a thousand. */
    @Test
    void aLongNameOfWhatIsNotKnownIsCut() {
        var body = "{\"" + "a".repeat(40_000) + "\":{" + IntStream.range(0, 1_000).mapToObj(i -> "\"b" + i + "\":1")
                .collect(Collectors.joining(",")) + "},\"entry\":[]}";

        assertTimeout(Duration.ofSeconds(2), () -> read(body));
    }

    @Test
    void aFieldThatIsNotKnownIsKept() {
        assertEquals(Kind.UNSUPPORTED, onlyEvent("""
                {"entry":[{"id":"102","changes":[{"field":"telepathy","value":{"x":1}}]}]}""").kind());
    }

    @Test
    void anAddressBookIsNotKept() {
        var findings = read("""
                {"entry":[{"id":"102","changes":[{"field":"smb_app_state_sync","value":{"state_sync":[{"contact":{}}]}}]}]}""");

        assertEquals(List.of(new Ignored("address-book")), findings);
    }

    /** Parsers take the first or the last of them; both are kept, and somebody looks. */
    @ParameterizedTest
    @ValueSource(strings = { "entry", "changes", "value", "messages" })
    void whatStandsTwiceInWhatSurroundsTheItemsIsQuarantinedToo(String name) {
        var body = messages(text("wamid.A", "1"));
        var findings = read(body.replaceFirst("\"" + name + "\"\\s*:", "\"" + name + "\":[],\"" + name + "\":"));

        assertTrue(findings.stream().anyMatch(new Quarantined(Reason.UNREADABLE)::equals), findings::toString);
        assertTrue(read(body).stream().noneMatch(Quarantined.class::isInstance));
    }

    @Test
    void aNumberOfSomebodyElseIsQuarantined() {
        var finding = (Quarantined) read(messages(text("wamid.A", "1")).replace("\"1065\"", "\"9999\"")).get(0);

        assertEquals(Reason.UNKNOWN_NUMBER, finding.reason());
    }

    @Test
    void oneItemThatNobodySentTakesNoOtherWithIt() {
        var findings = read(messages(text("wamid.A", "1") + ",\"nonsense\"," + text("wamid.B", "1")));

        assertEquals(List.of(Happening.class, Quarantined.class, Happening.class),
                findings.stream().map(Object::getClass).toList());
    }

    @Test
    void aBodyThatBreaksOffGivesWhatWasWholeAndIsQuarantined() {
        var body = messages(text("wamid.A", "1") + "," + text("wamid.B", "1"));

        var findings = read(body.substring(0, body.indexOf("wamid.B") + 3));

        assertEquals("wamid.A", ((Happening) findings.get(0)).event().message().id());
        assertEquals(Reason.UNREADABLE, ((Quarantined) findings.get(1)).reason());
        assertEquals(2, findings.size());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = { "{}", "[]", "`{\"entry\":{}}`", "17", "nonsense", "`{\"entry\":[{}]}`" })
    void aBodyThatSaysNothingIsQuarantined(String body) {
        assertEquals(Reason.UNREADABLE, ((Quarantined) read(body).get(0)).reason());
    }

    @Test
    void anEmptyEnvelopeIsNothing() {
        assertEquals(List.of(), read("{\"object\":\"whatsapp_business_account\",\"entry\":[]}"));
    }

    @Test
    void aChatWithoutANumberIsNobodys() {
        assertEquals(Reason.UNKNOWN_NUMBER, ((Quarantined) read(
                """
                        {"entry":[{"id":"1","changes":[{"field":"messages","value":{"messages":[{"from":"31612345678","id":"wamid.A"}]}}]}]}""")
                .get(0)).reason());
    }

    @Test
    void aGroupIsKeptAndNobodysChat() {
        var event = onlyEvent(messages(text("wamid.A", "1772359200").replace("\"type\"", "\"group_id\":\"g\",\"type\"")));

        assertEquals(Kind.UNSUPPORTED, event.kind());
        assertNull(event.customer());
        assertEquals("text", event.message().content().get(0).type());
    }

    @Test
    void whatStandsBesideTheItemsAndIsNotKnownIsKeptToo() {
        var events = events(
                messages(text("wamid.A", "1772359200")).replace("\"contacts\"", "\"tomorrows\":[{\"id\":1}],\"contacts\""));

        assertEquals(List.of(Kind.MESSAGE, Kind.UNSUPPORTED), events.stream().map(ChatEvent::kind).toList());
        assertTrue(original(events.get(1)).contains("[{\"id\":1}]"));
    }

    @Test
    void aFileOfTheHistoryIsHistoryAndAnotherEventThanItsPlaceholder() {
        var placeholder = (Happening) read(history("\"type\":\"media_placeholder\"")).get(0);
        var file = (Happening) read(messages("""
                {"from":"31612345678","id":"wamid.1","timestamp":"1772359200","type":"image","image":{"id":"9"}}""")
                .replace("\"field\":\"messages\"", "\"field\":\"history\"")).get(0);

        assertEquals(Source.HISTORY, file.event().source());
        assertEquals("9", file.event().message().media().id());
        assertTrue(!placeholder.id().equals(file.id()));
    }

    @ParameterizedTest
    @CsvSource({ "31880000000, OUTBOUND", "31612345678, INBOUND", "31999999999, OUTBOUND" })
    void historyTellsWhoSpokeByTheNumberOrTheThread(String from, Direction direction) {
        assertEquals(direction, ((Happening) read(history("\"type\":\"text\",\"text\":{\"body\":\"x\"}")
                .replace("\"from\":\"31612345678\"", "\"from\":\"" + from + "\"")
                .replace("31880000000\",\"phone", "+31 88 000 0000\",\"phone"))
                .get(0)).event().direction());
    }

    @Test
    void whatHistorySaysItselfCounts() {
        assertEquals(Direction.OUTBOUND, ((Happening) read(
                history("\"type\":\"text\",\"text\":{\"body\":\"x\"},\"history_context\":{\"from_me\":true}")).get(0)).event()
                .direction());
    }

    @Test
    void aChunkOfHistoryThatHoldsNothingYetIsKept() {
        assertEquals(Kind.ACCOUNT, onlyEvent(value("history", "{\"metadata\":{\"progress\":55},\"threads\":[]}")).kind());
    }

    private static String history(String content) {
        return value("history",
                """
                        {"threads":[{"id":"31612345678","messages":[{"from":"31612345678","id":"wamid.1","timestamp":"1772359200",%s}]}]}"""
                        .formatted(content))
                .replace("\"field\":\"messages\"", "\"field\":\"history\"");
    }

    @Test
    void everyIdentifierTravelsInTheEvent() {
        var event = onlyEvent(messages("""
                {"from":"31612345678","from_parent_user_id":"NL.ENT.1","id":"wamid.A","timestamp":"1772359200","type":"text",\
                "text":{"body":"x"}}""").replace("\"name\":\"Jan\"", "\"name\":\"Jan\",\"username\":\"jan1\"")
                .replace("\"user_id\":\"NL.1349\"", "\"user_id\":\"NL.1349\",\"parent_user_id\":\"NL.ENT.2\""));

        assertEquals(List.of(new Identifier("parent_user_id", "NL.ENT.1"), new Identifier("parent_user_id", "NL.ENT.2"),
                new Identifier("username", "jan1")), event.customer().identifiers());
    }

    @Test
    void theSameWebhookGivesTheSameIds() {
        var body = messages(text("wamid.A", "1") + "," + text("wamid.B", "1"));

        assertEquals(ids(read(body)), ids(read(body)));
        assertEquals(2, Set.copyOf(ids(read(body))).size());
    }

    @Test
    void theChallengeIsRepeatedToWhoKnowsTheToken() {
        assertEquals(Optional.of("00 7-x"), challenge("subscribe", "token", "00 7-x"));
        assertEquals(Optional.empty(), challenge("subscribe", "nekot", "7"));
        assertEquals(Optional.empty(), challenge("unsubscribe", "token", "7"));
        assertEquals(Optional.empty(), challenge("subscribe", "token", "7".repeat(257)));
        assertEquals(Optional.empty(), challenge("subscribe", "token", "<script>"));
        assertEquals(Optional.empty(), challenge("subscribe", "token", "7\r\nSet-Cookie: x"));
    }

    /** Three thousand events of what one body says once would take the heap. */
    @Test
    void whatSurroundsTheItemsIsNotSaidSoOftenThatItTakesTheMemory() {
        var items = IntStream.range(0, 1000).mapToObj(i -> text("wamid." + i, "1")).collect(Collectors.joining(","));
        var numbers = "1" + ",1".repeat(999);
        var body = messages(items).replace("\"metadata\":{", "\"metadata\":{\"" + "n".repeat(290) + "\":[" + numbers + "],");

        assertEquals("too much in one webhook", assertThrows(RuntimeException.class,
                () -> whatsApp.read(channel, webhook(body), AUTHENTICATION)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = { "User changed from 5511987654321 to 5511912345678", "From +52 55 1234 5678 to +52 55 8765 4321",
            "Now (0)6\u200912\u200734\u206056\u200b78", "Now +31_6_12_34_56_78",
            "Now \u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667",
            "Now +31~6~1234~5678", "Now \ud835\udfec\ud835\udfee\ud835\udfed\ud835\udfec\ud835\udfee\ud835\udfed\ud835\udfec",
            "Now 06-12-2034-5678", "Now 612.345.678", "Now (06) 12:34:56:78", "Now 2026-03-01-31612", "Now 31 6 12 345 678",
            "Now 06\\t12\\t34\\t56\\t78", "Now 06\\n1234\\n5678",
            "Now 3\ufe0f\u20e31\ufe0f\u20e36\ufe0f\u20e31\ufe0f\u20e32\ufe0f\u20e33\ufe0f\u20e34\ufe0f\u20e3",
            "Now \u00b3\u00b9\u2076\u00b9\u00b2\u00b3\u2074", "Now 612 345 678 DKK", "\u7528\u6237NL.1349123\u5df2",
            "user_NL.1349123_new",
            "Was nl.1349123", "Was NL.ENT.1349" })
    void noNumberAndNoIdStandsInASentenceAboutWhoTheyAre(String sentence) {
        var message = onlyEvent(messages("""
                {"from":"551187654321","id":"wamid.S","timestamp":"1772359200","type":"system",
                "system":{"type":"user_changed_number","wa_id":"551112345678","body":"%s"}}""".formatted(sentence))).message();

        assertTrue(message.text().contains("\u2026"), message.text());
        assertFalse(Pattern.compile("\\p{Nd}{2}|\\p{Nd}.{0,2}\\p{Nd}|\\p{No}|1349").matcher(message.text()).find(),
                message.text());
    }

    @Test
    void whatStandsBesideSuchASentenceNamesNobodyEither() {
        var message = onlyEvent(messages("""
                {"from":"31612345678","id":"wamid.S","timestamp":"1772359200","type":"system",
                "system":{"type":"user_changed_number","wa_id":"31687654321","body":"changed","users":["31612345678"]}}"""))
                .message();

        assertFalse(message.content().stream().flatMap(part -> part.fields().stream())
                .anyMatch(field -> field.value().contains("12345678")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "User identity changed | User identity changed",
            "Now @ana.devries, ana.de-vries@example.org | Now …, …" })
    void noAddressStandsInASentenceAboutWhoTheyAre(String sentence, String shown) {
        var message = onlyEvent(messages("""
                {"from":"31612345678","id":"wamid.S","timestamp":"1772359200","type":"system",
                "system":{"type":"user_changed_number","wa_id":"31687654321","body":"%s","old_username":"ana.devries"}}"""
                .formatted(sentence))).message();

        assertEquals(shown, message.text());
        assertFalse(message.content().toString().contains("ana.devries"));
        assertTrue(message.content().stream().flatMap(part -> part.fields().stream())
                .noneMatch(field -> field.value().contains("ana.devries")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "(", "+", "May 1 ", "1 ", "@", "a@", "user " })
    void aLongSentenceIsReadQuickly(String repeated) {
        var body = messages("""
                {"from":"31612345678","id":"wamid.S","timestamp":"1772359200","type":"system",
                "system":{"type":"user_changed_number","wa_id":"31687654321","body":"%s"}}"""
                .formatted(repeated.repeat(1_000_000 / repeated.length())));

        assertTimeout(Duration.ofSeconds(2), () -> read(body));
    }

    @ParameterizedTest
    @MethodSource("hugeAmounts")
    void anAmountOfVeryManyDigitsIsNotWrittenOut(String amount) {
        var message = assertTimeout(Duration.ofSeconds(2), () -> onlyEvent(value("statuses", """
                {"id":"wamid.P","recipient_id":"31612345678","timestamp":"1772359200","status":"captured","type":"payment",
                "payment":{"amount":{"value":%s,"offset":1},"currency":"INR"}}""".formatted(amount)))).message();

        assertTrue(message.content().stream().allMatch(part -> part.text() == null || part.text().length() < 100));
    }

    static Stream<String> hugeAmounts() {
        return Stream.of("1e999999999", "1e-999999999", "123456789e99", "\"" + "7".repeat(1_000_000) + "\"",
                "0." + "7".repeat(900));
    }

    @Test
    void whatTheCompanysOwnNumberWroteIsTheCompanys() {
        var event = onlyEvent(messages("""
                {"from":"31880000000","to":"31612345678","id":"wamid.E","timestamp":"1772359200","type":"text",
                "text":{"body":"Goedemorgen"}}"""));

        assertEquals(Direction.OUTBOUND, event.direction());
        assertEquals("+31612345678", event.customer().phone());
    }

    /** A call can be told to have failed, and then to have been answered. */
    @Test
    void eachOutcomeOfACallIsAnEvent() {
        var body = value("calls", Stream.of("FAILED", "COMPLETED").map("""
                {"id":"wacid.1","from":"31612345678","event":"terminate","status":"%s","timestamp":"1772359200"}"""::formatted)
                .collect(Collectors.joining(",")));

        assertEquals(2, Set.copyOf(ids(read(body))).size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "history | \"history\":[{\"note\":\"said\",\"threads\":[{\"id\":\"31612345678\",\"messages\":[{\"from\":\"31612345678\",\"id\":\"w\",\"timestamp\":\"1772359200\",\"type\":\"text\",\"text\":{\"body\":\"x\"}}]}]}]",
            "history | \"history\":[{\"threads\":[\"said\"]}]",
            "history | \"history\":[{\"threads\":\"said\",\"errors\":[{\"code\":1}]}]",
            "history | \"history\":[{\"threads\":[],\"errors\":\"said\"}]",
            "history | \"history\":[{\"threads\":[{\"id\":\"31612345678\",\"messages\":{\"text\":{\"body\":\"said\"}}}]}]",
            "smb_app_state_sync | \"state_sync\":[],\"more\":{\"note\":\"said\"}",
            "messages | \"contacts\":{\"note\":\"said\"},\"errors\":[{\"code\":1}]",
            "account_update | \"event\":\"x\"},\"beside\":{\"note\":\"said\"" })
    void whateverItStandsBesideItIsThere(String field, String value) {
        var body = """
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"%s","value":{\
                "metadata":{"display_phone_number":"31880000000","phone_number_id":"1065"},%s}}]}]}""".formatted(field, value);

        assertTrue(read(body).stream().filter(Happening.class::isInstance).map(finding -> ((Happening) finding).event())
                .flatMap(event -> event.message().content().stream())
                .flatMap(part -> Stream.concat(Stream.ofNullable(part.text()), part.fields().stream().map(Field::value)))
                .anyMatch("said"::equals));
    }

    /** Where a list is documented, an object is read as its only item. */
    @ParameterizedTest
    @ValueSource(strings = { "messages", "message_echoes", "statuses", "calls", "user_preferences" })
    void anItemThatStandsWithoutItsListIsRead(String list) {
        var item = """
                {"id":"wamid.1","from":"31612345678","to":"31612345678","recipient_id":"31612345678","wa_id":"31612345678",\
                "timestamp":"1772359200","type":"text","text":{"body":"x"},"status":"failed","category":"marketing_messages",\
                "value":"stop","errors":[{"code":1,"title":"x"}]}""";

        var wanted = happenings(read(value(list, item)));
        assertFalse(wanted.isEmpty());
        assertEquals(wanted.stream().map(it -> said(it.event())).toList(),
                happenings(read(value(list, item).replace("[" + item + "]", item))).stream().map(it -> said(it.event()))
                        .toList());
    }

    /** Meta's handover of a chat to another app of the company, and its like. */
    @ParameterizedTest
    @ValueSource(strings = { "\"sender\":{\"phone_number\":\"31612345678\"}", "\"recipient\":{\"wa_id\":\"31612345678\"}",
            "\"wa_id\":\"31612345678\"", "\"contacts\":[{\"profile\":{\"name\":\"Jan\"},\"wa_id\":\"31612345678\"}]",
            "\"sender\":{\"phone_number\":\"31880000000\"},\"user\":{\"phone_number\":\"+31612345678\",\"name\":\"Jan\"}" })
    void whatIsUnknownIsOfTheOnlyCustomerWhomItNamesAndNamesNobody(String who) {
        var body = """
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messaging_handovers","value":{\
                "metadata":{"display_phone_number":"31880000000","phone_number_id":"1065"},%s,\
                "control_passed":{"metadata":"said"}}}]}]}""".formatted(who);

        var event = happenings(read(body)).get(0).event();
        assertEquals("+31612345678", event.customer().phone());
        var content = said(event);
        assertTrue(content.contains("said"), content);
        assertFalse(content.contains("612345678") || content.contains("Jan"), content);
    }

    /** A word is no customer, nor is a group, a person of the company's, or the company itself. */
    @ParameterizedTest
    @ValueSource(strings = { "\"from\":\"TIER_1K\"", "\"to\":\"120363041234567890@g.us\"", "\"from\":\"1772359200\"",
            "\"from\":\"20260301\"", "\"user\":{\"user_id\":\"100012345678901\"}", "\"from\":\"NL.nl\"", "\"to\":\"EN.us1\"",
            "\"contacts\":[{\"wa_id\":\"TIER_1K\"}]", "\"contacts\":[{\"wa_id\":\"120363041234567890@g.us\"}]",
            "\"contacts\":[{\"wa_id\":\"102290129340398\"}]",
            "\"user\":{\"user_id\":\"100012345678901234\",\"name\":\"Piet\"}",
            "\"from\":\"31880000000\",\"from_user_id\":\"NL.1\"",
            "\"sender\":{\"phone_number\":\"31880000000\",\"user_id\":\"NL.1\"}" })
    void nobodyIsMadeACustomerOfWhatIsNone(String who) {
        var body = """
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"of_tomorrow","value":{\
                "metadata":{"display_phone_number":"31880000000","phone_number_id":"1065"},%s}}]}]}""".formatted(who);

        assertNull(happenings(read(body)).get(0).event().customer());
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "\"groups\":[{\"removed_by\":\"31612345678\",\"admin\":\"31612345678\"},{\"wa_id\":\"31699999999\"}]",
            "\"blocks\":[{\"phone\":\"31612345678\",\"caller\":\"31612345678\",\"first_name\":\"Jan\"}]",
            "\"list\":[{\"owner\":\"31612345678\",\"msisdn\":\"31612345678\",\"buyer\":{\"tel\":\"31612345678\"}}]",
            "\"list\":[{\"sender\":\"Jan\",\"users\":[\"Jan\"],\"owner\":\"Jan\"}]",
            "\"list\":[{\"customerPhone\":\"31612345678\",\"customerName\":\"Jan\",\"fromNumber\":\"31612345678\"}]" })
    void whatIsUnknownNamesNobodyWhereverPeopleStandInIt(String what) {
        var body = """
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"of_tomorrow","value":{\
                "metadata":{"display_phone_number":"31880000000","phone_number_id":"1065"},%s}}]}]}""".formatted(what);

        var content = said(happenings(read(body)).get(0).event());
        assertFalse(content.contains("612345678") || content.contains("=Jan"), content);
    }

    /** Beside the changes of an account, and beside the accounts. */
    @Test
    void whatStandsOutsideOfChangesNamesNobodyAndIsToldOnceForEachPlace() {
        var body = """
                {"object":"whatsapp_business_account","sender":{"phone":"31612345678","name":"Jan","note":"said"},"entry":[\
                {"id":"1","sender":{"phone":"31612345678","name":"Jan","note":"said"},"changes":[]},\
                {"id":"2","sender":{"phone":"31612345678","name":"Jan","note":"said"},"changes":[]}]}""";

        var told = happenings(read(body));
        assertEquals(3, told.stream().map(Happening::id).distinct().count());
        told.forEach(it -> {
            var content = said(it.event());
            assertTrue(content.contains("said"), content);
            assertFalse(content.contains("612345678") || content.contains("=Jan"), content);
        });
    }

    /** All of them together are as much as one sentence. */
    @Test
    void manyMembersAboutPeopleAreReadAtOnce() {
        var members = IntStream.range(0, 500).mapToObj(i -> "\"user" + i + "\":\"" + "jan 1 ".repeat(600) + "\"")
                .collect(Collectors.joining(","));
        var body = """
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"of_tomorrow","value":{\
                "metadata":{"display_phone_number":"31880000000","phone_number_id":"1065"},"zzz":{%s}}}]}]}"""
                .formatted(members);

        assertTimeout(Duration.ofSeconds(2), () -> read(body));
    }

    @Test
    void whatNamesSeveralIsNobodysAndNamesNobody() {
        var body = """
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"group_participants_update",\
                "value":{"metadata":{"display_phone_number":"31880000000","phone_number_id":"1065"},"groups":[{"group_id":"g",\
                "type":"group_participants_add","added_participants":[{"input":"+31 6 12345678","wa_id":"31612345678"},\
                {"input":"31687654321","name":"Jan"}]}]}}]}]}""";

        var event = happenings(read(body)).get(0).event();
        assertNull(event.customer());
        var content = said(event);
        assertTrue(content.contains("group_participants_add"), content);
        assertFalse(content.contains("12345678") || content.contains("87654321") || content.contains("Jan"), content);
    }

    @Test
    void whatIsToldOfAThreadIsItsCustomers() {
        var events = read(value("history", """
                {"threads":[{"id":"31612345678","title":"x","messages":[]},{"id":"31687654321","title":"x","messages":[]}]}"""))
                .stream().map(Happening.class::cast).toList();

        assertEquals(List.of("+31612345678", "+31687654321"),
                events.stream().map(it -> it.event().customer().phone()).toList());
        assertEquals(2, events.stream().map(Happening::id).distinct().count());
    }

    @Test
    void membersThatSayTheSameAreNotTheSame() {
        var body = value("errors", "{\"code\":1}").replace("\"messaging_product\"",
                "\"one\":{\"note\":\"x\"},\"other\":{\"note\":\"x\"},\"messaging_product\"");

        assertEquals(3, Set.copyOf(ids(read(body))).size());
    }

    @ParameterizedTest
    @ValueSource(strings = { "On 1 March 2026, in 3 of 5 chats", "Changed 2026-03-01", "Changed at 2026-03-01T10:15:00Z.",
            "Changed 2026-03-01 10:15:30", "On 01/03/2026 at 10:15", "Since 10:15 - 11:15 today", "At 10:15, 2026-03-01",
            "Owes 1.234.567,89 in all", "Owes 1,234,567.89 in all", "Owes \u20ac 12 345,00", "Owes 10.000.000 EUR",
            "Owes $1,000,000", "Version 2.24.1", "Changed (2026-03-01)",
            "On 1 March 2026 12:30", "On March 1, 2026, 12:30", "On Sun Mar 01 12:30:05 2026", "At 2026-03-01 12:30:00 +0100",
            "From 2026-03-01 - 2026-04-01", "On 12/31/26, 10:15 AM", "Owes 1234567.89", "Owes \u20b91,23,45,678.00",
            "See nl.wikipedia.org" })
    void datesTimesAndAmountsStayInSuchASentence(String sentence) {
        var message = onlyEvent(messages("""
                {"from":"31612345678","id":"wamid.S","timestamp":"1772359200","type":"system",
                "system":{"type":"user_changed_number","wa_id":"31687654321","body":"%s"}}""".formatted(sentence)))
                .message();

        assertEquals(sentence, message.text());
    }

    /** Who reads the contract's first version is given no parts: a STOP beside an order is one. */
    @ParameterizedTest
    @ValueSource(strings = { "\"type\":\"order\",\"order\":{\"catalog_id\":\"1\",\"text\":\"STOP\",\"product_items\":[]}",
            "\"type\":\"interactive\",\"interactive\":{\"type\":\"card_reply\",\"card_reply\":{\"id\":\"1\",\"text\":\"STOP\"}}" })
    void whatTheySaidIsTheTextWhereverItStands(String said) {
        var event = onlyEvent(
                messages("{\"from\":\"31612345678\",\"id\":\"wamid.O\",\"timestamp\":\"1772359200\"," + said + "}"));

        assertEquals("STOP", event.message().text());
    }

    /** As many as it has parts that are files, in a group, without a time, or in more cards than anybody shows. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "\"group_id\":\"G1\",\"timestamp\":\"1772359200\",\"type\":\"edit\",\"edit\":{\"original_message_id\":\"w\",\"message\":{\"type\":\"image\",\"image\":{\"id\":\"7\"}}} | 1",
            "\"group_id\":\"G1\",\"timestamp\":\"1772359200\",\"type\":\"template\",\"template\":{\"components\":[{\"parameters\":[{\"image\":{\"id\":\"7\"}}]}]} | 1",
            "\"timestamp\":\"soon\",\"type\":\"interactive\",\"interactive\":{\"type\":\"button\",\"header\":{\"image\":{\"link\":\"https://example.org/a\"}},\"body\":{\"text\":\"x\"}} | 1",
            "\"timestamp\":\"soon\",\"type\":\"interactive\",\"interactive\":{\"type\":\"nfm_reply\",\"nfm_reply\":{\"response_json\":\"{\\\"p\\\":{\\\"id\\\":\\\"7\\\",\\\"mime_type\\\":\\\"image/png\\\"}}\"}} | 1",
            "\"timestamp\":\"soon\",\"type\":\"interactive\",\"interactive\":{\"type\":\"nfm_reply\",\"nfm_reply\":{\"response_json\":\"{\\\"p\\\":{\\\"id\\\":null,\\\"mime_type\\\":\\\"image/png\\\"}}\"}} | 0",
            "\"timestamp\":\"soon\",\"type\":\"interactive\",\"interactive\":{\"type\":\"nfm_reply\",\"nfm_reply\":{\"response_json\":\"{\\\"p\\\":{\\\"id\\\":[],\\\"mime_type\\\":\\\"image/png\\\"}}\"}} | 0",
            "\"timestamp\":\"soon\",\"type\":\"interactive\",\"interactive\":{\"type\":\"nfm_reply\",\"nfm_reply\":{\"response_json\":\"{\\\"p\\\":{\\\"id\\\":{},\\\"mime_type\\\":\\\"image/png\\\"}}\"}} | 0",
            "\"timestamp\":\"1772359200\",\"type\":\"interactive\",\"interactive\":{\"type\":\"product\",\"header\":{\"document\":{\"link\":\"https://example.org/a\"}},\"action\":{\"product_retailer_id\":\"p\"}} | 1",
            "\"timestamp\":\"1772359200\",\"type\":\"interactive\",\"interactive\":{\"type\":\"media_reply\",\"media_reply\":{\"image\":{\"id\":\"7\",\"mime_type\":\"image/png\"}}} | 1",
            "\"timestamp\":\"1772359200\",\"type\":\"template\",\"template\":{\"components\":[{\"parameters\":[{\"audio\":{\"id\":\"7\"}}]}]} | 1",
            "\"timestamp\":\"1772359200\",\"type\":\"hologram\",\"hologram\":{\"id\":\"7\",\"sha256\":\"AA==\"} | 1" })
    void thereIsAFileForEachPartThatIsOne(String said, int files) {
        var message = onlyEvent(messages("{\"from\":\"31612345678\",\"id\":\"wamid.F\"," + said + "}")).message();

        assertEquals(files, message.files().size());
        assertEquals(files, message.content().stream().filter(part -> part.type().equals("file")).count());
    }

    @Test
    void moreFilesThanAreShownAreSaidToBeThere() {
        var pictures = IntStream.range(0, 1005).mapToObj("{\"image\":{\"id\":\"%d\"}}"::formatted)
                .collect(Collectors.joining(","));
        var message = onlyEvent(value("message_echoes", """
                {"from":"31880000000","to":"31612345678","id":"wamid.T","timestamp":"1772359200","type":"template",
                "template":{"name":"t","components":[{"parameters":[%s]}]}}""".formatted(pictures))).message();

        assertEquals(1000, message.files().size());
        assertEquals("withheld", message.content().get(message.content().size() - 1).type());
    }

    /** How far an order came is nothing to be paid. */
    @Test
    void theStateOfAnOrderIsNoBill() {
        var message = onlyEvent(value("message_echoes", """
                {"from":"31880000000","to":"31612345678","id":"wamid.T","timestamp":"1772359200","type":"interactive",
                "interactive":{"type":"order_status","body":{"text":"Onderweg"},"action":{"name":"review_order",
                "parameters":{"reference_id":"ord-7","order":{"status":"shipped"}}}}}""")).message();

        assertTrue(message.content().stream()
                .anyMatch(part -> part.type().equals("order") && part.text().equals("ord-7: shipped")));
        assertTrue(message.content().stream().noneMatch(part -> part.type().equals("payment")));
    }

    /** PostgreSQL takes none of it in a text. */
    @Test
    void whatCannotBeWrittenIsInNoIdAndNoName() {
        var message = onlyEvent(messages("""
                {"from":"31612345678","id":"wamid.\\u0000A","timestamp":"1772359200","type":"document","document":
                {"id":"7\\ud800","filename":"a\\u0000.pdf","mime_type":"application/pdf"}}""")).message();

        assertFalse((message.id() + message.files()).matches(".*[\u0000\ud800].*"));
        assertEquals(1, message.files().size());
    }

    private Optional<String> challenge(String mode, String token, String challenge) {
        var parameters = Map.of("hub.mode", mode, "hub.verify_token", token, "hub.challenge", challenge);
        return whatsApp.challenge(channel, new Webhook(name -> null, parameters::get, null, new byte[0], NOW));
    }

    private static String text(String id, String timestamp) {
        return """
                {"from":"31612345678","id":"%s","timestamp":"%s","type":"text","text":{"body":"x"}}""".formatted(id, timestamp);
    }

    private static String messages(String items) {
        return value("messages", items);
    }

    private static String value(String array, String items) {
        return """
                {"object":"whatsapp_business_account","entry":[{"id":"102","changes":[{"value":{\
                "messaging_product":"whatsapp","metadata":{"display_phone_number":"31880000000","phone_number_id":"1065"},\
                "contacts":%s,"%s":[%s]},"field":"messages"}]}]}""".formatted(CONTACTS, array, items);
    }

    private static List<UUID> ids(List<Finding> findings) {
        return findings.stream().map(finding -> ((Happening) finding).id()).toList();
    }

    private ChatEvent onlyEvent(String body) {
        var events = events(body);
        assertEquals(1, events.size());
        return events.get(0);
    }

    private List<ChatEvent> events(String body) {
        return read(body).stream().map(finding -> ((Happening) finding).event()).toList();
    }

    private List<Finding> read(String body) {
        return whatsApp.read(channel, webhook(body), AUTHENTICATION);
    }

    private static Webhook webhook(String body) {
        return Webhook.kept("application/json", body.getBytes(UTF_8), NOW);
    }

    private static List<Happening> happenings(List<Finding> findings) {
        return findings.stream().filter(Happening.class::isInstance).map(Happening.class::cast).toList();
    }

    /** All that an event says, but for its original. */
    private static String said(ChatEvent event) {
        var content = event.message() == null ? ""
                : event.message().content().stream().map(part -> part.type() + " " + part.text()
                        + part.fields().stream().map(field -> " " + field.name() + "=" + field.value())
                                .collect(Collectors.joining()))
                        .collect(Collectors.joining("; "));
        return "%s %s %s %s".formatted(event.kind(), event.direction(), event.thread(), content);
    }

    private static String original(ChatEvent event) {
        return new String(event.original().bytes(), UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = { "31655500012", "+31655500012", "+31 6 5550-0012", "(31) 6.5550 0012" })
    void aSentenceAboutAnotherNumberDoesNotSayItHoweverItIsWritten(String written) {
        var event = onlyEvent(
                messages("{\"from\":\"31612345678\",\"id\":\"wamid.N\",\"timestamp\":\"1772359100\",\"type\":\"system\","
                        + "\"system\":{\"body\":\"now " + written
                        + " !\",\"wa_id\":\"31655500012\",\"type\":\"user_changed_number\"}}"));

        assertEquals("+31655500012", event.identityChange().phone());
        assertTrue(!event.message().content().toString().contains("0012") && !event.message().text().contains("0012"),
                event.message().text());
    }

    @ParameterizedTest
    @ValueSource(ints = { 30, 9_000 })
    void anIdentifierThatIsNoneTakesNothingWithItAndCostsNothing(int length) {
        var body = messages("{\"from\":\"31612345678\",\"id\":\"wamid.N\",\"timestamp\":\"1772359100\",\"type\":\"system\","
                + "\"system\":{\"body\":\"" + "1".repeat(60_000) + "\",\"wa_id\":\"" + "1".repeat(length)
                + "2\",\"type\":\"user_changed_number\"}}");

        assertTimeout(Duration.ofSeconds(2), () -> assertEquals(Kind.IDENTITY_CHANGE, onlyEvent(body).kind()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "Stop\u00a0promotions", "\u200eStop promotions", "stop  promotions.", " STOP PROMO\u02bcS ",
            "Stop Promotions \ud83d\uded1", "Arreter les promotions", "arr\u00eater les promotions" })
    void theReadyMadeButtonIsHeardHoweverItIsWritten(String title) {
        assertTrue(OptOutButton.wish(title).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = { "Stop de levering", "Stop promotie-actie bekijken", "Bekijk promoties", "Stop", "" })
    void anotherButtonIsNoWish(String title) {
        assertTrue(OptOutButton.wish(title).isEmpty());
    }
}
