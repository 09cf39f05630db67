package eu.onrecord.consent.provider.whatsapp;

import java.net.URI;
import java.util.HashMap;
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
import eu.onrecord.consent.provider.SendOutcome;
import io.smallrye.mutiny.Uni;

/** The WhatsApp Cloud API, of Meta itself or by way of 360dialog, which takes the same bodies. */
@ApplicationScoped
public class CloudApi implements Provider {
    private static final String META = "whatsapp";
    private static final String DIALOG = "360dialog";
    private static final String JSON = "application/json";

    private final ProviderHttp http;

    CloudApi(ProviderHttp http) {
        this.http = http;
    }

    @Override
    public Set<String> names() {
        return Set.of(META, DIALOG);
    }

    @Override
    public Medium medium(String business) {
        return Medium.WHATSAPP;
    }

    @Override
    public Remedy remedy(String code) {
        return MetaCodes.remedy(code);
    }

    @Override
    public Optional<Identifier> recipient(String business, Medium medium, List<Identifier> known) {
        return of(Identifier.Kind.PHONE, known).or(() -> of(Identifier.Kind.USER_ID, known));
    }

    @Override
    public Uni<SendOutcome> send(Channel channel, Outgoing message) {
        var body = CloudApiMessage.of(message).toBuffer().getBytes();
        return http.post(address(channel, message.business()), headers(channel), body,
                answer -> CloudApiAnswer.outcome(answer, body));
    }

    private static URI address(Channel channel, String business) {
        var path = channel.provider().equals(DIALOG) ? "/messages" : "/" + business + "/messages";
        return URI.create(channel.access().api() + path);
    }

    private static Map<String, String> headers(Channel channel) {
        var headers = new HashMap<>(Map.of("Content-Type", JSON));
        if (channel.provider().equals(DIALOG)) {
            headers.put("D360-API-KEY", channel.access().token());
        } else {
            headers.put("Authorization", "Bearer " + channel.access().token());
        }
        return headers;
    }

    private static Optional<Identifier> of(Identifier.Kind kind, List<Identifier> known) {
        return known.stream().filter(identifier -> identifier.kind() == kind).findFirst();
    }
}
