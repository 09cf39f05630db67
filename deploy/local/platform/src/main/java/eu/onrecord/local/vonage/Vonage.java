package eu.onrecord.local.vonage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import eu.onrecord.local.phone.Dialect;
import eu.onrecord.local.phone.Hmac;
import eu.onrecord.local.phone.SentMessage;
import eu.onrecord.local.phone.SignedWebhook;
import eu.onrecord.local.phone.SimulatedCustomer;
import eu.onrecord.local.phone.Switchboard;
import eu.onrecord.local.phone.Written;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** The Messages API: the company proves itself by a token under its private key, Vonage by one that holds the body's hash. */
public final class Vonage implements Dialect {
    private static final String JSON = "application/json";
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final Application application;
    private final PublicKey key;
    private final Clock clock = Clock.systemUTC();

    /**
     * The company's side of the connection.
     *
     * @param id of the application
     * @param signatureSecret signs the webhooks
     * @param privateKey that the company sends with: PKCS #8 in base64
     * @param number digits only
     * @param files where Vonage's own files are fetched
     * @param webhook where webhooks go; null sends none
     */
    public record Application(String id, String signatureSecret, String privateKey, String number, URI files, URI webhook) {
        @Override
        public String toString() {
            return "Application[redacted]";
        }
    }

    /** @throws IllegalArgumentException if the private key is none */
    public Vonage(Application application) {
        this.application = application;
        this.key = publicKey(application.privateKey());
    }

    private static PublicKey publicKey(String privateKey) {
        try {
            var rsa = KeyFactory.getInstance("RSA");
            var secret = (RSAPrivateCrtKey) rsa
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(privateKey)));
            return rsa.generatePublic(new RSAPublicKeySpec(secret.getModulus(), secret.getPublicExponent()));
        } catch (GeneralSecurityException | IllegalArgumentException noKey) {
            throw new IllegalArgumentException("send.token is no RSA private key in PKCS #8", noKey);
        }
    }

    @Override
    public void serve(Router router, Switchboard switchboard) {
        router.post("/vonage/messages").handler(BodyHandler.create(false)).handler(request -> send(request, switchboard));
    }

    private void send(RoutingContext request, Switchboard switchboard) {
        if (!isCompany(String.valueOf(request.request().getHeader("Authorization")))) {
            refuse(request, 401, "Unauthorized");
            return;
        }
        var message = request.body().asJsonObject();
        var sent = new SentMessage(UUID.randomUUID().toString(), message.getString("to"),
                message.getString("text", "[" + message.getString("message_type") + "]"), message.getString("client_ref"));
        switchboard.take(request, sent, code -> refuse(request, 422, String.valueOf(code)), () -> request.response()
                .setStatusCode(202).putHeader("Content-Type", JSON)
                .end(new JsonObject().put("message_uuid", sent.id()).encode()));
    }

    private boolean isCompany(String authorization) {
        var parts = authorization.replaceFirst("^Bearer ", "").split("\\.");
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update((parts[0] + "." + parts[parts.length - 2]).getBytes(UTF_8));
            var claims = new JsonObject(new String(Base64.getUrlDecoder().decode(parts[parts.length - 2]), UTF_8));
            return parts.length == 3 && signature.verify(Base64.getUrlDecoder().decode(parts[2]))
                    && application.id().equals(claims.getString("application_id"));
        } catch (GeneralSecurityException | RuntimeException noToken) {
            return false;
        }
    }

    private static void refuse(RoutingContext request, int status, String title) {
        request.response().setStatusCode(status).putHeader("Content-Type", JSON).end(new JsonObject()
                .put("type", "https://developer.vonage.com/api-errors").put("title", title).put("detail", "simulated")
                .encode());
    }

    @Override
    public String newMessageId(SimulatedCustomer customer) {
        return UUID.randomUUID().toString();
    }

    @Override
    public List<SignedWebhook> messages(SimulatedCustomer customer, List<Written> messages) {
        return messages.stream().map(message -> signed(message(customer, message).toBuffer().getBytes())).toList();
    }

    private JsonObject message(SimulatedCustomer customer, Written message) {
        var body = about(message.id(), message.at()).put("from", customer.phone()).put("to", application.number())
                .put("profile", new JsonObject().put("name", customer.name())).put("context_status", "none");
        if (message.file() == null) {
            return body.put("message_type", "text").put("text", message.text());
        }
        var image = new JsonObject().put("url", application.files() + "/" + message.file().id());
        if (message.text() != null) {
            image.put("caption", message.text());
        }
        return body.put("message_type", "image").put("image", image);
    }

    @Override
    public Optional<SignedWebhook> status(SentMessage sent, SimulatedCustomer customer, String state, Instant at) {
        var body = about(sent.id(), at).put("from", application.number()).put("to", customer.phone())
                .put("status", switch (state) {
                    case "sent" -> "submitted";
                    case "failed" -> "rejected";
                    default -> state;
                });
        if (sent.reference() != null) {
            body.put("client_ref", sent.reference());
        }
        if (state.equals("failed")) {
            body.put("error", new JsonObject().put("type", "https://developer.vonage.com/api-errors/messages#1020")
                    .put("title", "1020").put("detail", "simulated"));
        }
        return Optional.of(signed(body.toBuffer().getBytes()));
    }

    private static JsonObject about(String message, Instant at) {
        return new JsonObject().put("message_uuid", message).put("channel", "whatsapp").put("timestamp", at.toString());
    }

    @Override
    public SignedWebhook signed(byte[] body) {
        var claims = new JsonObject().put("iss", "Vonage").put("iat", clock.instant().getEpochSecond())
                .put("jti", UUID.randomUUID().toString()).put("application_id", application.id())
                .put("payload_hash", sha256(body));
        var text = base64url("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + base64url(claims.encode());
        var signature = Hmac.of("HmacSHA256", application.signatureSecret(), text.getBytes(UTF_8));
        return new SignedWebhook(application.webhook(), Map.of("Content-Type", JSON, "Authorization",
                "Bearer " + text + "." + BASE64URL.encodeToString(signature)), body);
    }

    private static String base64url(String text) {
        return BASE64URL.encodeToString(text.getBytes(UTF_8));
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
