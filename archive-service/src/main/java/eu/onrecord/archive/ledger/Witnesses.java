package eu.onrecord.archive.ledger;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import eu.onrecord.tlog.Hash;
import eu.onrecord.tlog.Note;
import eu.onrecord.tlog.Policy;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Those who have to have seen a head before anybody is shown it. Blocking. */
final class Witnesses {
    private static final Logger LOG = Logger.getLogger(Witnesses.class);

    private final Policy policy;
    private final List<Witness> witnesses;
    private final Executor executor;

    Witnesses(Policy policy, LedgerKeys keys, HttpClient http, Clock clock, Executor executor) {
        this.policy = policy;
        this.executor = executor;
        this.witnesses = policy.witnesses().entrySet().stream().filter(it -> it.getValue().url().isPresent())
                .map(it -> new Witness(it.getKey(), it.getValue().key(), URI.create(it.getValue().url().get()), keys, http,
                        clock))
                .toList();
    }

    /** Those of a policy, asked by HTTP. */
    static Witnesses of(Policy policy, LedgerKeys keys, Clock clock) {
        return new Witnesses(policy, keys, HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2))
                .followRedirects(HttpClient.Redirect.NEVER).build(), clock, Infrastructure.getDefaultWorkerPool());
    }

    /** Of how many nothing was heard when they were asked last. */
    int silent() {
        return (int) witnesses.stream().filter(Witness::isSilent).count();
    }

    /**
     * Shows a head to all of them at once.
     *
     * @param proof that the tree of a size is the beginning of the head's
     * @return the head with the signatures of those who answered
     * @throws RefusedException if one of them saw another tree, or more of this one
     */
    Note show(Note head, long size, LongFunction<List<Hash>> proof) {
        var asked = witnesses.stream().map(witness -> CompletableFuture.supplyAsync(() -> seen(witness, head, size, proof),
                executor)).toList();
        // to their end, all of them: whoever is still being asked may be about to refuse
        var ended = CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).handle((all, failed) -> asked).join();
        ended.stream().filter(CompletableFuture::isCompletedExceptionally).map(Witnesses::refusal).flatMap(Optional::stream)
                .findFirst().ifPresent(refused -> {
                    throw refused;
                });
        return head.with(ended.stream().flatMap(it -> it.join().stream()).toList());
    }

    /** Whether those suffice who signed it. */
    boolean suffice(Note head) {
        return policy.quorum().isMetBy(policy.seenBy(head));
    }

    /**
     * What those say who saw another tree, or more of this one.
     *
     * @param head one of this ledger, which they are shown once more
     * @param isShown whether a head of a size is visible by now: then they saw more by right
     * @return by their names; of who does not answer nothing
     */
    Map<String, Refusal> refusing(Note head, long size, LongFunction<List<Hash>> proof, LongPredicate isShown) {
        var refusing = new TreeMap<String, Refusal>();
        for (var witness : witnesses) {
            try {
                seen(witness, head, size, proof);
            } catch (RefusedException refused) {
                if (refused.refusal() != Refusal.BEHIND_A_HEAD || !isShown.test(witness.seen().orElse(Long.MAX_VALUE))) {
                    refusing.put(witness.name(), refused.refusal());
                }
            }
        }
        return refusing;
    }

    /**
     * Whether so many answered when they were asked last that the policy's quorum could be met.
     *
     * @param refusing those who answered that they do not agree
     */
    boolean couldSuffice(Set<String> refusing) {
        return policy.quorum().isMetBy(witnesses.stream().filter(it -> !it.isSilent() || refusing.contains(it.name()))
                .map(Witness::name).collect(Collectors.toSet()));
    }

    private static List<Note.Line> seen(Witness witness, Note head, long size, LongFunction<List<Hash>> proof) {
        try {
            return witness.show(head, size, proof);
        } catch (IOException silent) {
            LOG.warnf("The witness %s does not answer: %s", witness.name(), silent.getMessage());
            return List.of();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static Optional<RefusedException> refusal(CompletableFuture<?> failed) {
        return failed.handle((nothing, why) -> why instanceof CompletionException it ? it.getCause() : why)
                .thenApply(why -> Optional.ofNullable(why instanceof RefusedException refused ? refused : null)).join();
    }
}
