package eu.onrecord.ingest.provider.twilio;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import eu.onrecord.contract.chat.Part;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.ingest.content.Answers;
import eu.onrecord.ingest.content.Fields;
import eu.onrecord.ingest.content.Lines;
import eu.onrecord.ingest.content.Parts;

/** All that a person can read of a message's form. */
final class MessageParts {
    private MessageParts() {
    }

    private static Optional<Integer> number(String told) {
        return told.matches("\\d{1,4}") ? Optional.of(Integer.parseInt(told)) : Optional.empty();
    }

    /**
     * Leaves unread what it does not know.
     *
     * @param mostFiles how many there can be, numbered from 0; a number can be left out
     */
    static List<Part> of(ToldForm form, int mostFiles) {
        var parts = new Parts();
        var choice = new Fields().with("title", form.say("ButtonText").or(() -> form.say("ListTitle")))
                .with("description", form.say("ListDescription"))
                .with("payload", form.say("ButtonPayload").or(() -> form.say("ListId")))
                .with("kind", form.say("ButtonType")).list();
        var body = form.say("Body");
        // a pressed button's title stands as text too
        if (body.isPresent() && !body.get().equals(Lines.value(choice, "title"))) {
            parts.add(PartType.TEXT, body);
        }
        parts.add(PartType.CHOICE, Lines.choice(choice), choice);
        IntStream.range(0, mostFiles).filter(i -> form.has("MediaUrl" + i))
                .forEach(i -> parts.add(PartType.FILE, null, new Fields().with("kind", "file")
                        .with("media type", form.say("MediaContentType" + i)).with("name", form.say("MediaFilename" + i))
                        .list()));
        form.say("NumMedia").flatMap(MessageParts::number).map(
                told -> told - (int) IntStream.range(0, mostFiles).filter(i -> form.has("MediaUrl" + i)).count())
                .filter(missing -> missing > 0)
                .ifPresent(missing -> parts.add(PartType.WITHHELD, missing + " files, not told of here"));
        var place = new Fields().with("latitude", form.say("Latitude")).with("longitude", form.say("Longitude"))
                .with("name", form.say("Label")).with("address", form.say("Address")).list();
        parts.add(PartType.LOCATION, Lines.place(place), place);
        for (var answers : List.of("InteractiveData", "FlowData")) {
            form.say(answers).ifPresent(json -> parts.add(PartType.FORM, null, Answers.in(json, Names.ANSWERS)));
        }
        var referral = new Fields().with("headline", form.say("ReferralHeadline")).with("body", form.say("ReferralBody"))
                .with("kind", form.say("ReferralSourceType")).with("media type", form.say("ReferralMediaContentType")).list();
        parts.add(PartType.REFERRAL, Lines.joined(": ", Lines.value(referral, "headline"), Lines.value(referral, "body")),
                referral);
        form.say("ChannelMetadata").ifPresent(json -> parts.add(PartType.SYSTEM, null, Answers.in(json, Names.INSIDE)));
        var error = new Fields().with("code", form.say("ErrorCode")).with("message", form.say("ErrorMessage")).list();
        parts.add(PartType.WITHHELD, Lines.error(error), error);
        return parts.list();
    }
}
