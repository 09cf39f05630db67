package eu.onrecord.ingest.provider.twilio;

import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.ingest.content.Fields;
import eu.onrecord.ingest.content.Lines;
import eu.onrecord.ingest.content.Parts;
import eu.onrecord.ingest.content.Unread;

/** What a callback about a call says to a reader: who called, for how long, and what came of it. */
final class Call {
    private Call() {
    }

    static Message message(String id, Form form, Direction direction) {
        var told = new ToldForm(form);
        var status = told.say("CallStatus");
        var seconds = told.say("CallDuration");
        var fields = new Fields().with("status", status).with("seconds", seconds)
                .with("minutes paid for", told.say("Duration")).with("answered by", told.say("AnsweredBy"))
                .with("recording", told.say("RecordingUrl")).list();
        var sentence = Lines.joined(": ", direction == Direction.INBOUND ? "Call by the customer" : "Call by the company",
                seconds.filter(duration -> !duration.equals("0")).map(duration -> duration + " seconds").or(() -> status)
                        .orElse(null));
        return Unread.in(new Message(id, "call").content(new Parts().add(PartType.CALL, sentence, fields).list()),
                told.unread(Names.CALL));
    }
}
