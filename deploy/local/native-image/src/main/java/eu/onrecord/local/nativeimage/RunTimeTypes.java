package eu.onrecord.local.nativeimage;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.util.Optional;
import java.util.Set;

/** What belongs to the time at which a service runs, and must not be kept from the time at which its executable was built. */
final class RunTimeTypes {
    /** A time so near to now was read from a clock. */
    private static final Duration NEAR = Duration.ofDays(1);

    private static final Set<String> TYPES = Set.of("java.lang.Thread", "java.lang.ThreadGroup", "java.lang.Process",
            "java.lang.ProcessHandle", "java.lang.ref.Cleaner", "java.util.Random", "java.util.SplittableRandom",
            "java.util.random.RandomGenerator", "java.util.Timer", "java.util.concurrent.Executor", "java.time.Clock",
            "java.time.InstantSource", "java.nio.Buffer", "java.nio.channels.Channel", "java.nio.channels.Selector",
            "java.io.InputStream", "java.io.OutputStream", "java.io.Reader", "java.io.Writer", "java.io.FileDescriptor",
            "java.io.RandomAccessFile", "java.net.Socket", "java.net.ServerSocket", "java.net.DatagramSocket",
            "java.net.InetAddress", "java.net.SocketAddress", "java.net.URLConnection", "java.net.NetworkInterface",
            "java.net.http.HttpClient", "java.net.http.WebSocket", "java.util.zip.Deflater", "java.util.zip.Inflater",
            "java.util.zip.ZipFile", "java.sql.Connection", "java.sql.Driver", "javax.sql.DataSource", "javax.crypto.Mac",
            "javax.crypto.Cipher", "javax.crypto.KeyGenerator", "javax.crypto.SecretKey", "java.security.PrivateKey",
            "java.security.MessageDigest", "java.security.Signature", "java.security.KeyPairGenerator",
            "javax.net.ssl.SSLContext", "javax.net.ssl.SSLEngine", "org.eclipse.microprofile.config.Config",
            "java.lang.ProcessEnvironment", "java.security.KeyStore", "java.security.KeyPair", "javax.crypto.KeyAgreement",
            "javax.net.SocketFactory", "javax.net.ServerSocketFactory", "java.util.Calendar",
            "java.util.zip.Checksum", "java.util.regex.Matcher", "java.util.Scanner", "java.nio.file.FileSystem",
            "java.nio.file.Path", "io.micrometer.core.instrument.Meter", "io.micrometer.core.instrument.MeterRegistry",
            "io.opentelemetry.api.OpenTelemetry", "io.opentelemetry.api.trace.Tracer",
            "com.github.benmanes.caffeine.cache.Cache",
            "io.vertx.core.Vertx", "io.vertx.core.Context", "io.vertx.core.buffer.Buffer", "io.vertx.core.http.HttpClient",
            "io.vertx.ext.web.client.WebClient", "io.vertx.sqlclient.SqlClient", "io.vertx.core.net.NetClient",
            "java.net.http.HttpClient$Builder", "javax.net.ssl.SSLContextSpi",
            "org.apache.kafka.clients.admin.Admin",
            "org.apache.kafka.clients.producer.Producer", "org.apache.kafka.clients.consumer.Consumer");
    private static final Set<String> PACKAGES = Set.of("io.netty.buffer.", "io.netty.channel.", "io.vertx.mutiny.",
            "io.smallrye.config.");

    private RunTimeTypes() {
    }

    /** What makes this object one of them; empty if nothing does. */
    static Optional<String> kindOf(Object value) {
        return kindOf(value.getClass()).or(() -> value instanceof Temporal time && isNow(time) ? Optional.of("a clock's time")
                : value instanceof java.util.Date date && isNear(date.toInstant()) ? Optional.of("a clock's time")
                        : Optional.empty());
    }

    private static Optional<String> kindOf(Class<?> type) {
        for (var above = type; above != null && above != Object.class; above = above.getSuperclass()) {
            var name = above.getName();
            if (TYPES.contains(name) || !above.isInterface() && PACKAGES.stream().anyMatch(name::startsWith)) {
                return Optional.of(name);
            }
            for (var implemented : above.getInterfaces()) {
                var kind = kindOf(implemented);
                if (kind.isPresent()) {
                    return kind;
                }
            }
            if (above.isInterface() && TYPES.contains(above.getName())) {
                return Optional.of(above.getName());
            }
        }
        return Optional.empty();
    }

    private static boolean isNow(Temporal time) {
        return time.isSupported(ChronoField.INSTANT_SECONDS)
                ? isNear(Instant.ofEpochSecond(time.getLong(ChronoField.INSTANT_SECONDS)))
                : time.isSupported(ChronoField.EPOCH_DAY) && isNear(Instant.EPOCH.plus(Duration.ofDays(
                        time.getLong(ChronoField.EPOCH_DAY))));
    }

    private static boolean isNear(Instant time) {
        return Duration.between(time, Instant.now()).abs().compareTo(NEAR) < 0;
    }
}
