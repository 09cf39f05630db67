package eu.onrecord.consent.lane;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How much is under way to whom: somebody who hangs takes nobody else's places. */
public final class Places {
    private final int mostOfEach;
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();

    /** @param mostOfEach how many each may have under way */
    public Places(int mostOfEach) {
        this.mostOfEach = mostOfEach;
    }

    /** How many more may be under way. */
    public int roomOf(String whom) {
        return mostOfEach - taken.getOrDefault(whom, 0);
    }

    /** One more is under way. */
    public void take(String whom) {
        taken.merge(whom, 1, Integer::sum);
    }

    /** One has ended, however. */
    public void free(String whom) {
        taken.merge(whom, -1, Integer::sum);
    }
}
