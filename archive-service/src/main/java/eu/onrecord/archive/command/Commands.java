package eu.onrecord.archive.command;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import eu.onrecord.archive.loss.Reaper;
import eu.onrecord.archive.rebuild.Rebuild;
import eu.onrecord.archive.verification.Finding;
import eu.onrecord.archive.verification.OneAtATime;
import eu.onrecord.archive.verification.Verification;

/** The commands by their names. What they tell goes to the standard output: ids and words, nothing that anybody said. */
@ApplicationScoped
class Commands {
    private static final Logger LOG = Logger.getLogger(Commands.class);
    private static final int DONE = 0;
    private static final int FOUND = 1;
    private static final int NOT_DONE = 2;
    private static final String USAGE = """
            archive-service                  the service
            archive-service verify [--anew]  looks through the whole archive and says what is not as it was; goes on where a
                                             run was broken off, unless it is to begin anew
            archive-service rebuild          makes conversations, identifiers and states anew out of the records
            archive-service reap             takes away what is due, under the reaper's role: records whose key is lost and
                                             that can be recorded anew""";

    private final Verification verification;
    private final Rebuild rebuild;
    private final Reaper reaper;
    private final Progress progress;
    private final PrintStream out = System.out;

    Commands(Verification verification, Rebuild rebuild, Reaper reaper, Progress progress) {
        this.verification = verification;
        this.rebuild = rebuild;
        this.reaper = reaper;
        this.progress = progress;
    }

    /**
     * Does one.
     *
     * @return the exit code: 0 if all is well, 1 if something was found, 2 if it could not be done
     */
    public int run(String name, List<String> options) {
        if (name.equals("verify") && (options.isEmpty() || options.equals(List.of("--anew")))) {
            return done(() -> verify(!options.isEmpty()));
        }
        if (name.equals("rebuild") && options.isEmpty()) {
            return done(() -> {
                out.println(rebuild.run(progress::tell) + " records looked at");
                return DONE;
            });
        }
        if (name.equals("reap") && options.isEmpty()) {
            return done(() -> {
                out.println(reaper.run() + " records taken away");
                return DONE;
            });
        }
        out.println(USAGE);
        return NOT_DONE;
    }

    private int verify(boolean anew) {
        var findings = verification.run(anew, progress::tell);
        findings.forEach(it -> out.println(sentence(it)));
        out.println(findings.isEmpty() ? "All is as it was." : findings.size() + " findings");
        return findings.isEmpty() ? DONE : FOUND;
    }

    private static String sentence(Finding finding) {
        return finding.kind() + " " + finding.place()
                + (finding.checkpoint() == null ? ""
                        : ", provable from the checkpoint of size " + finding.checkpoint() + " on");
    }

    private int done(Supplier<Integer> work) {
        try {
            return work.get();
        } catch (OneAtATime.BusyException busy) {
            out.println("Not done: " + busy.getMessage());
            return NOT_DONE;
        } catch (RuntimeException failure) {
            LOG.error("It could not be done", failure);
            out.println("Not done: " + failure.getMessage());
            return NOT_DONE;
        }
    }
}
