package eu.onrecord.local.whatsapp;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import eu.onrecord.local.phone.Dialect;
import eu.onrecord.local.phone.Hmac;
import eu.onrecord.local.phone.SentMessage;
import eu.onrecord.local.phone.SignedWebhook;
import eu.onrecord.local.phone.SimulatedCustomer;
import eu.onrecord.local.phone.Switchboard;
import eu.onrecord.local.phone.Written;
import io.vertx.ext.web.Router;

/** The Cloud API, of Meta itself or by way of 360dialog, which passes the same bodies on. */
public final class WhatsApp implements Dialect {
    private static final int UNDELIVERABLE = 131026;

    private final BusinessNumber business;
    private final Road road;
    private final WebhookBody bodies;

    /** By whom the company reaches WhatsApp. */
    public enum Road {
        /** Meta's Graph API. */
        META,
        /** A partner's API, with its own key and its own name for the signature. */
        DIALOG_360
    }

    /** By Meta's own API. */
    public WhatsApp(BusinessNumber business) {
        this(business, Road.META);
    }

    public WhatsApp(BusinessNumber business, Road road) {
        this.business = business;
        this.road = road;
        this.bodies = new WebhookBody(business);
    }

    /** The value of {@code X-Hub-Signature-256} for a body. */
    public static String signature(String appSecret, byte[] body) {
        return "sha256=" + hex(appSecret, body);
    }

    private static String hex(String secret, byte[] body) {
        return HexFormat.of().formatHex(Hmac.of("HmacSHA256", secret, body));
    }

    @Override
    public void serve(Router router, Switchboard switchboard) {
        new GraphApi(business, road, switchboard).addTo(router);
    }

    /** Like Meta's: it holds the phone number in base64. */
    @Override
    public String newMessageId(SimulatedCustomer customer) {
        return MessageId.random(customer.phone() == null ? customer.userId() : customer.phone());
    }

    @Override
    public List<SignedWebhook> messages(SimulatedCustomer customer, List<Written> messages) {
        return List.of(signed(bodies.ofMessages(customer,
                messages.stream().map(message -> WebhookBody.message(customer, message)).toList())));
    }

    @Override
    public Optional<SignedWebhook> status(SentMessage sent, SimulatedCustomer customer, String state, Instant at) {
        var errorCode = "failed".equals(state) ? UNDELIVERABLE : 0;
        return Optional.of(signed(
                bodies.ofStatuses(customer, List.of(WebhookBody.status(sent, customer, state, at, errorCode)))));
    }

    @Override
    public SignedWebhook signed(byte[] body) {
        var proof = road == Road.META ? Map.entry("X-Hub-Signature-256", signature(business.appSecret(), body))
                : Map.entry("X-360Dialog-Signature", hex(business.appSecret(), body));
        return new SignedWebhook(business.webhook(),
                Map.of("Content-Type", "application/json", proof.getKey(), proof.getValue()),
                body);
    }
}
