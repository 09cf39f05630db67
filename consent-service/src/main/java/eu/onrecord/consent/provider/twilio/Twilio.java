package eu.onrecord.consent.provider.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.channel.Medium;
import eu.onrecord.consent.channel.Remedy;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.provider.Outgoing;
import eu.onrecord.consent.provider.Provider;
import eu.onrecord.consent.provider.ProviderHttp;
import eu.onrecord.consent.provider.ProviderHttp.Answer;
import eu.onrecord.consent.provider.SendOutcome;
import io.smallrye.mutiny.Uni;

/**
 * Twilio's Programmable Messaging. {@code send.account} is the account's sid, {@code send.token} the auth token, and
 * {@code send.status-callback} the public address of the channel's webhook. It carries no reference of ours: statuses are known
 * by Twilio's own id.
 */
@ApplicationScoped
public class Twilio implements Provider {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final ProviderHttp http;

    Twilio(ProviderHttp http) {
        this.http = http;
    }

    @Override
    public Set<String> names() {
        return Set.of("twilio");
    }

    @Override
    public Medium medium(String business) {
        return TwilioMessage.isWhatsApp(business) ? Medium.WHATSAPP : Medium.SMS;
    }

    @Override
    public Remedy remedy(String code) {
        return TwilioCodes.remedy(code);
    }

    @Override
    public void check(Channel channel) {
        if (channel.access().account().isEmpty()) {
            throw new IllegalStateException("onrecord.channels.%s.send.account is missing".formatted(channel.name()));
        }
    }

    @Override
    public Optional<Identifier> recipient(String business, Medium medium, List<Identifier> known) {
        var byPhone = known.stream().filter(identifier -> identifier.kind() == Identifier.Kind.PHONE).findFirst();
        return byPhone.or(() -> TwilioMessage.isWhatsApp(business)
                ? known.stream().filter(identifier -> identifier.kind() == Identifier.Kind.USER_ID).findFirst()
                : Optional.empty());
    }

    @Override
    public Uni<SendOutcome> send(Channel channel, Outgoing message) {
        var account = channel.access().account().orElseThrow();
        var form = TwilioMessage.of(message, channel.access().statusCallback()).getBytes(UTF_8);
        var credentials = Base64.getEncoder().encodeToString((account + ":" + channel.access().token()).getBytes(UTF_8));
        return http.post(URI.create(channel.access().api() + "/2010-04-01/Accounts/" + account + "/Messages.json"),
                Map.of("Content-Type", FORM, "Authorization", "Basic " + credentials), form, answer -> outcome(answer, form));
    }

    private static SendOutcome outcome(Answer answer, byte[] request) {
        if (answer.status() / 100 == 2) {
            return new SendOutcome.Accepted(required(answer, "sid"), request, FORM);
        }
        var code = answer.body().getValue("code");
        if (code != null) {
            return new SendOutcome.NotTaken(code.toString(), TwilioCodes.remedy(code.toString()));
        }
        var error = "http-" + answer.status();
        return switch (answer.status()) {
            case 429 -> new SendOutcome.NotTaken(error, Remedy.BACK_OFF);
            case 401, 403 -> new SendOutcome.NotTaken(error, Remedy.CALL_OPERATOR);
            default -> answer.status() >= 500 ? new SendOutcome.Unknown() : new SendOutcome.NotTaken(error, Remedy.GIVE_UP);
        };
    }

    private static String required(Answer answer, String field) {
        return Optional.ofNullable(answer.body().getString(field)).orElseThrow();
    }
}
