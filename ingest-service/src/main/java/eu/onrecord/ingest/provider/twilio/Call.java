package eu.onrecord.ingest.provider.twilio;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.ingest.content.Fields;
import eu.onrecord.ingest.content.Lines;
import eu.onrecord.ingest.content.Parts;
import eu.onrecord.ingest.content.Unread;

/** What a callback about a call says to a reader: who called, for how long, and what came of it. */
final class Call {
    /** What stands for a caller who does not show their number, in words or on a telephone's keys. */
    private static final Set<String> HIDDEN = Set.of("", "anonymous", "restricted", "unavailable", "unknown", "blocked",
            "266696687", "7378742833", "2562533", "8656696", "86282452253", "464");

    private Call() {
    }

    /** Whether it is nobody's number: many callers have it. */
    static boolean isHidden(String caller) {
        return HIDDEN.contains(caller.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\+", ""));
    }

    static Message message(String id, Form form, Direction direction) {
        var told = new ToldForm(form);
        var status = told.say("CallStatus");
        var seconds = told.say("CallDuration");
        var fields = new Fields().with("status", status).with("seconds", seconds)
                .with("minutes paid for", told.say("Duration")).with("answered by", told.say("AnsweredBy"))
                .with("recording", told.say("RecordingUrl")).with("seconds recorded", told.say("RecordingDuration"))
                .with("forwarded from", told.say("ForwardedFrom")).with("code", told.say("SipResponseCode")).list();
        var sentence = Lines.joined(": ", direction == Direction.INBOUND ? "Call by the customer" : "Call by the company",
                seconds.filter(duration -> !duration.equals("0")).map(duration -> duration + " seconds").or(() -> status)
                        .orElse(null));
        var parts = new Parts().add(PartType.CALL, sentence, fields);
        for (var said : List.of("SpeechResult", "TranscriptionText")) {
            parts.add(PartType.TEXT, told.say(said));
        }
        parts.add(PartType.CHOICE, told.say("Digits"));
        return Unread.in(new Message(id, "call").content(parts.list()),
                told.unread(Names.CALL));
    }
}
