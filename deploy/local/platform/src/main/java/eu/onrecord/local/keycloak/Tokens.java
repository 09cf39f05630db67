package eu.onrecord.local.keycloak;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.json.JsonMapper;

/** Access tokens from the local Keycloak, for people and for programs. */
public final class Tokens {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI endpoint;

    public Tokens(String issuer) {
        this.endpoint = URI.create(issuer + "/protocol/openid-connect/token");
    }

    /** A token of one of the local people, who all have the password {@code local-only}. */
    public String ofPerson(String username) throws IOException, InterruptedException {
        return request(Map.of("grant_type", "password", "client_id", "local-terminal", "username", username, "password",
                "local-only"));
    }

    /** A token of a program. */
    public String ofClient(String clientId) throws IOException, InterruptedException {
        return request(
                Map.of("grant_type", "client_credentials", "client_id", clientId, "client_secret", "local-only-" + clientId));
    }

    private String request(Map<String, String> form) throws IOException, InterruptedException {
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(endpoint).timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("Keycloak gave no token: " + answer.statusCode());
        }
        return JSON.readTree(answer.body()).path("access_token").asText();
    }
}
