package eu.onrecord.archive.perusal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

import eu.onrecord.archive.perusal.Entry.Marks;
import eu.onrecord.archive.perusal.Entry.NotRead;
import eu.onrecord.archive.record.Opened;
import eu.onrecord.archive.record.Opened.Content;

/** What is shown of a record that is not read as it should be: never nothing. Pure. */
final class Unreadable {
    /** Of what nobody understands so much is shown; all of it is kept. */
    private static final int MOST_SHOWN_BYTES = 64 * 1024;

    private Unreadable() {
    }

    static Entry entry(Opened record) {
        var why = why(record.content());
        return new Entry(record.id(), record.leafIndex(), record.recordedAt(), record.type(), sentence(why), null, null,
                text(record), List.of(), null, null, null, null, null, null, null, null, null, List.of(), null, null, null,
                null,
                record.occurredAt(), null, null, null, List.of(), why, Marks.NONE);
    }

    private static NotRead why(Content content) {
        if (content instanceof Content.Erased erased) {
            return new NotRead("erased", erased.at(), erased.certificate());
        }
        return new NotRead(content instanceof Content.KeyLost ? "key-lost"
                : content instanceof Content.KeyUnusable ? "key-unusable"
                        : content instanceof Content.Broken ? "broken" : "not-understood",
                null, null);
    }

    private static String sentence(NotRead why) {
        return switch (why.reason()) {
            case "erased" -> "What stood here was erased.";
            case "key-lost" -> "What stands here cannot be read: its key is lost. That is an alarm.";
            case "key-unusable" -> "What stands here cannot be read now: its key cannot be used.";
            case "broken" -> "What stands here is not what was recorded. That is an alarm.";
            default -> "What came here was not understood. It is kept as it came.";
        };
    }

    private static String text(Opened record) {
        var value = record.value();
        return value == null ? null : new String(value, 0, Math.min(value.length, MOST_SHOWN_BYTES), UTF_8);
    }
}
