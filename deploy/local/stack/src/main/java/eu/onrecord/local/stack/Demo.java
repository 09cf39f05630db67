package eu.onrecord.local.stack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.desk.DeskItem;
import eu.onrecord.local.phone.Bubble;
import eu.onrecord.local.phone.SimulatedCustomer;
import eu.onrecord.local.testing.TopicReader;

/**
 * A short conversation, followed through every service: each step is looked for where it must show, and told when it was seen.
 */
final class Demo {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    static final String QUESTION = "Goedemorgen, klopt mijn jaarafrekening wel?";
    static final String CAPTION = "Dit is de stand van de meter";
    static final String ANSWER = "Goedemorgen Sanne, ik kijk het voor u na.";

    private final Stack stack;
    private final Consumer<String> say;
    private final HttpClient http = HttpClient.newHttpClient();
    private final SimulatedCustomer customer;

    Demo(Stack stack, Consumer<String> say) {
        this.stack = stack;
        this.say = say;
        var number = "316" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
        this.customer = new SimulatedCustomer(number, null, "Sanne Jansen");
    }

    /** A step that was not seen to happen in time. */
    private static final class NotSeen extends Exception {
        private static final long serialVersionUID = 1L;

        NotSeen(String what) {
            super(what);
        }
    }

    /** False if a step was not seen; it is the last that was told. */
    boolean run() throws InterruptedException {
        try (var chat = new TopicReader(stack.kafka(), Topic.CHAT)) {
            tell(chat);
            return true;
        } catch (NotSeen failed) {
            say.accept("  ✗ " + failed.getMessage());
            return false;
        }
    }

    SimulatedCustomer customer() {
        return customer;
    }

    private void tell(TopicReader chat) throws NotSeen, InterruptedException {
        say.accept("\nSanne writes: " + QUESTION);
        var webhook = stack.whatsApp().write(customer, QUESTION);
        see("ingest-service checked the signature and answered 200", () -> webhook.isDone() && webhook.join() == 200);
        see("ingest-service had published it before", () -> published(chat, QUESTION));
        var notice = find("consent-service told her, in Dutch, that the chat is kept", () -> toldBy("U chat met"));
        say.accept("      “" + notice.text() + "”");
        var item = find("consent-service told the desk", this::deskItem);
        see("consent-service knows the relationship and has the proof of the notice", () -> relationship().filter(
                it -> it.path("state").asText().equals("contacted-us") && proven(it.at("/disclosures/0/state").asText()))
                .isPresent());

        say.accept("\nSanne sends a photo: " + CAPTION);
        stack.whatsApp().sendPhoto(customer, photo(), "image/jpeg", CAPTION);
        see("ingest-service published it", () -> published(chat, CAPTION));

        say.accept("\nThe desk answers: " + ANSWER);
        see("consent-service's gate let it go",
                () -> stack.desk().answer(item.customer(), item.channel(), ANSWER).statusCode() == 202);
        find("she reads it", () -> toldBy(ANSWER));
        see("consent-service published what was sent, for the archive", () -> published(chat, ANSWER));

        say.accept("\nSanne writes: STOP");
        stack.whatsApp().write(customer, "STOP");
        find("consent-service recorded it and confirmed once", () -> toldBy("U ontvangt geen berichten meer"));
        see("consent-service's gate lets nothing more go to her",
                () -> stack.desk().answer(item.customer(), item.channel(), "Toch nog iets!").statusCode() == 403);

        say.accept("\nCarla, compliance officer, reads it back with a token from Keycloak");
        var conversation = find("archive-service released the conversation", this::released);
        var transcript = find("archive-service opened the transcript: both sides, notice, photo and STOP",
                () -> transcript(conversation));
        transcript.path("entries").forEach(this::print);
        see("archive-service fetched the photo, checked and sealed it, and gives it back as it was",
                () -> photoIsBack(conversation, transcript));
        var record = transcript.at("/entries/0/record").asText();
        see("archive-service proves that the record is in its signed ledger",
                () -> archive("/ledger/records/" + record + "/inclusion", Map.of())
                        .filter(proof -> holds(proof)).isPresent());
    }

    private void print(JsonNode entry) {
        var text = entry.path("text").asText(entry.path("state").asText(""));
        say.accept("      %-4s %-44s %s".formatted("#" + entry.path("leafIndex").asText("?"), entry.path("type").asText(),
                text.length() > 60 ? text.substring(0, 60) + "…" : text));
    }

    private static boolean holds(JsonNode proof) {
        try {
            return InclusionProof.holds(proof, LocalSecrets.LEDGER_PUBLIC_KEY);
        } catch (GeneralSecurityException broken) {
            return false;
        }
    }

