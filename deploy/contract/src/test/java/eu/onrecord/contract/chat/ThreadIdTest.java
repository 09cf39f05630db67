package eu.onrecord.contract.chat;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadIdTest {

    /** One thread has one way to be written: it is Kafka's key. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = { "", "0123456789ABCDEF0123456789ABCDEF", "0123456789abcdef0123456789abcde",
            "0123456789abcdef0123456789abcdef0", "0123456789abcdef0123456789abcdeg", " 123456789abcdef0123456789abcdef" })
    void whatIsNoThreadIsRefused(String value) {
        assertThrows(IllegalArgumentException.class, () -> new ThreadId(value));
    }
}
