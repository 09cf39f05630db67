package eu.onrecord.local.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import eu.onrecord.local.phone.Dialect;
import eu.onrecord.local.phone.Hmac;
import eu.onrecord.local.phone.SentMessage;
import eu.onrecord.local.phone.SignedWebhook;
import eu.onrecord.local.phone.SimulatedCustomer;
import eu.onrecord.local.phone.Switchboard;
import eu.onrecord.local.phone.Written;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** Programmable Messaging: forms in both directions, signed over the address and the sorted parameters. */
public final class Twilio implements Dialect {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String WHATSAPP = "whatsapp:";
    private static final int AUTHENTICATE = 20003;
    /** More than ingest-service takes. */
    private static final int MOST_PARAMETERS = 10_000;
    private static final int UNDELIVERABLE = 63016;

    private final Account account;

    /**
     * The company's side of the connection.
     *
     * @param sid of the account
     * @param authToken signs the webhooks and lets the company send
     * @param number E.164, behind {@code whatsapp:} where it is one of WhatsApp's
     * @param files where Twilio's own files are fetched
     * @param publicUrl that the webhooks are signed for
     * @param webhook where they go; null sends none
     */
    public record Account(String sid, String authToken, String number, URI files, URI publicUrl, URI webhook) {
        @Override
        public String toString() {
            return "Account[redacted]";
        }
    }

    public Twilio(Account account) {
        this.account = account;
    }

    @Override
    public void serve(Router router, Switchboard switchboard) {
        router.post("/twilio/2010-04-01/Accounts/" + account.sid() + "/Messages.json").handler(BodyHandler.create(false))
                .handler(request -> send(request, switchboard));
    }

    private void send(RoutingContext request, Switchboard switchboard) {
        var credentials = (account.sid() + ":" + account.authToken()).getBytes(UTF_8);
        if (!("Basic " + Base64.getEncoder().encodeToString(credentials))
                .equals(request.request().getHeader("Authorization"))) {
            refuse(request, 401, AUTHENTICATE);
            return;
        }
        var form = parameters(request.body().buffer().getBytes());
        var to = form.getOrDefault("To", "");
        var sent = new SentMessage(sid("SM"), to.startsWith(WHATSAPP) ? to.substring(WHATSAPP.length()) : to,
                form.getOrDefault("Body", form.getOrDefault("ContentSid", form.get("MediaUrl"))), null);
        switchboard.take(request, sent, code -> refuse(request, 400, code),
                () -> request.response().setStatusCode(201).putHeader("Content-Type", "application/json")
                        .end(new JsonObject().put("sid", sent.id()).put("status", "queued").encode()));
    }

    private static void refuse(RoutingContext request, int status, int code) {
        request.response().setStatusCode(status).putHeader("Content-Type", "application/json")
                .end(new JsonObject().put("code", code).put("message", "simulated").put("status", status).encode());
    }

    @Override
    public String newMessageId(SimulatedCustomer customer) {
        return sid("SM");
    }

    @Override
    public List<SignedWebhook> messages(SimulatedCustomer customer, List<Written> messages) {
        return messages.stream().map(message -> signed(message(customer, message))).toList();
    }

    private byte[] message(SimulatedCustomer customer, Written message) {
        var form = about(message.id());
        form.put("From", address(customer));
        form.put("To", account.number());
        form.put("ProfileName", customer.name());
        form.put("Body", message.text() == null ? "" : message.text());
        form.put("NumMedia", message.file() == null ? "0" : "1");
        if (message.file() != null) {
            form.put("MediaUrl0", account.files() + "/" + message.file().id());
            form.put("MediaContentType0", message.file().mimeType());
        }
        return encoded(form);
    }

    @Override
    public Optional<SignedWebhook> status(SentMessage sent, SimulatedCustomer customer, String state, Instant at) {
        if (state.equals("read") && !account.number().startsWith(WHATSAPP)) {
            return Optional.empty();
        }
        var form = about(sent.id());
        form.put("From", account.number());
        form.put("To", address(customer));
        form.put("MessageStatus", state);
        form.put("SmsStatus", state);
        if (state.equals("failed")) {
            form.put("ErrorCode", String.valueOf(UNDELIVERABLE));
        }
        return Optional.of(signed(encoded(form)));
    }

    private Map<String, String> about(String message) {
        var form = new LinkedHashMap<String, String>();
        form.put("MessageSid", message);
        form.put("SmsSid", message);
        form.put("AccountSid", account.sid());
        form.put("ApiVersion", "2010-04-01");
        return form;
    }

    private String address(SimulatedCustomer customer) {
        return (account.number().startsWith(WHATSAPP) ? WHATSAPP : "") + "+" + customer.phone();
    }

    /** A form, or JSON as of some of Twilio's products. */
    @Override
    public SignedWebhook signed(byte[] body) {
        return isJson(body) ? signedJson(body) : signedForm(body);
    }

    private static boolean isJson(byte[] body) {
        var text = new String(body, UTF_8).stripLeading();
        return text.startsWith("{") || text.startsWith("[");
    }

    /** The address alone is signed, and holds the body's hash. */
    private SignedWebhook signedJson(byte[] body) {
        var hash = "?bodySHA256=" + HexFormat.of().formatHex(sha256(body));
        var address = account.webhook() == null ? null : URI.create(account.webhook() + hash);
        return new SignedWebhook(address, Map.of("Content-Type", "application/json", "X-Twilio-Signature",
                signature(account.publicUrl() + hash)), body);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String signature(String text) {
        return Base64.getEncoder().encodeToString(Hmac.of("HmacSHA1", account.authToken(), text.getBytes(UTF_8)));
    }

    /** Every parameter is signed, with all its values. */
    private SignedWebhook signedForm(byte[] body) {
        var text = account.publicUrl() + parameters(body).entrySet().stream()
                .map(parameter -> parameter.getKey() + parameter.getValue()).collect(Collectors.joining());
        return new SignedWebhook(account.webhook(), Map.of("Content-Type", FORM, "X-Twilio-Signature", signature(text)),
                body);
    }

    /** Every byte of it counts: what an editor puts at the end belongs to the last value. */
    private static Map<String, String> parameters(byte[] body) {
        var parameters = new TreeMap<String, String>();
        new QueryStringDecoder(new String(body, UTF_8), UTF_8, false, MOST_PARAMETERS, true).parameters()
                .forEach((name, values) -> parameters.put(name,
                        values.stream().sorted().distinct().collect(Collectors.joining(name))));
        return parameters;
    }

    private static byte[] encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), UTF_8) + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&")).getBytes(UTF_8);
    }

    private static String sid(String kind) {
        return kind + UUID.randomUUID().toString().replace("-", "");
    }
}
