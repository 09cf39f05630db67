package eu.onrecord.consent.sending;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many messages are on their way, by channel: a provider that hangs takes no other channel's places. */
final class InFlight {
    private final int mostOfEach;
    private final Map<String, Integer> byChannel = new ConcurrentHashMap<>();

    /** @param mostOfEach how many a channel may have on their way */
    InFlight(int mostOfEach) {
        this.mostOfEach = mostOfEach;
    }

    int roomOf(String channel) {
        return mostOfEach - byChannel.getOrDefault(channel, 0);
    }

    void left(String channel) {
        byChannel.merge(channel, 1, Integer::sum);
    }

    void arrived(String channel) {
        byChannel.merge(channel, -1, Integer::sum);
    }
}
