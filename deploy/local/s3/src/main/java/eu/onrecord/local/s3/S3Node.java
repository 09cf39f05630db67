package eu.onrecord.local.s3;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import com.adobe.testing.s3mock.S3MockApplication;

/**
 * Adobe's S3Mock on the loopback interface. As it comes, both of two who make one object succeed in half of the races: here
 * those who write to one name take turns, unless it is asked to stay as it comes. Of an upload whose name is taken it says 304,
 * where S3 says 412; and when that is given up, it takes away what has the name.
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

    /** Where the mock has a word of its own. */
    private static final class AsS3Says extends HttpServletResponseWrapper {
        private AsS3Says(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void setStatus(int status) {
            super.setStatus(status == SC_NOT_MODIFIED ? SC_PRECONDITION_FAILED : status);
        }
    }

    /** Of those who write to one name. */
    @Configuration
    static class Turns {
        private final Object[] locks = new Object[STRIPES];
        private final Set<String> refused = ConcurrentHashMap.newKeySet();

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
                        written(http, new AsS3Says((HttpServletResponse) response), chain);
                    }
                } else {
                    chain.doFilter(request, response);
                }
            };
        }

        private void written(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            var upload = request.getParameter("uploadId");
            if (request.getMethod().equals("DELETE") && upload != null && refused.contains(upload)) {
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
                return;
            }
            chain.doFilter(request, response);
            if (upload != null && response.getStatus() == HttpServletResponse.SC_PRECONDITION_FAILED) {
                refused.add(upload);
            }
        }
    }
}
