package eu.onrecord.archive.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** A server that answers as the tests tell it, and channels of every provider over it. */
public final class FileServer implements QuarkusTestResourceLifecycleManager {
    private final Map<String, Handler> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    /** How many files of one customer's day are fetched unasked. */
    static final int A_DAY = 45;

    /** How a request is answered. */
    interface Handler {
        void answer(HttpExchange exchange) throws IOException;
    }

    /** A field that gets the server. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.FIELD)
    public @interface Files {
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            var authorization = exchange.getRequestHeaders().getFirst("Authorization");
            var key = exchange.getRequestHeaders().getFirst("D360-API-KEY");
            asked.add(exchange.getRequestURI() + " " + (authorization != null ? authorization : key));
            try (exchange) {
                answers.getOrDefault(exchange.getRequestURI().getPath(), refused -> refused.sendResponseHeaders(404, -1))
                        .answer(exchange);
            }
        });
        server.start();
        var settings = new HashMap<String, String>();
        settings.put("onrecord.media-store.probe", "PT1S");
        settings.put("onrecord.media-store.largest", "3M");
        settings.put("onrecord.media-store.lease", "PT4S");
        settings.put("onrecord.media-store.per-customer-and-day", String.valueOf(A_DAY));
        for (var provider : List.of("whatsapp", "360dialog", "twilio", "telegram")) {
            channel(settings, "files-" + provider, provider);
        }
        channel(settings, "files-brief", "whatsapp");
        settings.put("onrecord.channels.files-brief.files-kept-for", "PT1S");
        channel(settings, "files-renewed", "whatsapp");
        channel(settings, "files-mended", "whatsapp");
        channel(settings, "files-slow", "whatsapp");
        channel(settings, "files-elsewhere", "whatsapp");
        settings.put("onrecord.channels.files-elsewhere.file-hosts", "localhost,*.example.org");
        return settings;
    }

    private void channel(Map<String, String> settings, String name, String provider) {
        settings.put("onrecord.channels." + name + ".provider", provider);
        settings.put("onrecord.channels." + name + ".api", address());
        settings.put("onrecord.channels." + name + ".account", "AC1");
        settings.put("onrecord.channels." + name + ".token", "file-token");
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How a path is answered from now on. */
    void answer(String path, Handler handler) {
        answers.put(path, handler);
    }

    /** WhatsApp's way: a document that tells where the bytes are. */
    void shelve(String id, Handler bytes) {
        answer("/" + id, exchange -> send(exchange, 200, ("{\"url\":\"" + address() + "/bytes/" + id + "\"}").getBytes()));
        answer("/bytes/" + id, bytes);
    }

    static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** What was asked for, and with which authorisation. */
    List<String> asked(String path) {
        return asked.stream().filter(it -> it.startsWith(path)).toList();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.AnnotatedAndMatchesType(Files.class, FileServer.class));
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
