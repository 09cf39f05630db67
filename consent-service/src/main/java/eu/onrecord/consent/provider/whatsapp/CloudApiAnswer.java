package eu.onrecord.consent.provider.whatsapp;

import java.util.Optional;

import eu.onrecord.consent.channel.Remedy;
import eu.onrecord.consent.provider.ProviderHttp.Answer;
import eu.onrecord.consent.provider.SendOutcome;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** What the Cloud API answers, and the wrappings that 360dialog puts around it. */
final class CloudApiAnswer {
    private CloudApiAnswer() {
    }

    static SendOutcome outcome(Answer answer, byte[] request) {
        if (answer.status() == 200) {
            return new SendOutcome.Accepted(answer.body().getJsonArray("messages").getJsonObject(0).getString("id"), request,
                    "application/json");
        }
        return code(answer.body()).<SendOutcome> map(code -> new SendOutcome.NotTaken(code, MetaCodes.remedy(code)))
                .orElseGet(() -> byStatus(answer.status()));
    }

    private static Optional<String> code(JsonObject body) {
        var error = body.getValue("error");
        if (error instanceof JsonObject plain) {
            return Optional.ofNullable(plain.getValue("code")).map(String::valueOf);
        }
        var meta = body.getValue("meta");
        return meta instanceof JsonObject wrapped && wrapped.getValue("error") instanceof String inner ? inside(inner)
                : Optional.empty();
    }

    /** 360dialog passes Meta's error on as a text. */
    private static Optional<String> inside(String text) {
        try {
            return code(new JsonObject().put("error", new JsonObject(text))).or(() -> code(new JsonObject(text)));
        } catch (DecodeException noJson) {
            return Optional.empty();
        }
    }

    /** Without a code only the status tells; a fault of theirs tells nothing. */
    private static SendOutcome byStatus(int status) {
        var error = "http-" + status;
        return switch (status) {
            case 429 -> new SendOutcome.NotTaken(error, Remedy.BACK_OFF);
            case 401, 402, 403 -> new SendOutcome.NotTaken(error, Remedy.CALL_OPERATOR);
            default -> status >= 500 ? new SendOutcome.Unknown() : new SendOutcome.NotTaken(error, Remedy.GIVE_UP);
        };
    }
}
