package eu.onrecord.ingest.provider.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Field;
import eu.onrecord.contract.chat.Identifier;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Media;
import eu.onrecord.contract.chat.Part;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.contract.chat.Preference;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.channel.Secrets;
import eu.onrecord.ingest.provider.Finding.Happening;
import eu.onrecord.ingest.provider.Provider;
import eu.onrecord.ingest.provider.Reading;
import eu.onrecord.ingest.provider.Reason;
import eu.onrecord.ingest.provider.TestProviders;
import eu.onrecord.ingest.provider.Verdict;
import eu.onrecord.ingest.provider.Webhook;

class TelegramTest {
    private static final String ADA = "{\"id\":6000000001,\"is_bot\":false,\"first_name\":\"Ada\",\"last_name\":\"V\",\"username\":\"ada_v\"}";
    private static final String BRAM = "{\"id\":5000000001,\"is_bot\":false,\"first_name\":\"Bram\"}";
    private static final String CHAT = "\"chat\":{\"id\":6000000001,\"first_name\":\"Ada\",\"last_name\":\"V\",\"username\":\"ada_v\",\"type\":\"private\"}";
    private static final Instant SENT = Instant.ofEpochSecond(1767323045);
    private final Telegram telegram = new Telegram(TestProviders.THREAD_KEY);
    private final Reading reading = new Reading(telegram, Provider.JSON, "7000000001", "AbCdEf01");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = { "text       | MESSAGE     | hoi  |      | \"text\":\"hoi\"",
            "photo      | MESSAGE     | kijk | big  | \"caption\":\"kijk\",\"photo\":[{\"file_id\":\"small\"},{\"file_id\":\"big\"}]",
            "document   | MESSAGE     |      | doc  | \"document\":{\"file_id\":\"doc\",\"mime_type\":\"application/pdf\"}",
            "animation  | MESSAGE     |      | a    | \"document\":{\"file_id\":\"doc\"},\"animation\":{\"file_id\":\"a\"}",
            "voice      | MESSAGE     |      | v    | \"voice\":{\"file_id\":\"v\"}",
            "video_note | MESSAGE     |      | v    | \"video_note\":{\"file_id\":\"v\"}",
            "sticker    | MESSAGE     |      | s    | \"sticker\":{\"file_id\":\"s\"}",
            "venue      | MESSAGE     |      |      | \"location\":{},\"venue\":{}",
            "location   | MESSAGE     |      |      | \"location\":{\"latitude\":1}",
            "poll       | MESSAGE     |      |      | \"poll\":{}",
            "system     | UNSUPPORTED |      |      | \"pinned_message\":{}",
            "unknown    | UNSUPPORTED |      |      | \"hologram\":{}" })
    void everyTypeOfMessageIsAnEvent(String type, Kind kind, String text, String fileId, String content) {
        var body = update("message", ADA, content);

        var event = reading.event(body);

        assertEquals(kind, event.kind());
        assertEquals(type, event.message().type());
        assertEquals(text, event.message().text());
        assertEquals(fileId, event.message().media() == null ? null : event.message().media().id());
        assertEquals("6000000001/41", event.message().id());
        assertEquals("7000000001", event.business());
        assertEquals(SENT, event.occurredAt());
        assertEquals("Ada V", event.customer().name());
        assertEquals(List.of(new Identifier("username", "ada_v")), event.customer().identifiers());
        assertEquals(body, Reading.original(event));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = { "{\"id\":6000000001} | INBOUND  | \"x\":1",
            "{\"id\":5000000001} | OUTBOUND | \"x\":1", "{\"id\":5000000001} | OUTBOUND | \"sender_business_bot\":{}",
            "{\"id\":6000000001} | INBOUND  | \"is_from_offline\":true",
            "{\"id\":5000000001} | OUTBOUND | \"is_from_offline\":true" })
    void inABusinessChatBothSidesSpeakAndTheChatIsTheCustomers(String from, Direction direction, String more) {
        var event = reading.event(update("business_message", from, "\"text\":\"x\"," + more));

        assertEquals(direction, event.direction());
        assertEquals("6000000001", event.customer().userId());
        assertEquals("AbCdEf01", event.business());
        assertEquals("AbCdEf01/6000000001/41", event.message().id());
    }

    /** Names and titles come only where the bot asked for them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "\"users_shared\":{\"request_id\":1,\"users\":[{\"user_id\":2}]} | user 2",
            "\"users_shared\":{\"request_id\":1,\"users\":[{\"user_id\":2},{\"user_id\":3,\"first_name\":\"Jo\"}]} | user 2,Jo",
            "\"users_shared\":{\"request_id\":1,\"user_ids\":[2,3]} | user 2,user 3",
            "\"user_shared\":{\"request_id\":1,\"user_id\":2} | user 2",
            "\"chat_shared\":{\"request_id\":1,\"chat_id\":-9} | chat -9",
            "\"chat_shared\":{\"request_id\":1,\"chat_id\":-9,\"title\":\"Buurt\"} | Buurt" })
    void whoIsSharedIsNamedOrNumbered(String member, String named) {
        var contacts = reading.event(update("message", ADA, member)).message().content().stream()
                .filter(part -> part.is(PartType.CONTACT)).map(Part::text).toList();

        assertEquals(List.of(named.split(",")), contacts);
    }

    @Test
    void whichTasksAreDoneIsToldByTheirWords() {
        var told = reading
                .event(update("message", ADA,
                        """
                                "checklist_tasks_done":{"checklist_message":{"message_id":3,"date":1,"checklist":{"title":"Boodschappen","tasks":\
                                [{"id":4,"text":"melk"},{"id":9,"text":"brood"}]}},"marked_as_done_task_ids":[9,12],\
                                "marked_as_not_done_task_ids":[4]}"""))
                .message().content().stream().flatMap(part -> part.fields().stream()).toList();

        assertTrue(told.containsAll(List.of(new Field("done", "brood"), new Field("done", "12"),
                new Field("not done any more", "melk"))), told::toString);
    }

    /** A body of 200 KB takes no longer than it is long. */
    @Test
    void aListOfThousandsOfTasksIsReadOnce() {
        var tasks = IntStream.range(0, 8_000).mapToObj(i -> "{\"id\":" + i + ",\"text\":\"a\"}")
                .collect(Collectors.joining(","));
        var done = IntStream.range(0, 30_000).mapToObj(i -> "9").collect(Collectors.joining(","));
        var body = update("message", ADA, "\"checklist_tasks_done\":{\"checklist_message\":{\"checklist\":{\"tasks\":[" + tasks
                + "]}},\"marked_as_done_task_ids\":[" + done + "]}");

        assertTimeout(Duration.ofSeconds(5), () -> reading.event(body));
    }

    /** Sealed for the bot, and handed over all the same: they are fetched as long as Telegram has them. */
    @Test
    void papersThatACustomerHandsOverAreFiles() {
        var message = reading
                .event(update("message", ADA,
                        """
                                "passport_data":{"data":[{"type":"utility_bill","files":[{"file_id":"PF1","file_unique_id":"u1","file_size":3,\
                                "file_date":1772359190}],"translation":[{"file_id":"PF2","file_unique_id":"u2","file_date":1772359190}],"hash":"h"},\
                                {"type":"passport","data":"x","front_side":{"file_id":"PF3","file_unique_id":"u3","file_date":1772359190},"hash":"h"}],\
                                "credentials":{"data":"d","hash":"h","secret":"s"}}"""))
                .message();

        assertEquals(List.of("PF1", "PF2", "PF3"), message.files().stream().map(Media::id).toList());
        assertEquals(3, message.content().stream().filter(part -> part.is(PartType.FILE)).count());
    }

    @Test
    void whatIsChangedInAGroupSaysSo() {
        var event = reading
                .event("""
                        {"update_id":5,"edited_message":{"message_id":7,"chat":{"id":-100777,"type":"supergroup","title":"Bewoners"},"from":%s,\
                        "date":1772359190,"edit_date":1772359290,"text":"niet akkoord"}}"""
                        .formatted(ADA));
        var told = event.message().content();

        assertEquals(Instant.ofEpochSecond(1772359290), event.occurredAt());
        assertTrue(told.stream().flatMap(part -> part.fields().stream()).anyMatch(new Field("action", "edited")::equals),
                told::toString);
    }

    /** A channel may answer a poll: nobody's customer did, also where Telegram puts an account of its own beside it. */
    @ParameterizedTest
    @CsvSource({ "'', [1]", "'\"user\":{\"id\":136817688,\"is_bot\":true,\"first_name\":\"Channel\"},', []" })
    void whoAnswersAPollAsAChannelIsTold(String user, String options) {
        var event = reading.event("""
                {"update_id":5,"poll_answer":{"poll_id":"9","voter_chat":{"id":-100777,"type":"channel","title":"Bewoners"},%s\
                "option_ids":%s}}""".formatted(user, options));

        assertNull(event.customer());
        assertEquals(options.equals("[]") ? "Answer to a poll: taken back" : "Answer to a poll",
                event.message().content().get(0).text());
        assertTrue(event.message().content().stream().flatMap(part -> part.fields().stream())
                .anyMatch(field -> field.value().equals("Bewoners")),
                () -> event.message().content().get(0).fields().toString());
        assertEquals(1, event.message().content().size(), "and nothing is left unread");
    }

    @ParameterizedTest
    @CsvSource({ "'[{\"type\":\"paid\"}]', \u2b50",
            "'[{\"type\":\"custom_emoji\",\"custom_emoji_id\":\"5\"}]', [an emoji of Telegram's own]",
            "[],", "'[{\"type\":\"emoji\",\"emoji\":\"\uD83D\uDC4D\"}]', \uD83D\uDC4D" })
    void aReactionInAGroupSaysWhatAndOfWhichMessage(String now, String shown) {
        var content = reading
                .event("""
                        {"update_id":5,"message_reaction":{"chat":{"id":-100777,"type":"supergroup","title":"Bewoners"},"message_id":7,\
                        "user":%s,"date":1772359190,"old_reaction":[{"type":"emoji","emoji":"X"}],"new_reaction":%s}}"""
                        .formatted(ADA, now))
                .message().content();

        assertTrue(content.get(0).is(PartType.REACTION));
        assertEquals(shown, content.get(0).text());
        var fields = content.stream().flatMap(part -> part.fields().stream()).toList();
        assertTrue(fields.contains(new Field("before", "X")), fields::toString);
        assertTrue(fields.contains(new Field("number in the chat", "7")), fields::toString);
    }

    @Test
    void whoWasThrownOutOfAGroupIsTold() {
        var told = reading
                .event("""
                        {"update_id":5,"chat_member":{"chat":{"id":-100777,"type":"supergroup","title":"Bewoners"},"from":%s,"date":1772359190,\
                        "old_chat_member":{"user":{"id":9,"is_bot":false,"first_name":"Piet","last_name":"X"},"status":"member"},\
                        "new_chat_member":{"user":{"id":9,"is_bot":false,"first_name":"Piet","last_name":"X"},"status":"kicked"}}}"""
                        .formatted(ADA))
                .message().content().stream().flatMap(part -> part.fields().stream()).toList();

        assertTrue(told.contains(new Field("member", "Piet X")), told::toString);
    }

    @Test
    void ofTwoButtonsThatStandForTheSameNeitherIsSaidToBePressed() {
        var body = """
                {"update_id":7,"callback_query":{"id":"1","from":%s,"chat_instance":"1","data":"d","message":{"message_id":40,\
                "from":%s,%s,"date":1767323045,"text":"Ja?","reply_markup":{"inline_keyboard":[[{"text":"Ja","callback_data":"d"}],\
                [{"text":"Nee","callback_data":"d"}]]}}}}"""
                .formatted(ADA, BRAM, CHAT);

        var event = reading.event(body);

        assertEquals("d", event.message().text());
        assertEquals("d", event.message().payload());
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"suggested_post_info\":{\"state\":\"pending\",\"price\":{\"currency\":\"XTR\",\"amount\":543}}",
            "\"suggested_post_declined\":{\"comment\":\"te duur\"}", "\"paid_star_count\":5", "\"sender_boost_count\":5",
            "\"is_paid_post\":true", "\"sender_tag\":\"vip\"", "\"reply_to_checklist_task_id\":3" })
    void whatTelegramDocumentsIsNotUnknown(String member) {
        var content = reading.event(update("message", ADA, "\"text\":\"x\"," + member)).message().content();

        assertTrue(content.stream().noneMatch(part -> part.is(PartType.UNKNOWN)), content::toString);
    }

    /** What is answered answers elsewhere: all that is in there stands somewhere. */
    @Test
    void whatAnAnsweredMessageAnswersIsToldToo() {
        var told = reading.event(update("message", ADA, """
                "text":"A graag","reply_to_message":{"message_id":4,"from":%s,"text":"kies jij","external_reply":{"origin":\
                {"type":"user","sender_user":{"id":3,"first_name":"Els"},"date":1},"poll":{"id":"1","question":"Wat?",\
                "options":[{"text":"pizza"},{"text":"sla"}]}}}""".formatted(BRAM))).message().content().stream()
                .map(part -> part.text() + " " + part.fields().stream().map(Field::value).toList())
                .collect(Collectors.joining("\n"));

        for (var word : List.of("A graag", "kies jij", "Wat?", "Els", "pizza", "sla")) {
            assertTrue(told.contains(word), word + ": " + told);
        }
    }

    /** However deep it is nested, which no provider does: each level looks through all that is inside. */
    @ParameterizedTest
    @ValueSource(strings = { "reply_to_message", "external_reply", "pinned_message" })
    void nestedAnswersCostSecondsAtMost(String member) {
        var inside = "\"zz\":[" + "{\"k\":1},".repeat(25_000) + "1]";
        var body = update("message", ADA, ("\"" + member + "\":{").repeat(55) + inside + "}".repeat(55));

        assertTimeout(Duration.ofSeconds(5), () -> reading.findings(body));
    }

    @Test
    void aQuoteWithinAQuoteIsNotTheWordsOfWhoWasQuoted() {
        var quote = reading.event(update("message", ADA, """
                "text":"No","reply_to_message":{"message_id":40,"from":%s,"text":"I agree","quote":{"text":"You owe us 500"}}"""
                .formatted(BRAM))).message().content().stream().filter(part -> part.is(PartType.QUOTE)).toList();

        assertEquals(List.of("I agree"), quote.stream().map(Part::text).toList());
        assertTrue(quote.get(0).fields().contains(new Field("answers", "You owe us 500")));
    }

    /** What a message of the same chat brought is not brought again; what is of another chat has no other way. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "\"album\":{\"videos\":[{\"file_id\":\"A\",\"width\":5,\"file_name\":\"a\"},{\"file_id\":\"B\",\"width\":5,\"file_name\":\"b\"}]} | A,B",
            "\"album\":{\"picture\":[{\"file_id\":\"A\",\"width\":5,\"height\":5},{\"file_id\":\"B\",\"width\":9,\"height\":9}]} | B",
            "\"animation\":{\"file_id\":\"A\",\"file_unique_id\":\"u\"},\"document\":{\"file_id\":\"B\",\"file_unique_id\":\"u\"} | A",
            "\"animation\":{\"file_id\":\"A\",\"file_unique_id\":\"u\"},\"more\":{\"document\":{\"file_id\":\"B\",\"file_unique_id\":\"v\"}} | A,B",
            "\"text\":\"x\",\"external_reply\":{\"origin\":{\"type\":\"user\"},\"document\":{\"file_id\":\"A\"}} | A",
            "\"text\":\"x\",\"reply_to_message\":{\"message_id\":40,\"document\":{\"file_id\":\"A\"}} | ``" })
    void everyFileThatIsNewIsThere(String content, String files) {
        var message = reading.event(update("message", ADA, content)).message();

        assertEquals(files, message.files().stream().map(Media::id).collect(Collectors.joining(",")));
        assertEquals(message.files().size(), message.content().stream().filter(part -> part.is(PartType.FILE)).count());
    }

    @Test
    void aKindOfUpdateThatIsNewHasItsFiles() {
        var event = reading.event("{\"update_id\":9,\"voice_note\":{\"from\":" + ADA + ",\"voice\":{\"file_id\":\"A\"}}}");

        assertEquals(List.of("A"), event.message().files().stream().map(Media::id).toList());
    }

    @Test
    void eachThingThatAnUpdateTellsIsAnEventOfItsOwn() {
        var ids = reading.happenings("{\"update_id\":9,\"one \\\"thing\\\"\":{\"said\":\"a\"},\"other\":{\"said\":\"a\"}}")
                .stream()
                .map(Happening::id).toList();

        assertEquals(2, Set.copyOf(ids).size());
    }

    @ParameterizedTest
    @CsvSource({ "member, START", "administrator, START", "kicked, STOP", "left, STOP", "banned, ", "restricted, " })
    void onlyWhoIsKnownToBeBackWantsMessagesAgain(String word, Preference.Wish wish) {
        assertEquals(wish, reading.event("""
                {"update_id":9,"my_chat_member":{%s,"from":%s,"date":1767323045,"old_chat_member":{"status":"kicked"},\
                "new_chat_member":{"status":"%s"}}}""".formatted(CHAT, ADA, word)).preference().wish());
    }

    @Test
    void aReplyNamesWhatItAnswers() {
        assertEquals("6000000001/40",
                reading.event(update("message", ADA, "\"text\":\"x\",\"reply_to_message\":{\"message_id\":40}"))
                        .message().replyTo());
    }

    @Test
    void anEditNamesItsMessageAndItsOwnTime() {
        var event = reading.event(update("edited_business_message", ADA, "\"edit_date\":1767323100,\"text\":\"beter\""));

        assertEquals(Kind.EDIT, event.kind());
        assertEquals("AbCdEf01/6000000001/41", event.message().target());
        assertEquals(Instant.ofEpochSecond(1767323100), event.occurredAt());
    }

    @Test
    void everyMessageThatIsDeletedIsRevoked() {
        var events = reading.happenings("""
                {"update_id":8,"deleted_business_messages":{"business_connection_id":"AbCdEf01",%s,"message_ids":[41,44]}}"""
                .formatted(CHAT));

        assertEquals(List.of("AbCdEf01/6000000001/41", "AbCdEf01/6000000001/44"),
                events.stream().map(one -> one.event().message().target()).toList());
        assertTrue(events.stream().allMatch(one -> one.event().kind() == Kind.REVOCATION));
        assertEquals(2, events.stream().map(one -> one.id()).distinct().count());
        assertEquals(List.of("41", "44").stream().map(id -> """
                {"update_id":8,"business_connection_id":"AbCdEf01",%s,"message_id":%s}""".formatted(CHAT, id)).toList(),
                events.stream().map(one -> new String(one.event().original().bytes(), StandardCharsets.UTF_8)).toList());
    }

    @Test
    void manyDeletionsHoldNoMoreThanTheyAre() {
        var ids = IntStream.range(0, 1400).mapToObj(i -> String.valueOf(1_000_000 + i)).collect(Collectors.joining(","));
        var body = """
                {"update_id":8,"deleted_business_messages":{"business_connection_id":"AbCdEf01",%s,"message_ids":[%s]}}"""
                .formatted(CHAT, ids);

        var held = reading.happenings(body).stream().mapToLong(one -> one.event().original().bytes().length).sum();

        assertEquals(1400, reading.happenings(body).size());
        assertTrue(held < 30L * body.length(), () -> held + " of " + body.length());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = { "👍 | [{\"type\":\"emoji\",\"emoji\":\"👍\"}]", " | []" })
    void aReactionIsGivenAndTakenBack(String emoji, String reactions) {
        var event = reading
                .event("""
                        {"update_id":9,"message_reaction":{%s,"message_id":35,"user":%s,"date":1767323045,"old_reaction":[],"new_reaction":%s}}"""
                        .formatted(CHAT, ADA, reactions));

        assertEquals(Kind.REACTION, event.kind());
        assertEquals(emoji, event.message().text());
        assertEquals("6000000001/35", event.message().target());
    }

    @Test
    void aButtonIsAMessageOfWhoPressedIt() {
        var event = reading.event("""
                {"update_id":9,"callback_query":{"id":"43","from":%s,"message":{"message_id":3,"date":0,%s},"data":"yes"}}"""
                .formatted(ADA, CHAT));

        assertEquals("yes", event.message().payload());
        assertEquals("6000000001", event.customer().userId());
        assertEquals(Reading.RECEIVED, event.occurredAt());
    }

    @Test
    void whoBlocksTheBotTellsWhatTheyWant() {
        var event = reading.event("""
                {"update_id":9,"my_chat_member":{%s,"from":%s,"date":1767323045,"new_chat_member":{"status":"kicked"}}}"""
                .formatted(CHAT, ADA));

        assertEquals(new Preference("my_chat_member", "kicked", Preference.Wish.STOP, Preference.Scope.ALL,
                Preference.Source.BLOCK, List.of()), event.preference());
    }

    @Test
    void aContactCardOfOneselfTellsTheNumber() {
        var own = reading
                .event(update("message", ADA, "\"contact\":{\"user_id\":6000000001,\"phone_number\":\"31612345678\"}"));
        var other = reading
                .event(update("message", ADA, "\"contact\":{\"user_id\":6000000002,\"phone_number\":\"31612345678\"}"));

        assertTrue(own.customer().identifiers().contains(new Identifier("phone_number", "+31612345678")));
        assertEquals(1, other.customer().identifiers().size());
    }

    @ParameterizedTest
    @ValueSource(strings = { "message", "edited_message", "my_chat_member", "message_reaction" })
    void whatHappensAmongManyPeopleIsKeptAndNobodysChat(String what) {
        var event = reading
                .event(update(what, ADA, "\"text\":\"x\"").replace(CHAT, "\"chat\":{\"id\":-100,\"type\":\"supergroup\"}"));

        assertEquals(Kind.UNSUPPORTED, event.kind());
        assertNull(event.customer());
        assertTrue(!event.isLiveInboundMessage());
    }

    @Test
    void aButtonInABusinessChatIsTheBusinesss() {
        var event = reading
                .event("""
                        {"update_id":9,"callback_query":{"id":"43","from":%s,"message":{"business_connection_id":"AbCdEf01","message_id":3,%s},\
                        "data":"yes"}}"""
                        .formatted(ADA, CHAT));

        assertEquals("AbCdEf01", event.business());
        assertEquals("AbCdEf01/6000000001/3", event.message().replyTo());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "ACCOUNT     | \"business_connection\":{\"id\":\"AbCdEf01\",\"date\":1767323045,\"is_enabled\":false}",
            "UNSUPPORTED | \"channel_post\":{\"message_id\":7,\"chat\":{\"id\":-1,\"type\":\"channel\"}}",
            "UNSUPPORTED | \"message_reaction\":{\"chat\":{\"id\":-1,\"type\":\"supergroup\"},\"actor_chat\":{}}",
            "UNSUPPORTED | \"new_update_kind\":{\"some_field\":1}", "UNSUPPORTED | \"new_update_kind\":1" })
    void whatConcernsNoCustomerIsKept(Kind kind, String content) {
        var event = reading.event("{\"update_id\":9," + content + "}");

        assertEquals(kind, event.kind());
        assertNull(event.customer());
    }

    @Test
    void theSameUpdateHasTheSameIdAndAnotherOfTheSameMessageAnother() {
        var first = reading.happenings(update("edited_message", ADA, "\"text\":\"x\"")).get(0).id();

        assertEquals(first, reading.happenings(update("edited_message", ADA, "\"text\":\"x\"")).get(0).id());
        assertTrue(!first.equals(reading.happenings(update("edited_message", ADA, "\"text\":\"x\"")
                .replace("\"update_id\":7", "\"update_id\":8")).get(0).id()));
    }

    @Test
    void aConnectionThatNobodyConfiguredIsSomebodyElses() {
        assertEquals(Reason.UNKNOWN_NUMBER,
                reading.quarantine(update("business_message", BRAM, "\"text\":\"x\"").replace("AbCdEf01", "Stranger")));
        assertEquals(Reason.UNKNOWN_NUMBER, new Reading(telegram, Provider.JSON, "AbCdEf01")
                .quarantine(update("message", ADA, "\"text\":\"x\"")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "{}", "[]", "{\"update_id\":1}", "{\"message\":{}}", "{\"update_id\":\"x\",\"message\":{}}",
            "{\"update_id\":1," })
    void whatIsNoUpdateIsQuarantined(String body) {
        assertEquals(Reason.UNREADABLE, reading.quarantine(body));
    }

    @Test
    void anUpdateWithoutAnybodyIsQuarantined() {
        assertEquals(Reason.NO_CUSTOMER, reading.quarantine("{\"update_id\":1,\"message\":{\"message_id\":1,\"text\":\"x\"}}"));
    }

    @Test
    void theSecretTokenIsTheProof() {
        var channel = channel("7000000001");

        assertEquals(new Verdict.Authentic("telegram-secret-token", "new"), verdict(channel, "second"));
        assertEquals(new Verdict.Authentic("telegram-secret-token", "old"), verdict(channel, "first"));
        assertEquals(Verdict.Refused.FORGED, verdict(channel, "third"));
        assertEquals(Verdict.Refused.FORGED, verdict(channel, null));
    }

    @Test
    void aChannelIsForOneBot() {
        assertThrows(IllegalStateException.class, () -> telegram.check(channel("1", "2")));
    }

    private static Channel channel(String... numbers) {
        return new Channel("t", "telegram", "example-nl", Set.of(numbers), Secrets.of(Map.of("old", "first", "new", "second")),
                Optional.empty(), Map.of());
    }

    private Verdict verdict(Channel channel, String token) {
        return telegram.authenticate(channel, new Webhook(name -> name.equals("X-Telegram-Bot-Api-Secret-Token") ? token : null,
                name -> null, null, "{}".getBytes(UTF_8), Instant.EPOCH));
    }

    private static String update(String what, String from, String content) {
        var connection = what.contains("business") ? "\"business_connection_id\":\"AbCdEf01\"," : "";
        return """
                {"update_id":7,"%s":{%s"message_id":41,"from":%s,%s,"date":1767323045,%s}}""".formatted(what, connection, from,
                CHAT, content);
    }
}
