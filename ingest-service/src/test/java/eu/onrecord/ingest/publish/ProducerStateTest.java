package eu.onrecord.ingest.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProducerStateTest {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            new, not connected yet                  | false | 99999 | false | 0 | false |      |      |            | false | false
            connected and idle                      | true  | 2     | false | 0 | false |      |      |            | false | true
            sends                                   | true  | 2     | false | 0 | true  |      |      |            | false | true
            not told for two questions              | true  | 14    | false | 0 | true  |      |      |            | false | true
            nobody answers three questions          | true  | 15    | false | 0 | true  |      |      |            | false | false
            fenced                                  | true  | 2     | true  | 0 | true  |      |      | FATAL      | false | false
            not let in at first                     | true  | 2     | false | 1 | false |      |      | NOT_LET_IN | false | false
            not let in once, long after it sent     | true  | 2     | false | 1 | true  |      |      |            | false | true
            some failed, Kafka not heard since      | true  | 4     | false | 0 | true  | 3    | 3    |            | false | false
            some failed just now                    | true  | 4     | false | 0 | true  | 0    | 0    |            | false | true
            some failed a second ago                | true  | 4     | false | 0 | true  | 1    | 0    |            | false | false
            some failed, Kafka heard since          | true  | 2     | false | 0 | true  | 3    | 3    |            | false | true
            fails for the patience, Kafka answers   | true  | 2     | false | 0 | true  | 8    | 3    | ONLY_FAILS | false | false
            fails for a little less                 | true  | 2     | false | 0 | true  | 7    | 3    |            | false | true
            fails for long, Kafka does not answer   | true  | 20    | false | 0 | true  | 20   | 3    |            | false | false
            fails as long as Kafka is not heard     | true  | 9     | false | 0 | true  | 9    | 9    |            | false | false
            fails for a minute, whatever it is      | true  | 99    | false | 0 | true  | 60   | 1    | ONLY_FAILS | false | false
            one partition refuses, seen since       | true  | 2     | false | 0 | true  | 3    | 3    |            | true  | true
            one partition refuses, not heard since  | true  | 4     | false | 0 | true  | 3    | 3    |            | true  | true
            one partition refuses for a minute      | true  | 2     | false | 0 | true  | 60   | 1    |            | true  | true
            one refuses, and nobody answers         | true  | 15    | false | 0 | true  | 60   | 1    |            | true  | false
            one refuses, and it is fenced           | true  | 2     | true  | 0 | true  | 3    | 3    | FATAL      | true  | false
            """)
    void whatFollowsFromWhatIsSeen(String what, boolean knowsChat, long metadataAge, boolean fatal, long failedLogins,
            boolean everAcknowledged, Long sinceFirst, Long sinceLast, ProducerState.Fault fault, boolean oneRefuses,
            boolean ready) {
        var state = new ProducerState(knowsChat, Duration.ofSeconds(metadataAge), fatal, failedLogins, everAcknowledged,
                Optional.ofNullable(sinceFirst).map(Duration::ofSeconds),
                Optional.ofNullable(sinceLast).map(Duration::ofSeconds), oneRefuses);

        assertEquals(Optional.ofNullable(fault), state.fault(PATIENCE));
        assertEquals(ready, state.isReady(PATIENCE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            3 | 2 | -
            2 | 2 | -
            1 | 1 | onrecord.chat has 1 replica, onrecord.chat acknowledges with 1 in sync (min.insync.replicas)
            3 | 1 | onrecord.chat acknowledges with 1 in sync (min.insync.replicas)
            1 | 2 | onrecord.chat has 1 replica
            """)
    void oneCopyIsNotSafe(int replicas, int needed, String danger) {
        assertEquals(Optional.ofNullable(danger), new Replication("onrecord.chat", replicas, needed).danger());
    }
}