    private boolean published(TopicReader topic, String text) {
        return topic.all().stream().map(found -> new String(found.value(), StandardCharsets.UTF_8))
                .anyMatch(value -> value.contains(text) && value.contains(customer.phone()));
    }

    private Optional<Bubble> toldBy(String beginning) {
        return stack.whatsApp().chatOf(customer).stream()
                .filter(bubble -> !bubble.mine() && bubble.text().startsWith(beginning)).findFirst();
    }

    private Optional<DeskItem> deskItem() {
        return stack.desk().received().stream()
                .filter(item -> QUESTION.equals(item.text()) && customer.name().equals(item.name()))
                .reduce((first, last) -> last);
    }

    private Optional<JsonNode> relationship() throws IOException, InterruptedException {
        return get(stack.consentApi(), "/relationships?legalEntity=" + ServiceSettings.LEGAL_ENTITY, byPhone(), "anna")
                .map(list -> list.path(0)).filter(JsonNode::isObject);
    }

    private static boolean proven(String state) {
        return state.equals("delivered") || state.equals("read");
    }

    private Optional<UUID> released() throws IOException, InterruptedException {
        return archive("/conversations?state=released", byPhone()).map(list -> list.at("/0/id").asText(""))
                .filter(id -> !id.isEmpty()).map(UUID::fromString);
    }

    private Optional<JsonNode> transcript(UUID conversation) throws IOException, InterruptedException {
        return archive("/conversations/" + conversation + "/transcript?purpose=demonstration", Map.of()).filter(this::isWhole);
    }

    private boolean isWhole(JsonNode transcript) {
        var entries = StreamSupport.stream(transcript.path("entries").spliterator(), false).toList();
        var texts = entries.stream().map(entry -> entry.path("text").asText()).toList();
        return texts.containsAll(List.of(QUESTION, CAPTION, ANSWER, "STOP"))
                && texts.stream().anyMatch(text -> text.startsWith("U chat met"))
                && texts.stream().anyMatch(text -> text.startsWith("U ontvangt geen berichten meer"))
                && entries.stream().allMatch(entry -> entry.has("leafIndex"))
                && entries.stream().anyMatch(entry -> entry.at("/media/state").asText().equals("kept"));
    }

    private boolean photoIsBack(UUID conversation, JsonNode transcript) throws IOException, InterruptedException {
        var media = transcript.findValues("media").get(0).path("id").asText();
        var request = request(stack.archiveApi(),
                "/conversations/" + conversation + "/media/" + media + "?purpose=demonstration",
                Map.of(), "carla");
        return Arrays.equals(photo(), http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    }

    private Map<String, String> byPhone() {
        return Map.of("Customer-Phone", "+" + customer.phone());
    }

    private Optional<JsonNode> archive(String path, Map<String, String> headers) throws IOException, InterruptedException {
        return get(stack.archiveApi(), path, headers, "carla");
    }

    private Optional<JsonNode> get(URI api, String path, Map<String, String> headers, String person)
            throws IOException, InterruptedException {
        var answer = http.send(request(api, path, headers, person), HttpResponse.BodyHandlers.ofByteArray());
        return answer.statusCode() == 200 ? Optional.of(JSON.readTree(answer.body())) : Optional.empty();
    }

    private HttpRequest request(URI api, String path, Map<String, String> headers, String person)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(api.resolve(path)).timeout(PATIENCE).header("Authorization",
                "Bearer " + stack.tokens().ofPerson(person));
        headers.forEach(request::header);
        return request.build();
    }

    private void see(String what, Callable<Boolean> look) throws NotSeen, InterruptedException {
        find(what, () -> look.call() ? Optional.of(true) : Optional.empty());
    }

    private <T> T find(String what, Callable<Optional<T>> look) throws NotSeen, InterruptedException {
        var deadline = Instant.now().plus(PATIENCE);
        var trouble = "";
        while (Instant.now().isBefore(deadline)) {
            try {
                var found = look.call();
                if (found.isPresent()) {
                    say.accept("  ✓ " + what);
                    return found.get();
                }
            } catch (InterruptedException interrupted) {
                throw interrupted;
            } catch (Exception notYet) {
                trouble = ": " + notYet.getMessage();
            }
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
        throw new NotSeen(what + trouble);
    }

    /** A JPEG by its first bytes; nobody looks at the rest. */
    private static byte[] photo() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] { (byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0 });
        for (var i = 0; i < 150_000; i++) {
            bytes.write(i * 31 >> 3);
        }
        return bytes.toByteArray();
    }
}
