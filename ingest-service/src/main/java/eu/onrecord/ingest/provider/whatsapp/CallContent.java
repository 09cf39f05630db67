package eu.onrecord.ingest.provider.whatsapp;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Field;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.ingest.content.Fields;
import eu.onrecord.ingest.content.Lines;
import eu.onrecord.ingest.content.Parts;
import eu.onrecord.ingest.content.Told;

/** What a call over WhatsApp says to a reader: who called, when, for how long, and what came of it. */
final class CallContent {
    private CallContent() {
    }

    /** @param called what is told of the call */
    static Message message(String id, Told called, Direction direction) {
        var fields = new Fields().withAll(Names.CALL.in(called)).with("began", time(called.at("start_time")))
                .with("ended", time(called.at("end_time"))).list();
        var parts = new Parts().add(PartType.CALL, sentence(fields, direction), fields);
        for (var error : called.at("errors").items()) {
            var why = Names.ERROR.in(error);
            parts.add(PartType.WITHHELD, Lines.error(why), why);
        }
        return new Message(id, "call").reference(called.at("biz_opaque_callback_data").sayOrNull())
                .content(new ArrayList<>(parts.list()));
    }

    private static String sentence(List<Field> fields, Direction direction) {
        var who = direction == Direction.INBOUND ? "Call by the customer" : "Call by the company";
        var seconds = Optional.ofNullable(Lines.value(fields, "seconds")).filter(CallContent::isDuration)
                .orElseGet(() -> seconds(fields));
        var hasEnded = "terminate".equals(Lines.value(fields, "event"));
        if (seconds != null && !seconds.equals("0")) {
            return who + ": " + seconds + " seconds";
        }
        if (hasEnded && "COMPLETED".equalsIgnoreCase(Lines.value(fields, "status"))) {
            return who + ": ended";
        }
        return hasEnded ? who + ": missed"
                : Lines.joined(": ", who,
                        Optional.ofNullable(Lines.value(fields, "event")).orElse(Lines.value(fields, "status")));
    }

    /** Digits alone: what else is told as one stands with the fields, and no sentence is made of it. */
    private static boolean isDuration(String seconds) {
        return !seconds.isEmpty() && seconds.length() <= 9 && seconds.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }

    /** From when it began until it ended; null where that is not told. */
    private static String seconds(List<Field> fields) {
        var began = Lines.value(fields, "began");
        var ended = Lines.value(fields, "ended");
        return began == null || ended == null ? null
                : String.valueOf(Math.max(0, Duration.between(Instant.parse(began), Instant.parse(ended)).toSeconds()));
    }

    private static Optional<String> time(Told value) {
        return Timestamp.of(value.json()).map(Instant::toString);
    }
}
