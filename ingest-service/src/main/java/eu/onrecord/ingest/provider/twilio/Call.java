package eu.onrecord.ingest.provider.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Media;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.ingest.content.Fields;
import eu.onrecord.ingest.content.Lines;
import eu.onrecord.ingest.content.Parts;
import eu.onrecord.ingest.content.TechnicalPaths;
import eu.onrecord.ingest.content.Told;
import eu.onrecord.ingest.content.Unread;
import eu.onrecord.ingest.json.JsonSlice;

/** What a callback about a call says to a reader: who called, for how long, and what came of it. */
final class Call {
    /** What stands for a caller who does not show their number, in words or on a telephone's keys. */
    private static final Set<String> HIDDEN = Set.of("", "anonymous", "restricted", "unavailable", "unknown", "blocked",
            "private", "privatenumber", "withheld", "numberwithheld", "hidden", "nocallerid", "nonumber", "unknowncaller",
            "unknownnumber", "anonymouscaller", "266696687", "7378742833", "2562533", "8656696", "86282452253", "464");
    private static final Pattern AROUND = Pattern.compile("^sips?:|^tel:|^whatsapp:|[@;:%].*$|[\\s+_.-]+");
    /** What a recording ends with is no key. */
    private static final String HUNG_UP = "hangup";
    /** Of those a name is an address. */
    private static final Pattern NAMED = Pattern.compile("(?i)client:|sips?:");
    private static final Pattern HIDING = Pattern.compile("anonym|unavailable|withheld|restricted|callerid|asterisk");
    private static final Pattern NO_NUMBER = Pattern.compile("1?0*");

    private Call() {
    }

    /** Whether it is nobody's number: many callers have it. */
    static boolean isHidden(String caller) {
        var bare = AROUND.matcher(caller.strip().toLowerCase(Locale.ROOT)).replaceAll("");
        var isWord = !bare.isEmpty() && bare.chars().noneMatch(Character::isDigit)
                && !NAMED.matcher(caller.strip()).lookingAt();
        return isWord || HIDDEN.contains(bare) || HIDDEN.contains(bare.replaceFirst("^1", "")) || HIDING.matcher(bare).find()
                || NO_NUMBER.matcher(bare).matches();
    }

    /** @param direction null where the callback does not tell who called */
    static Message message(String id, Form form, Direction direction) {
        var told = new ToldForm(form);
        var status = told.say("CallStatus");
        var seconds = told.say("CallDuration");
        var fields = new Fields().with("status", status).with("seconds", seconds)
                .with("minutes paid for", told.say("Duration")).with("answered by", told.say("AnsweredBy"))
                .with("recording", told.say("RecordingUrl")).with("recorded", told.say("RecordingStatus"))
                .with("seconds recorded", told.say("RecordingDuration"))
                .with("transcript", told.say("TranscriptionEvent")).with("who speaks", told.say("Track"))
                .with("final", told.say("Final")).with("confidence", told.say("Confidence"))
                .with("stability", told.say("Stability")).with("transcribed", told.say("TranscriptionStatus"))
                .with("kind of transcript", told.say("TranscriptionType")).with("recorded by", told.say("RecordingSource"))
                .with("ended with", told.say("FinishedOnKey")).with("what was pressed", told.say("msg"))
                .with("other side", told.say("DialCallStatus")).with("other side, seconds", told.say("DialCallDuration"))
                .with("connected", told.say("DialBridged")).with("error", told.say("ErrorCode"))
                .with("language", told.say("LanguageCode"))
                .with("forwarded from", told.say("ForwardedFrom")).with("code", told.say("SipResponseCode")).list();
        var sentence = Lines.joined(": ", who(direction),
                seconds.filter(duration -> !duration.equals("0")).map(duration -> duration + " seconds").or(() -> status)
                        .orElse(null));
        var parts = new Parts().add(PartType.CALL, sentence, fields);
        told.say("RecordingUrl").ifPresent(url -> parts.addFile(null, new Fields().with("kind", "recording").list(),
                new Media(form.get("RecordingSid").orElse(url), null, null, null, url)));
        for (var said : List.of("SpeechResult", "StableSpeechResult", "UnstableSpeechResult", "TranscriptionText")) {
            parts.add(PartType.TEXT, told.say(said));
        }
        told.say("TranscriptionData").ifPresent(transcript -> transcribed(parts, transcript));
        parts.add(PartType.CHOICE, told.say("Digits").filter(keys -> !keys.equals(HUNG_UP)));
        return Unread.in(new Message(id, "call").content(parts.list()).files(parts.files()),
                told.unread(Names.CALL));
    }

    private static String who(Direction direction) {
        if (direction == null) {
            return "A call";
        }
        return direction == Direction.INBOUND ? "Call by the customer" : "Call by the company";
    }

    /** While they speak, it comes as JSON. */
    private static void transcribed(Parts parts, String transcript) {
        var json = JsonSlice.of(transcript.getBytes(UTF_8));
        if (!json.isWhole() || !json.isObject()) {
            parts.add(PartType.TEXT, transcript);
            return;
        }
        var told = Told.of(json);
        parts.add(PartType.TEXT, told.at("transcript").sayOrNull(), told.unread(TechnicalPaths.NONE));
    }
}
