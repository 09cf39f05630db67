package eu.onrecord.consent.provider.telegram;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.channel.Medium;
import eu.onrecord.consent.channel.Remedy;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.message.Content;
import eu.onrecord.consent.provider.Outgoing;
import eu.onrecord.consent.provider.Provider;
import eu.onrecord.consent.provider.ProviderHttp;
import eu.onrecord.consent.provider.ProviderHttp.Answer;
import eu.onrecord.consent.provider.SendOutcome;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;

/** Telegram's Bot API. It has no templates, no references of ours, and tells of neither delivery nor reading. */
@ApplicationScoped
public class Telegram implements Provider {
    private static final String JSON = "application/json";

    private final ProviderHttp http;

    Telegram(ProviderHttp http) {
        this.http = http;
    }

    @Override
    public Set<String> names() {
        return Set.of("telegram");
    }

    @Override
    public Medium medium(String business) {
        return Medium.TELEGRAM;
    }

    @Override
    public Remedy remedy(String code) {
        return Remedy.GIVE_UP;
    }

    @Override
    public Optional<Identifier> recipient(String business, Medium medium, List<Identifier> known) {
        return known.stream().filter(identifier -> identifier.kind() == Identifier.Kind.TELEGRAM).findFirst();
    }

    @Override
    public Uni<SendOutcome> send(Channel channel, Outgoing message) {
        if (message.content().isTemplate()) {
            return Uni.createFrom().item(new SendOutcome.NotTaken("no-templates", Remedy.GIVE_UP));
        }
        var request = request(message);
        var body = request.toBuffer().getBytes();
        // the token stands in the address, so the address is never logged
        return http.post(URI.create(channel.access().api() + "/bot" + channel.access().token() + "/" + method(message)),
                Map.of("Content-Type", JSON), body, answer -> outcome(answer, body, message));
    }

    private static String method(Outgoing message) {
        if (message.content() instanceof Content.Media media) {
            return media.kind().equals("image") ? "sendPhoto"
                    : media.kind().equals("video") ? "sendVideo"
                            : media.kind().equals("audio") ? "sendAudio" : "sendDocument";
        }
        return "sendMessage";
    }

    private static JsonObject request(Outgoing message) {
        var request = new JsonObject().put("chat_id", message.recipient().value());
        if (isConnection(message)) {
            request.put("business_connection_id", message.business());
        }
        if (message.content() instanceof Content.Media media) {
            var field = method(message).substring("send".length()).toLowerCase(Locale.ROOT);
            request.put(field, media.link().toString());
            return media.text() == null ? request : request.put("caption", media.text());
        }
        return request.put("text", message.content().text());
    }

    /** A bot's own id is digits alone; anything else is a connection of a business account. */
    private static boolean isConnection(Outgoing message) {
        return !message.business().chars().allMatch(Character::isDigit);
    }

    private static SendOutcome outcome(Answer answer, byte[] request, Outgoing message) {
        if (answer.status() == 200) {
            var id = answer.body().getJsonObject("result").getLong("message_id");
            return new SendOutcome.Accepted((isConnection(message) ? message.business() + "/" : "")
                    + message.recipient().value() + "/" + id, request, JSON);
        }
        var error = String.valueOf(answer.status());
        var described = answer.body().getString("description", "").toLowerCase(Locale.ROOT);
        return switch (answer.status()) {
            case 429 -> new SendOutcome.NotTaken(error, Remedy.BACK_OFF, retryAfter(answer.body()));
            case 401, 404 -> new SendOutcome.NotTaken(error, Remedy.CALL_OPERATOR);
            case 403 -> new SendOutcome.NotTaken(error,
                    described.contains("blocked by the user") ? Remedy.OPT_OUT_OF_ALL : Remedy.UNREACHABLE);
            default -> answer.status() >= 500 ? new SendOutcome.Unknown() : new SendOutcome.NotTaken(error, refused(described));
        };
    }

    private static Remedy refused(String described) {
        return described.contains("business_connection") || described.contains("business connection") ? Remedy.CALL_OPERATOR
                : described.contains("chat not found") ? Remedy.UNREACHABLE : Remedy.GIVE_UP;
    }

    private static Optional<Duration> retryAfter(JsonObject body) {
        return Optional.ofNullable(body.getJsonObject("parameters")).map(told -> told.getLong("retry_after"))
                .map(Duration::ofSeconds);
    }
}
