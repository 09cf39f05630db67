package eu.onrecord.local.s3;

import java.util.Map;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import com.adobe.testing.s3mock.S3MockApplication;

/**
 * Adobe's S3Mock on the loopback interface. As it comes, both of two who make one object succeed in half of the races: here
 * those who write to one name take turns, unless it is asked to stay as it comes.
 */
public final class S3Node {
    private static final int STRIPES = 256;

    private S3Node() {
    }

    /** @param args its port, its folder, its bucket, and {@code as-it-comes} where nobody takes turns */
    public static void main(String[] args) {
        var takesTurns = args.length < 4;
        new SpringApplicationBuilder(takesTurns ? new Class<?>[] { S3MockApplication.class, Loopback.class, Turns.class }
                : new Class<?>[] { S3MockApplication.class, Loopback.class })
                .properties(Map.of("server.address", "127.0.0.1", "server.port", "0",
                        "com.adobe.testing.s3mock.httpPort", args[0], "com.adobe.testing.s3mock.store.root", args[1],
                        "com.adobe.testing.s3mock.store.initialBuckets", args[2], "server.ssl.key-store",
                        "classpath:s3mock.jks", "server.ssl.key-store-password", "password", "server.ssl.key-alias",
                        "selfsigned", "server.ssl.key-password", "password"))
                .run();
    }

    /** Its own setting reaches the port with TLS alone. */
    @Configuration
    static class Loopback {
        @Bean
        @Order
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> loopback() {
            return factory -> factory.getAdditionalTomcatConnectors()
                    .forEach(connector -> connector.setProperty("address", "127.0.0.1"));
        }
    }

    /** Of those who write to one name. */
    @Configuration
    static class Turns {
        private final Object[] locks = new Object[STRIPES];

        Turns() {
            for (var i = 0; i < STRIPES; i++) {
                locks[i] = new Object();
            }
        }

        @Bean
        Filter turns() {
            return (request, response, chain) -> {
                if (request instanceof HttpServletRequest http && !http.getMethod().equals("GET")
                        && !http.getMethod().equals("HEAD")) {
                    synchronized (locks[Math.floorMod(http.getRequestURI().hashCode(), STRIPES)]) {
                        chain.doFilter(request, response);
                    }
                } else {
                    chain.doFilter(request, response);
                }
            };
        }
    }
}
