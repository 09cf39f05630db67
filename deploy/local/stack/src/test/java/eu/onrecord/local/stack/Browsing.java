package eu.onrecord.local.stack;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a browser does with the console: it follows redirects, and keeps cookies, also those that want TLS, which a browser
 * takes
 * from its own machine.
 */
final class Browsing {
    private static final int MOST_REDIRECTS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern LOGIN = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Integer, Map<String, String>> cookies = new HashMap<>();

    HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return follow(send(request(address).GET()));
    }

    /** A form, sent from a page of the same site. */
    HttpResponse<String> post(URI address, Map<String, String> form) throws IOException, InterruptedException {
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return follow(send(request(address).header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin").POST(HttpRequest.BodyPublishers.ofString(body))));
    }

    /** Asks for a page, and logs in where the identity provider wants it. */
    HttpResponse<String> login(URI page, String username, String password) throws IOException, InterruptedException {
        var asked = get(page);
        var form = LOGIN.matcher(asked.body());
        if (!form.find()) {
            throw new IOException("nobody asks who it is: " + asked.statusCode() + " " + asked.uri());
        }
        return post(asked.uri().resolve(form.group(1).replace("&amp;", "&")),
                Map.of("username", username, "password", password));
    }

    private HttpRequest.Builder request(URI address) {
        var request = HttpRequest.newBuilder(address).timeout(PATIENCE).header("Accept", "text/html");
        var its = cookies.getOrDefault(address.getPort(), Map.of());
        if (!its.isEmpty()) {
            request.header("Cookie", its.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue())
                    .collect(Collectors.joining("; ")));
        }
        return request;
    }

    private HttpResponse<String> follow(HttpResponse<String> first) throws IOException, InterruptedException {
        var answer = first;
        for (var i = 0; i < MOST_REDIRECTS && answer.statusCode() / 100 == 3; i++) {
            answer = send(request(answer.uri().resolve(answer.headers().firstValue("Location").orElseThrow())).GET());
        }
        return answer;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        var its = cookies.computeIfAbsent(answer.uri().getPort(), any -> new HashMap<>());
        answer.headers().allValues("Set-Cookie").forEach(cookie -> {
            var pair = cookie.split(";", 2)[0].split("=", 2);
            if (pair[1].isEmpty() || cookie.contains("Max-Age=0")) {
                its.remove(pair[0]);
            } else {
                its.put(pair[0], pair[1]);
            }
        });
        return answer;
    }

    /** What the console's cookies are said to be, by their names. */
    Map<String, String> cookiesOf(URI address) {
        return Map.copyOf(cookies.getOrDefault(address.getPort(), Map.of()));
    }
}
