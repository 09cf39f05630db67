package eu.onrecord.local.phone;

import java.time.Duration;
import java.util.List;

/**
 * How a simulated provider treats what is sent to it.
 *
 * @param errorCode answered instead of sending; zero sends
 * @param answerAfter how late it answers
 * @param takesNothing whether the connection is closed before the message is taken
 * @param dropConnection whether it takes the message and closes the connection without an answer
 * @param statuses what it tells about a message that it took: in this order, at these times; the same one may stand twice
 */
public record Behaviour(int errorCode, Duration answerAfter, boolean takesNothing, boolean dropConnection,
        List<PlannedStatus> statuses) {

    /** A status webhook, so long after the message was taken. */
    public record PlannedStatus(String state, Duration after) {
        /** A status told at once. */
        public static PlannedStatus now(String state) {
            return new PlannedStatus(state, Duration.ZERO);
        }
    }

    /** Everything goes well: sent, delivered, and read a second later. */
    public static Behaviour normal() {
        return new Behaviour(0, Duration.ZERO, false, false, List.of(PlannedStatus.now("sent"), PlannedStatus.now("delivered"),
                new PlannedStatus("read", Duration.ofSeconds(1))));
    }

    /** Messages are taken as usual, and told about like this. */
    public Behaviour telling(PlannedStatus... plan) {
        return new Behaviour(errorCode, answerAfter, takesNothing, dropConnection, List.of(plan));
    }

    /** Every send is answered with this error. */
    public Behaviour failingWith(int code) {
        return new Behaviour(code, answerAfter, takesNothing, dropConnection, statuses);
    }

    public Behaviour answeringAfter(Duration delay) {
        return new Behaviour(errorCode, delay, takesNothing, dropConnection, statuses);
    }

    public Behaviour droppingConnections() {
        return new Behaviour(errorCode, answerAfter, takesNothing, true, statuses);
    }

    /** Messages are lost on their way: nobody here ever has them, and whoever sent them cannot know. */
    public Behaviour takingNothing() {
        return new Behaviour(errorCode, answerAfter, true, dropConnection, statuses);
    }
}
