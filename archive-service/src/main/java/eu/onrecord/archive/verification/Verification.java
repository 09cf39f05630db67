package eu.onrecord.archive.verification;

import java.time.Clock;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;

import eu.onrecord.archive.verification.Audit.Piece;
import eu.onrecord.archive.verification.Runs.Run;

/**
 * Looks through everything, piece by piece, in memory that does not grow with the archive. One at a time; one that was broken
 * off
 * goes on where it was.
 */
@ApplicationScoped
public class Verification {
    private final OneAtATime oneAtATime;
    private final Runs runs;
    private final Map<Subject, Audit> audits = new EnumMap<>(Subject.class);
    private final VerificationConfig config;
    private final Clock clock;

    Verification(OneAtATime oneAtATime, Runs runs, @Any Instance<Audit> audits, VerificationConfig config, Clock clock) {
        this.oneAtATime = oneAtATime;
        this.runs = runs;
        this.config = config;
        this.clock = clock;
        audits.stream().sorted(Comparator.comparing(Audit::subject)).forEach(it -> this.audits.put(it.subject(), it));
    }

    /**
     * To the end. On a thread that may wait.
     *
     * @param anew whether it begins at the beginning, whatever was broken off
     * @param progress is told where it is, after each piece
     * @return what was found in the whole run; empty if all is as it was
     * @throws IllegalStateException if another run goes on
     */
    public List<Finding> run(boolean anew, Consumer<String> progress) {
        return oneAtATime.run(() -> run(anew ? runs.begin()
                : runs.brokenOff(clock.instant().minus(config.resumable())).map(Verification::resumed).orElseGet(runs::begin),
                progress));
    }

    /**
     * What was made anew beside the records stands where others may write, and bears no mark: that is made from its beginning.
     */
    private static Run resumed(Run run) {
        return run.subject() == Subject.DERIVED ? run.from(null) : run;
    }

    private List<Finding> run(Run begun, Consumer<String> progress) {
        var run = begun;
        for (var subject = run.subject(); subject != null; subject = after(subject)) {
            run = run(run, subject, progress);
        }
        runs.end(run);
        return runs.findings(run);
    }

    private Run run(Run begun, Subject subject, Consumer<String> progress) {
        var run = begun;
        Piece piece;
        do {
            piece = audits.get(subject).next(run.position(), run.startedAt().minus(config.settling()));
            var isDone = piece.position() == null;
            var next = isDone && after(subject) != null ? after(subject) : subject;
            run = runs.goOn(run, piece, next, piece.position());
            progress.accept(subject.name().toLowerCase(Locale.ROOT) + ": " + run.looked() + " looked at"
                    + (piece.remark() == null ? "" : ", " + piece.remark()) + (isDone ? ", done" : ""));
        } while (piece.position() != null);
        return run;
    }

    private static Subject after(Subject subject) {
        var all = Subject.values();
        return subject.ordinal() + 1 < all.length ? all[subject.ordinal() + 1] : null;
    }
}
