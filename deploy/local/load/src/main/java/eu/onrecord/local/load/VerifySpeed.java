package eu.onrecord.local.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How fast {@code verify} goes over what there is, by the progress that it shows; from a third of it on, when its code is
 * compiled: a run over an archive takes hours, and that a minute.
 */
final class VerifySpeed {
    private static final Pattern PROGRESS = Pattern.compile("([a-z]+): ([0-9]+) looked at.*?(, done)?");
    private static final int LONGEST_MINUTES = 10;

    private final Map<String, List<Looked>> looked = new HashMap<>();
    private final String last;
    private boolean isDone;

    private VerifySpeed(String last) {
        this.last = last;
    }

    private record Looked(long count, long nanos) {
        private double perSecondUntil(Looked later) {
            return (later.count() - count) / ((later.nanos() - nanos) / 1e9);
        }

        static double perSecond(List<Looked> all) {
            return all.get(all.size() / 3).perSecondUntil(all.get(all.size() - 1));
        }
    }

    /**
     * @param command that begins it
     * @param last what is looked at last: there it is broken off
     * @return how many a second were looked at, by what they are; none of what is done in one piece
     */
    static Map<String, Double> measure(List<String> command, String last) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var patience = CompletableFuture.runAsync(process::destroyForcibly,
                CompletableFuture.delayedExecutor(LONGEST_MINUTES, TimeUnit.MINUTES));
        var speed = new VerifySpeed(last);
        try (var lines = process.inputReader()) {
            for (var line = lines.readLine(); line != null && !speed.isDone; line = lines.readLine()) {
                speed.read(line);
            }
        } finally {
            patience.cancel(true);
            process.destroyForcibly();
        }
        if (!speed.isDone) {
            throw new IOException("verify does not come to the end of " + last);
        }
        return speed.perSecond();
    }

    private Map<String, Double> perSecond() {
        return looked.entrySet().stream().filter(it -> it.getValue().size() > 2)
                .collect(Collectors.toMap(Map.Entry::getKey, it -> Looked.perSecond(it.getValue())));
    }

    private void read(String line) {
        var progress = PROGRESS.matcher(line);
        if (progress.matches()) {
            var what = progress.group(1);
            looked.computeIfAbsent(what, it -> new ArrayList<>())
                    .add(new Looked(Long.parseLong(progress.group(2)), System.nanoTime()));
            isDone = what.equals(last) && progress.group(3) != null;
        }
    }
}
