package eu.onrecord.ingest.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptOutWordsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "The recipient has opted out | ALL", "Recipient opted-out of messages from this sender | ALL",
            "Recipient has opted out from receiving messages unless START is sent | ALL",
            "The recipient is on the opt-out list | ALL", "User sent STOP | ALL", "Customer replied with 'STOP' | ALL",
            "User has blocked the service | ALL", "Recipient has unsubscribed | ALL",
            "This user has chosen to stop receiving marketing messages (131050) | MARKETING",
            "Recipient never opted out; carrier rejected it | -", "User is no longer opted out | -",
            "Cannot determine whether the recipient opted out | -", "The message must say how recipients can be opted out | -",
            "Recipient hasn\u2019t opted out | -", "Recipient hasn't opted out | -",
            "Your brand has opted out of RCS fallback | -",
            "The subscriber was unsubscribed from the network | -", "recipient not among those that opted out | -",
            "Carrier stopped marketing traffic from this sender | -", "Unless the recipient opted out, try again | -",
            "Only send to users that have not opted out | -", "Unreachable destination | -" })
    void anErrorTellsAWishOrNone(String words, String scope) {
        assertEquals(scope, OptOutWords.wish("error", words).map(wish -> wish.scope().name()).orElse("-"));
    }
}
