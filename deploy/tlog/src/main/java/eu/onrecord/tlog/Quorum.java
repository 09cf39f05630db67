package eu.onrecord.tlog;

import java.util.List;
import java.util.Set;

/** Which witnesses suffice. Each is named at one place alone. */
public sealed interface Quorum {

    /** Whether these suffice, by name. */
    boolean isMetBy(Set<String> witnesses);

    /** Whether it could be met twice, by witnesses of whom none is in both: then two histories could find one each. */
    boolean canBeMetTwice();

    /** One witness. */
    record Witnessed(String name) implements Quorum {
        @Override
        public boolean isMetBy(Set<String> witnesses) {
            return witnesses.contains(name);
        }

        @Override
        public boolean canBeMetTwice() {
            return false;
        }
    }

    /** Some of several; none of none where nobody has to have seen anything. */
    record Group(int threshold, List<Quorum> members) implements Quorum {
        public Group {
            members = List.copyOf(members);
        }

        @Override
        public boolean isMetBy(Set<String> witnesses) {
            return members.stream().filter(it -> it.isMetBy(witnesses)).count() >= threshold;
        }

        @Override
        public boolean canBeMetTwice() {
            var twice = (int) members.stream().filter(Quorum::canBeMetTwice).count();
            // whoever can be met twice counts on both sides; of the others each counts on one
            return 2 * Math.max(0, threshold - twice) <= members.size() - twice;
        }
    }
}
