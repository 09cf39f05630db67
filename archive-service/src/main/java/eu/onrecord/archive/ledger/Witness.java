package eu.onrecord.archive.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;
import java.util.regex.Pattern;

import eu.onrecord.tlog.AddCheckpoint;
import eu.onrecord.tlog.Hash;
import eu.onrecord.tlog.Malformed;
import eu.onrecord.tlog.Note;
import eu.onrecord.tlog.VerifierKey;

/**
 * One who keeps the last head that it saw, and signs no other that does not go on from it (https://c2sp.org/tlog-witness).
 * Asked by one thread at a time.
 */
final class Witness {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** Who did not answer holds up the next heads no more than once in this time. */
    private static final Duration REST = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 64 * 1024;
    private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,18})\\n?");

    private final String name;
    private final VerifierKey key;
    private final URI address;
    private final LedgerKeys keys;
    private final HttpClient http;
    private final Clock clock;
    private OptionalLong size = OptionalLong.empty();
    private volatile Instant silentSince;

    /** @param prefix its submission prefix */
    Witness(String name, VerifierKey key, URI prefix, LedgerKeys keys, HttpClient http, Clock clock) {
        this.name = name;
        this.key = key;
        this.address = URI.create(prefix.toString().replaceFirst("/$", "") + "/add-checkpoint");
        this.keys = keys;
        this.http = http;
        this.clock = clock;
    }

    String name() {
        return name;
    }

    /** How many leaves the last head had that it is known to have seen. */
    OptionalLong seen() {
        return size;
    }

    boolean isSilent() {
        return silentSince != null;
    }

    /**
     * Shows it a head.
     *
     * @return its signature; none while it rests after it did not answer
     * @throws IOException if it does not answer, or nothing that makes sense
     * @throws RefusedException if it saw another tree, or more of this one
     */
    List<Note.Line> show(Note head, long headSize, LongFunction<List<Hash>> proof)
            throws IOException, InterruptedException {
        if (isSilent() && Duration.between(silentSince, clock.instant()).abs().compareTo(REST) < 0) {
            return List.of();
        }
        try {
            var line = ask(head, headSize, proof);
            silentSince = null;
            return List.of(line);
        } catch (IOException silent) {
            silentSince = clock.instant();
            throw silent;
        } catch (RuntimeException answered) {
            // who refuses is not silent: while they rest they would be passed over, as if they agreed
            silentSince = null;
            throw answered;
        }
    }

    private Note.Line ask(Note head, long headSize, LongFunction<List<Hash>> proof) throws IOException, InterruptedException {
        if (size.isEmpty() || size.getAsLong() > headSize) {
            // what they said once may have been a mistake, which was mended; a head of nothing is the beginning of all: who saw more says how much
            var answer = post(new AddCheckpoint(0, List.of(), keys.sign(0, Hash.ofNothing())));
            size = OptionalLong.of(answer.statusCode() == 200 ? 0 : sizeOf(answer));
        }
        var answer = post(headSize, head, proof);
        if (answer.statusCode() == 409 && sizeOf(answer) != size.getAsLong()) {
            size = OptionalLong.of(sizeOf(answer));
            answer = post(headSize, head, proof);
        }
        return switch (answer.statusCode()) {
            case 200 -> signature(head, headSize, answer);
            case 409, 422 -> throw new RefusedException(Refusal.WITNESS_SAW_ANOTHER_TREE,
                    name + " at " + size.getAsLong() + " of " + headSize);
            default -> throw new IOException("status " + answer.statusCode());
        };
    }

    private HttpResponse<byte[]> post(long headSize, Note head, LongFunction<List<Hash>> proof)
            throws IOException, InterruptedException {
        if (size.getAsLong() > headSize) {
            throw new RefusedException(Refusal.BEHIND_A_HEAD, name + " saw " + size.getAsLong() + ", here are " + headSize);
        }
        return post(new AddCheckpoint(size.getAsLong(), proof.apply(size.getAsLong()), head));
    }

    private Note.Line signature(Note head, long headSize, HttpResponse<byte[]> answer) throws IOException {
        try {
            var answered = Note.of(head.text() + "\n" + new String(answer.body(), StandardCharsets.UTF_8));
            if (!answered.text().equals(head.text())) {
                throw new IOException("a text of its own");
            }
            var line = key.line(answered).orElseThrow(() -> new IOException("no signature of its key"));
            if (key.seenAt(answered).filter(seconds -> seconds > 0).isEmpty()) {
                // it is to say when the head was seen
                throw new IOException("no time");
            }
            size = OptionalLong.of(headSize);
            return line;
        } catch (Malformed wrong) {
            throw new IOException(wrong.getMessage(), wrong);
        }
    }

    private static long sizeOf(HttpResponse<byte[]> answer) throws IOException {
        var text = new String(answer.body(), StandardCharsets.UTF_8);
        var found = SIZE.matcher(text);
        if (answer.statusCode() != 409 || !found.matches()) {
            throw new IOException("status " + answer.statusCode() + " without a size");
        }
        try {
            return Long.parseLong(found.group(1));
        } catch (NumberFormatException tooLarge) {
            throw new IOException("a size that is none", tooLarge);
        }
    }

    private HttpResponse<byte[]> post(AddCheckpoint asked) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address).timeout(PATIENCE)
                .POST(BodyPublishers.ofString(asked.toString())).build();
        var answer = http.sendAsync(request, info -> bounded());
        try {
            // the request's own timeout ends with the answer's head
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException | CancellationException failed) {
            answer.cancel(true);
            throw new IOException(failed.getCause() == null ? "no answer in time" : "no connection", failed);
        }
    }

    private static HttpResponse.BodySubscriber<byte[]> bounded() {
        var bytes = new ByteArrayOutputStream();
        return BodySubscribers.mapping(BodySubscribers.ofByteArrayConsumer(some -> some.ifPresent(more -> {
            if (bytes.size() + more.length > MOST_BYTES) {
                throw new IllegalStateException("an answer that is too long");
            }
            bytes.writeBytes(more);
        })), nothing -> bytes.toByteArray());
    }
}
