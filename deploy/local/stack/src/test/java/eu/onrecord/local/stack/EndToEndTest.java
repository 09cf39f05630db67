package eu.onrecord.local.stack;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.local.desk.DeskItem;
import eu.onrecord.local.phone.Behaviour;
import eu.onrecord.local.phone.Behaviour.PlannedStatus;
import eu.onrecord.local.phone.ProviderSimulator;
import eu.onrecord.local.phone.SimulatedCustomer;

/** The services as they are packaged, on the platform as {@code up} starts it; a conversation goes through all of them. */
@Timeout(300)
class EndToEndTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Path ROOT = Path.of("../../..").toAbsolutePath().normalize();
    private static Path data;
    private static Stack stack;

    @BeforeAll
    static void start() throws Exception {
        data = Files.createTempDirectory(Files.createDirectories(Path.of("target/end-to-end")), "run-").toAbsolutePath();
        stack = Stack.start(ROOT, data, LocalChannels.read(Ports.free(), ROOT, List.of(LocalChannels.examples(ROOT))),
                System.out::println);
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
            assertEquals(List.of(), ProcessHandle.current().descendants().toList(), "every process must be gone");
        }
    }

    @BeforeEach
    void behave() {
        stack.whatsApp().behave(Behaviour.normal());
    }

    @Test
    void aConversationGoesFromTheFirstWebhookToTheLedger() throws Exception {
        var told = new ArrayList<String>();
        var demo = new Demo(stack, line -> {
            told.add(line);
            System.out.println(line);
        });

        assertTrue(demo.run(), () -> String.join("\n", told));
        assertNothingPersonalIsLogged(demo.customer().phone());
    }

    /** By Keycloak, as a browser does it; what is found and read is what the API reads, with the same rules. */
    @Test
    void anOfficerLogsInAndReadsAConversationOnPages() throws Exception {
        var customer = new SimulatedCustomer("31620000009", null, "Roos");
        assertEquals(200, stack.whatsApp().write(customer, "Staat dit op een bladzijde?").get());
        await().atMost(SOON).until(() -> notices(customer) == 1);
        var console = stack.archiveApi().resolve("/console/find");
        var carla = new Browsing();

        var first = carla.login(console, "carla", "local-only");

        assertEquals(200, first.statusCode(), first.uri() + first.body());
        assertTrue(first.body().contains("carla"), first.body());
        assertEquals(console, first.uri());
        assertTrue(carla.cookiesOf(console).keySet().stream().allMatch(it -> it.startsWith("q_")),
                () -> carla.cookiesOf(console).keySet().toString());
        var form = Map.of("purpose", "complaint", "kind", "phone", "customer", "+" + customer.phone());
        var link = Pattern.compile("/console/conversations/[0-9a-f-]+");
        await().atMost(SOON).until(() -> link.matcher(carla.post(console, form).body()).find());
        var found = link.matcher(carla.post(console, form).body());
        assertTrue(found.find());
        var conversation = stack.archiveApi().resolve(found.group() + "?purpose=complaint");
        await().atMost(SOON).until(() -> carla.get(conversation).body().contains("Staat dit op een bladzijde?"));

        var hugo = new Browsing();
        hugo.login(console, "hugo", "local-only");
        assertEquals(404, hugo.get(conversation).statusCode());
        var anna = new Browsing();
        assertEquals(403, anna.login(console, "anna", "local-only").statusCode());

        assertEquals("/console/signed-out", carla.get(console.resolve("/console/sign-out")).uri().getPath());
        assertTrue(carla.get(console).uri().getPort() != console.getPort(), "somebody who is signed out is asked again");
    }

    /** The API takes tokens and no cookies, and the pages cookies and no tokens. */
    @Test
    void pagesAndApiNeverMix() throws Exception {
        var carla = new Browsing();
        carla.login(stack.archiveApi().resolve("/console/find"), "carla", "local-only");
        assertEquals(401, carla.get(stack.archiveApi().resolve("/conversations")).statusCode());

        var request = HttpRequest.newBuilder(stack.archiveApi().resolve("/console/find"))
                .header("Authorization", "Bearer " + stack.tokens().ofPerson("carla")).build();
        assertEquals(302, HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    }

    @Test
    void whatIsWrittenWhileConsentServiceIsDeadIsTakenUpWhenItIsBackAndNobodyIsToldTwice() throws Exception {
        var customer = new SimulatedCustomer("31620000001", null, "Bram");
        stack.crashConsent();
        assertEquals(200, stack.whatsApp().write(customer, "Is daar iemand?").get());
        assertEquals(200, stack.whatsApp().write(customer, "Hallo?").get());

        stack.restartConsent();

        await().atMost(SOON).until(() -> stack.desk().received().stream()
                .filter(item -> customer.name().equals(item.name())).count() == 2);
        await().atMost(SOON).until(() -> notices(customer) > 0);
        assertEquals(1, notices(customer));
    }

    @ParameterizedTest
    @ValueSource(strings = { "dialog-nl", "twilio-nl", "vonage-nl", "telegram-nl" })
    void overEveryOtherProviderACustomerIsToldAndAnswered(String channel) throws Exception {
        var provider = stack.simulatorOf(channel);
        var customer = channel.equals("telegram-nl") ? new SimulatedCustomer(null, "6100000077", "Gijs over " + channel)
                : new SimulatedCustomer("3165000" + Math.abs(channel.hashCode() % 10_000), null, "Gijs over " + channel);

        assertEquals(200, provider.write(customer, "Goedemorgen").get());
        assertEquals(200, provider.sendPhoto(customer, new byte[] { 1, 2, 3 }, "image/jpeg", "kijk").get());

        await().atMost(SOON).until(() -> told(provider, customer, "U chat met") == 1);
        await().atMost(SOON).until(() -> deskItems(customer).size() == 2);
        assertEquals(List.of("Goedemorgen", "kijk"), deskItems(customer).stream().map(DeskItem::text).toList());
        var item = deskItems(customer).get(0);
        assertEquals(channel, item.channel());
        assertEquals(202, stack.desk().answer(item.customer(), item.channel(), "Dag Gijs").statusCode());
        await().atMost(SOON).until(() -> told(provider, customer, "Dag Gijs") == 1);
        provider.write(customer, "STOP");
        await().atMost(SOON).until(() -> told(provider, customer, "U ontvangt geen berichten meer") == 1);
        assertEquals(1, told(provider, customer, "U chat met"));
    }

    @ParameterizedTest
    @CsvSource({ "whatsapp-nl, a=b&c=d&=x&e", "dialog-nl, a=b&c=d&=x&e", "twilio-nl, a=b&c=d&=x&e", "twilio-nl, '{\"a\":1}'",
            "vonage-nl, a=b&c=d&=x&e", "telegram-nl, a=b&c=d&=x&e" })
    void whatIsSignedByHandIsTaken(String channel, String body) throws Exception {
        var file = Files.writeString(data.resolve("it's a body for " + channel), body + "\r\n");

        var command = Sign.command(stack.channels(), channel, file);

        var curl = new ProcessBuilder("sh", "-c", command + " -s -o /dev/null -w '%{http_code}' -m 20")
                .redirectErrorStream(true)
                .start();
        var answer = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // authentic, whatever it says: it is quarantined
        assertTrue(answer.endsWith("200"), command + "\n" + answer);
        Files.writeString(file, "a=c");
        var forged = new ProcessBuilder("sh", "-c", command + " -s -m 20").start();
        var refused = new String(forged.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(channel.equals("telegram-nl"), !refused.contains("401"), refused);
    }

    @Test
    void aBatchOfManyCustomersTellsEachOfThemOnce() throws Exception {
        var customers = IntStream.range(0, 20)
                .mapToObj(i -> new SimulatedCustomer("3163000%04d".formatted(i), "NL.batch" + i, "Klant " + i)).toList();
        for (var customer : customers) {
            assertEquals(200, stack.whatsApp().writeBatch(customer, List.of("een", "twee", "drie")).get());
        }

        await().atMost(SOON).until(() -> customers.stream().allMatch(customer -> notices(customer) == 1));
        await().atMost(SOON).until(() -> stack.desk().received().stream()
                .filter(item -> item.name().startsWith("Klant ")).count() == 60);
        assertTrue(customers.stream().allMatch(customer -> notices(customer) == 1));
    }

    @Test
    void statusesThatComeTwiceLateAndInTheWrongOrderProveTheNoticeAllTheSame() throws Exception {
        stack.whatsApp().behave(Behaviour.normal().telling(PlannedStatus.now("read"), PlannedStatus.now("sent"),
                PlannedStatus.now("read"), new PlannedStatus("delivered", Duration.ofMillis(300))));
        var customer = new SimulatedCustomer("31640000001", null, "Truus");
        stack.whatsApp().write(customer, "Dag");

        await().atMost(SOON).until(() -> stack.desk().received().stream().anyMatch(item -> "Truus".equals(item.name())));
        await().atMost(SOON).until(() -> {
            stack.whatsApp().write(customer, "en?");
            return stack.desk().received().stream().anyMatch(item -> "Truus".equals(item.name()) && item.noticeProven());
        });
        assertEquals(1, notices(customer));
    }

    @Test
    void aPortThatIsTakenIsNamedBeforeAnythingStarts() throws Exception {
        var ports = Ports.free();
        try (var taken = new ServerSocket(ports.kafka())) {
            var refused = assertThrows(IOException.class,
                    () -> Stack.start(ROOT, data.resolve("never"), LocalChannels.read(ports, ROOT, List.of()),
                            System.out::println));

            assertTrue(refused.getMessage().contains(String.valueOf(taken.getLocalPort())), refused::getMessage);
            assertTrue(refused.getMessage().contains("Kafka"), refused::getMessage);
            assertFalse(Files.exists(data.resolve("never")));
        }
    }

    private static long notices(SimulatedCustomer customer) {
        return told(stack.whatsApp(), customer, "U chat met");
    }

    private static long told(ProviderSimulator provider, SimulatedCustomer customer, String beginning) {
        return provider.chatOf(customer).stream().filter(bubble -> !bubble.mine() && bubble.text().startsWith(beginning))
                .count();
    }

    private static List<DeskItem> deskItems(SimulatedCustomer customer) {
        return stack.desk().received().stream().filter(item -> customer.name().equals(item.name())).toList();
    }

    /** A phone number, in the clear or in a message id's base64, and what was said: in no log of any service. */
    private static void assertNothingPersonalIsLogged(String phone) throws IOException {
        var inMessageIds = new String(Base64.getEncoder().encode(phone.substring(0, 9).getBytes()));
        try (var logs = Files.list(data.resolve("logs"))) {
            for (var log : logs.toList()) {
                var text = Files.readString(log);
                for (var personal : List.of(phone, inMessageIds, Demo.QUESTION, Demo.CAPTION, Demo.ANSWER, "Sanne", "wamid")) {
                    assertFalse(text.contains(personal), () -> personal + " is in " + log.getFileName());
                }
            }
        }
    }
}
