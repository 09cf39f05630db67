package eu.onrecord.ingest.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProducerStateTest {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            new, not connected yet                  | false | 99999 | 0 | false |      |      |            | false | false | 0
            connected and idle                      | true  | 2     | 0 | false |      |      |            | false | true | 0
            sends                                   | true  | 2     | 0 | true  |      |      |            | false | true | 0
            not told for two questions              | true  | 14    | 0 | true  |      |      |            | false | true | 0
            nobody answers three questions          | true  | 15    | 0 | true  |      |      |            | false | false | 0
            not let in, and never told since        | true  | 15    | 1 | false |      |      | NOT_LET_IN | false | false | 0
            not let in, and not told at all         | false | 99999 | 1 | false |      |      | NOT_LET_IN | false | false | 0
            not let in by one, told by another      | true  | 2     | 1 | false |      |      |            | false | true | 0
            shut out after it sent                  | true  | 15    | 1 | true  |      |      | NOT_LET_IN | false | false | 0
            some failed, Kafka not heard since      | true  | 4     | 0 | true  | 3    | 3    |            | false | false | 0
            some failed just now                    | true  | 4     | 0 | true  | 0    | 0    |            | false | true | 0
            some failed a second ago                | true  | 4     | 0 | true  | 1    | 0    |            | false | false | 0
            some failed, Kafka heard since          | true  | 2     | 0 | true  | 3    | 3    |            | false | true | 0
            fails for the patience, Kafka answers   | true  | 2     | 0 | true  | 8    | 3    | ONLY_FAILS | false | false | 0
            fails for a little less                 | true  | 2     | 0 | true  | 7    | 3    |            | false | true | 0
            fails for long, Kafka does not answer   | true  | 20    | 0 | true  | 20   | 3    |            | false | false | 0
            fails as long as Kafka is not heard     | true  | 9     | 0 | true  | 9    | 9    |            | false | false | 0
            fails for a minute, whatever it is      | true  | 99    | 0 | true  | 60   | 1    | ONLY_FAILS | false | false | 0
            one partition refuses, seen since       | true  | 2     | 0 | true  | 3    | 3    |            | true  | true | 0
            one partition refuses, not heard since  | true  | 4     | 0 | true  | 3    | 3    |            | true  | true | 0
            one partition refuses for a minute      | true  | 2     | 0 | true  | 60   | 1    |            | true  | true | 0
            one refuses, and nobody answers         | true  | 15    | 0 | true  | 60   | 1    |            | true  | false | 0
            waits for as long as it may             | true  | 2     | 0 | true  |      |      |            | false | true  | 13
            gives nothing up when its time is over  | true  | 2     | 0 | true  |      |      | DEAD       | false | false | 14
            """)
    void whatFollowsFromWhatIsSeen(String what, boolean knowsChat, long metadataAge, long failedLogins,
            boolean everAcknowledged, Long sinceFirst, Long sinceLast, ProducerState.Fault fault, boolean someRefuse,
            boolean ready, long unanswered) {
        var state = new ProducerState(knowsChat, Duration.ofSeconds(metadataAge), failedLogins, everAcknowledged,
                Optional.ofNullable(sinceFirst).map(Duration::ofSeconds),
                Optional.ofNullable(sinceLast).map(Duration::ofSeconds), someRefuse, Duration.ofSeconds(unanswered),
                Duration.ofMinutes(10));

        assertEquals(Optional.ofNullable(fault), state.fault(PATIENCE));
        assertEquals(ready, state.isReady(PATIENCE));
    }

    /** What was sent while it was silent fails when it is back: another producer would send beside it. */
    @ParameterizedTest
    @CsvSource({ "0, ", "7, ", "8, ONLY_FAILS" })
    void whatFailedBeforeKafkaWasHeardAgainIsNoFault(long heardFor, ProducerState.Fault fault) {
        var state = new ProducerState(true, Duration.ZERO, 0, true, Optional.of(Duration.ofSeconds(15)),
                Optional.of(Duration.ofSeconds(1)), false, Duration.ZERO, Duration.ofSeconds(heardFor));

        assertEquals(Optional.ofNullable(fault), state.fault(PATIENCE));
    }

    @ParameterizedTest
    @CsvSource({ "3, 2, TAKES", "2, 2, TAKES", "1, 2, AWAY", "0, 2, AWAY", "3, , TAKES", "2, , MAY_TAKE", "1, , MAY_TAKE",
            "0, , AWAY" })
    void whatTheClusterTellsSomebodyElse(int inSync, Integer needed, ClusterState state) {
        var partitions = List.of(new ClusterState.Partition(0, 3), new ClusterState.Partition(inSync, 3));

        assertEquals(state, ClusterState.of(optional(needed), partitions));
        assertEquals(ClusterState.AWAY, ClusterState.of(OptionalInt.empty(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            3 | 2 | -
            2 | 2 | -
            1 | 1 | onrecord.chat has 1 replica, onrecord.chat acknowledges with 1 in sync (min.insync.replicas)
            3 | 1 | onrecord.chat acknowledges with 1 in sync (min.insync.replicas)
            1 | 2 | onrecord.chat has 1 replica
            1 | - | onrecord.chat has 1 replica
            - | 1 | onrecord.chat acknowledges with 1 in sync (min.insync.replicas)
            - | - | -
            """)
    void oneCopyIsNotSafe(Integer replicas, Integer needed, String danger) {
        var told = new Replication("onrecord.chat", optional(replicas), optional(needed));

        assertEquals(Optional.ofNullable(danger), told.danger());
        assertEquals(replicas != null && needed != null, told.isTold());
    }

    private static OptionalInt optional(Integer number) {
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
