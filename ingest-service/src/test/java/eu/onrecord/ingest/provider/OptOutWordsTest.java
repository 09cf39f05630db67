package eu.onrecord.ingest.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
            "Only send to users that have not opted out | -", "Unreachable destination | -",
            "The recipient has previously opted out and has not opted back in | ALL",
            "Recipient opted out. If they wish to opt in, they send START | ALL",
            "The recipient opted out from your account | ALL", "Number is on the opt out list of this sender | ALL",
            "Message blocked: the user unsubscribed | ALL", "Unsubscribed recipient | ALL",
            "The customer asked not to be contacted | ALL", "The recipient has requested not to receive messages | ALL",
            "Not sent because STOP received from this number | ALL", "Blocked by user | ALL",
            "Forbidden: bot was blocked by the user | ALL", "Recipient is opted-out (opt-out list) | ALL",
            "Delivery failed, recipient replied STOP | ALL", "Opted out | ALL", "opt-out received from subscriber | ALL",
            "The user stopped promotional messages | MARKETING",
            "Undelivered – customer has opted out of marketing | MARKETING",
            "No recipient opted out | -", "Nobody has opted out | -", "The recipient has not been opted out | -",
            "Recipient neither opted out nor blocked you | -", "The recipient opted out, and opted in again | -",
            "Recipient had opted out but has since opted back in | -", "The carrier opted out of this traffic | -",
            "Operator has opted out of the campaign | -", "This account is opted out of link shortening | -",
            "Sender opted out of delivery receipts | -", "The business has opted out of the feature | -",
            "Meta stopped marketing messages to keep the ecosystem healthy (131049) | -",
            "Users can be opted out at any time | -", "All messages must tell how to opt out | -",
            "Anyone who opted out is on the list | -", "Check whether the number is on the opt-out list | -",
            "Message sent, stop code 5 | -", "Message sent stop code | -", "The recipient may have opted out | -",
            "Recipients that unsubscribed are not charged | -", "Wrongly opted out recipient restored | -",
            "Blocked by the subscriber\u2019s carrier | -", "User blocked by the network | -",
            "Subscriber blocked because of an unpaid bill | -", "The route stopped receiving messages | -",
            "Address unsubscribed from SMS | -", "Opted out: false | -", "Recipient opted out of RCS | -",
            "Your business was blocked by the user | ALL", "The end user has blocked your number | ALL",
            "Not sent to an opted-out recipient | ALL", "Not delivered to a customer who has opted out | ALL",
            "The user has opted out of all messages from every sender | ALL", "User opt-out | ALL",
            "Recipient responded with STOP | ALL", "The customer has withdrawn consent to receive messages | ALL",
            "This WhatsApp user has opted out of marketing messages | MARKETING",
            "Opt-out keyword missing in template | -", "Stop sequence not found | -",
            "Recipient opted out. No message was sent | ALL", "Recipient has opted out (no retry) | ALL",
            "Recipient has opted out, 0 segments billed | ALL", "Recipient opted out. They have not sent START | ALL",
            "Recipient has opted out. They previously opted in on 2024-01-01 | ALL",
            "The recipient opted in and later opted out | ALL", "User 31612345678 has opted out | ALL",
            "The user (+31612345678) has opted out | ALL", "The recipient of this message has opted out | ALL",
            "This number has been opted out | ALL", "The recipient has since opted out | ALL", "RECIPIENT_OPTED_OUT | ALL",
            "opted_out | ALL", "The recipient sent UNSUBSCRIBE | ALL", "Recipient replied STOPALL | ALL",
            "The recipient no longer wants to receive messages | ALL", "User declined marketing messages | MARKETING",
            "User has turned off marketing messages from your business | MARKETING", "The receiver has opted out | ALL",
            "Number invalid or recipient opted out | -", "The recipient opted out or is unreachable | -",
            "Either the number is invalid or the recipient opted out | -", "Perhaps the recipient opted out | -",
            "Possible causes: the recipient has blocked your number, or is not on WhatsApp | -",
            "Has the recipient opted out? | -", "The recipient has opted out? | -",
            "It is not true that the recipient opted out | -", "User opted out = false | -",
            "Another recipient opted out | -", "A different customer has opted out | -",
            "Another company's customer opted out | -", "The recipient opted out of voice calls | -",
            "The user blocked your ad | -", "Missing recipient opt-out | -",
            "Your template needs an option for user opt-out | -", "User opted out but opted-in again | -",
            "User opted out and re-subscribed | -", "User sent STOP then START | -" })
    void anErrorTellsAWishOrNone(String words, String scope) {
        assertEquals(scope, OptOutWords.wish("error", words).map(wish -> wish.scope().name()).orElse("-"));
    }

    @ParameterizedTest
    @ValueSource(strings = { " ", "_", "\t", " has", "user ", "(", "31612345678 ", " and", "opted " })
    void aLongErrorIsReadQuickly(String repeated) {
        var words = "The user" + repeated.repeat(500_000);

        assertTimeout(Duration.ofSeconds(2), () -> OptOutWords.wish("error", words));
    }
}
