package eu.onrecord.local.whatsapp;

import java.util.HexFormat;
import java.util.Map;

import eu.onrecord.local.phone.SentMessage;
import eu.onrecord.local.phone.Switchboard;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** The part of Meta's Graph API that a company uses: send a message, find a file, fetch its bytes. */
final class GraphApi {
    private static final String VERSION = "\\/v[0-9]+\\.[0-9]+\\/";
    private static final int MEDIA_NOT_FOUND = 100;
    private static final int BAD_PARAMETER = 100;
    private static final int BAD_TOKEN = 190;
    private static final Map<Integer, Integer> HTTP_STATUS = Map.of(190, 401, 10, 403, 4, 429, 80007, 429, 130429, 429,
            131056, 429, 131000, 500, 131016, 503, 1, 500, 2, 503);

    private final BusinessNumber business;
    private final WhatsApp.Road road;
    private final Switchboard switchboard;

    GraphApi(BusinessNumber business, WhatsApp.Road road, Switchboard switchboard) {
        this.business = business;
        this.road = road;
        this.switchboard = switchboard;
    }

    void addTo(Router router) {
        if (road == WhatsApp.Road.DIALOG_360) {
            router.post("/360dialog/messages").handler(BodyHandler.create(false)).handler(this::authorise).handler(this::send);
            router.get("/360dialog/attachments/:media").handler(this::authorise).handler(this::download);
            router.get("/360dialog/:media").handler(this::authorise).handler(this::describe);
            return;
        }
        router.postWithRegex(VERSION + "(?<number>[0-9]+)\\/messages").handler(BodyHandler.create(false))
                .handler(this::authorise).handler(this::send);
        router.getWithRegex(VERSION + "(?<media>[0-9]+)").handler(this::authorise).handler(this::describe);
        router.get("/whatsapp_business/attachments/:media").handler(this::authorise).handler(this::download);
    }

    private void authorise(RoutingContext request) {
        var headers = request.request();
        var known = road == WhatsApp.Road.DIALOG_360 ? business.accessToken().equals(headers.getHeader("D360-API-KEY"))
                : ("Bearer " + business.accessToken()).equals(headers.getHeader("Authorization"));
        if (known) {
            request.next();
        } else {
            refuse(request, BAD_TOKEN, "Authentication Error");
        }
    }

    private void send(RoutingContext request) {
        var message = request.body().asJsonObject();
        var to = message.getString("to", message.getString("recipient"));
        if (to == null || !"whatsapp".equals(message.getString("messaging_product")) || !isOurs(request)) {
            refuse(request, BAD_PARAMETER, "Invalid parameter");
            return;
        }
        var sent = new SentMessage(MessageId.random(to), to, textOf(message), message.getString("biz_opaque_callback_data"));
        switchboard.take(request, sent, code -> refuse(request, code, "simulated"), () -> accept(request, sent));
    }

    /** 360dialog knows the number by the key. */
    private boolean isOurs(RoutingContext request) {
        return road == WhatsApp.Road.DIALOG_360 || business.phoneNumberId().equals(request.pathParam("number"));
    }

    private static String textOf(JsonObject message) {
        return message.getJsonObject("text", new JsonObject()).getString("body", "[" + message.getString("type") + "]");
    }

    private static void accept(RoutingContext request, SentMessage sent) {
        request.json(new JsonObject().put("messaging_product", "whatsapp")
                .put("contacts",
                        new JsonArray().add(new JsonObject().put("input", sent.to()).put("wa_id", sent.to().replace("+", ""))))
                .put("messages", new JsonArray().add(new JsonObject().put("id", sent.id()))));
    }

    private void describe(RoutingContext request) {
        switchboard.shelf().find(request.pathParam("media")).ifPresentOrElse(item -> {
            // 360dialog tells Meta's address, and gives the file at its own host
            var address = road == WhatsApp.Road.DIALOG_360 ? "https://lookaside.fbsbx.com/360dialog/attachments/" + item.id()
                    : request.request().scheme() + "://" + request.request().authority()
                            + "/whatsapp_business/attachments/" + item.id();
            request.json(new JsonObject().put("messaging_product", "whatsapp").put("url", address)
                    .put("mime_type", item.mimeType()).put("sha256", HexFormat.of().formatHex(item.sha256()))
                    .put("file_size", item.bytes().length).put("id", item.id()));
        }, () -> refuse(request, MEDIA_NOT_FOUND, "Object does not exist"));
    }

    private void download(RoutingContext request) {
        switchboard.shelf().find(request.pathParam("media")).ifPresentOrElse(
                item -> request.response().putHeader("Content-Type", item.mimeType())
                        .end(Buffer.buffer(item.bytes())),
                () -> request.response().setStatusCode(404).end());
    }

    private static void refuse(RoutingContext request, int code, String message) {
        request.response().setStatusCode(HTTP_STATUS.getOrDefault(code, 400));
        request.json(new JsonObject().put("error", new JsonObject().put("message", message).put("type", "OAuthException")
                .put("code", code).put("error_data", new JsonObject().put("details", message)).put("fbtrace_id", "simulated")));
    }
}
