package eu.onrecord.archive.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import eu.onrecord.archive.perusal.Entry;
import eu.onrecord.archive.perusal.Transcript;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Field;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Network;
import eu.onrecord.contract.chat.Part;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.contract.chat.TimeOf;

/**
 * A conversation as the customer saw it. Pure.
 *
 * @param purpose for which it is read
 * @param days in their order, each with what happened on it
 */
public record ConversationView(Transcript transcript, String purpose, List<Day> days) {
    /** SVG is a program: it is none of them. */
    private static final Set<String> PICTURES = Set.of("image/jpeg", "image/png", "image/webp", "image/gif");

    private static final Set<String> SAID = Stream.of(Kind.MESSAGE, Kind.CALL, Kind.UNSUPPORTED).map(Kind::eventType)
            .collect(Collectors.toUnmodifiableSet());
    /** What somebody does: the rest the provider tells. */
    private static final Set<String> DONE = Stream
            .of(Kind.MESSAGE, Kind.CALL, Kind.EDIT, Kind.REVOCATION, Kind.REACTION).map(Kind::eventType)
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> REASONED = Set.of(Happening.CONSENT, Kind.STATUS.eventType());

    /** What happened on one day, by the clock of the page. */
    public record Day(LocalDate date, List<Line> lines) {
    }

    /** One thing that happened. */
    public record Line(Entry entry) {

        /** Whether somebody wrote it, or called; else it is told between the two sides. */
        public boolean isSaid() {
            return entry.direction() != null && entry.notRead() == null && entry.sentence() == null
                    && SAID.contains(entry.type())
                    && (parts().stream().anyMatch(part -> !part.is(PartType.SYSTEM)) || !entry.files().isEmpty());
        }

        /**
         * Whether it is told in words whose it was: what one of the two did to a message that is not here. What the provider
         * tells of itself is neither's, and who took something back it does not always tell.
         */
        public boolean isOfSomebody() {
            return entry.direction() != null && entry.sentence() == null && entry.notRead() == null
                    && DONE.contains(entry.type()) && parts().stream().noneMatch(part -> part.is(PartType.SYSTEM));
        }

        /** Whether it tells how far a message came that is not here. */
        public boolean isStatus() {
            return entry.type().equals(Kind.STATUS.eventType()) && entry.state() != null && entry.notRead() == null;
        }

        /** What else was told, by its names. */
        public List<Field> details() {
            return Details.of(entry);
        }

        /** Whether the time is that of our receipt: the provider told none. */
        public boolean isTimeOfReceipt() {
            return entry.timeOf() == TimeOf.RECEIPT;
        }

        /** Whether there are words, and not only what was done to them. */
        public boolean isTold() {
            return entry.notRead() != null || entry.sentence() != null || parts().isEmpty() && entry.files().isEmpty()
                    || !SAID.contains(entry.type());
        }

        /** When it was; where nobody told, or nothing that can be read, when the archive took it. */
        public Instant at() {
            return isTimeTold() ? entry.occurredAt() : entry.recordedAt();
        }

        /** Whether anybody told when it was. */
        public boolean isTimeTold() {
            return entry.occurredAt() != null;
        }

        /** What happened, in a word by which it is said in each language; one that is newer is said as the archive says it. */
        public String happening() {
            return Happening.of(entry);
        }

        /** What else is told of why; null where nothing is, or the words say it. */
        public String reason() {
            return entry.notRead() == null && REASONED.stream().anyMatch(entry.type()::startsWith) ? entry.reason() : null;
        }

        /** Whether the company wrote it. */
        public boolean isOurs() {
            return entry.direction() == Direction.OUTBOUND;
        }

        /** What a person can read of it; where it has no parts, its text is one. */
        public List<Part> parts() {
            return ConversationView.parts(entry.content(), entry.text());
        }

        /** Whether it was taken back. */
        public boolean isDeleted() {
            return !entry.marks().deleted().isEmpty();
        }

        /** How far it came at last; null where nobody told. */
        public Entry.Delivery delivered() {
            var all = entry.marks().delivery();
            return all.isEmpty() ? null : all.get(all.size() - 1);
        }
    }

    static ConversationView of(Transcript transcript, String purpose, Page page) {
        var days = new ArrayList<Day>();
        for (var entry : transcript.entries()) {
            var line = new Line(entry);
            var date = page.dayOf(line.at());
            if (days.isEmpty() || !days.get(days.size() - 1).date().equals(date)) {
                days.add(new Day(date, new ArrayList<>()));
            }
            days.get(days.size() - 1).lines().add(line);
        }
        return new ConversationView(transcript, purpose, days);
    }

    /** What a message that is answered says. */
    public List<Part> parts(Entry.Quoted quoted) {
        return parts(quoted.content(), quoted.text());
    }

    /** What further records of a message say that it does not say itself, such as the steps of a call. */
    public List<Entry> copies(Entry entry) {
        return entry.marks().copies().stream()
                .filter(it -> !(parts(it).equals(parts(entry)) && Objects.equals(it.forwarded(), entry.forwarded())
                        && Objects.equals(it.author(), entry.author()) && it.direction() == entry.direction()
                        && Objects.equals(it.replyTo(), entry.replyTo()) && Objects.equals(it.referral(), entry.referral())))
                .toList();
    }

    /** As above, of one that is answered. */
    public List<Entry.Version> copies(Entry.Quoted quoted) {
        return quoted.copies().stream()
                .filter(it -> !parts(it.content(), it.text()).equals(parts(quoted.content(), quoted.text()))).toList();
    }

    /** What a further record says. */
    public List<Part> parts(Entry entry) {
        return parts(entry.content(), entry.text());
    }

    /** What a reaction says beside its sign. */
    public List<Part> parts(Entry.Reaction reaction) {
        return reaction.content().stream()
                .filter(part -> !part.fields().isEmpty() || !Objects.equals(part.text(), reaction.emoji()))
                .toList();
    }

    /** What was told of a message that was taken back. */
    public List<Part> parts(Entry.Deleted gone) {
        return parts(gone.content(), gone.text());
    }

    /** What a message was changed to. */
    public List<Part> parts(Entry.Version version) {
        return parts(version.content(), version.text());
    }

    /** The files of a message, and those that came later. */
    public List<Entry.File> files(Entry entry) {
        return Stream.concat(Stream.of(entry), entry.marks().copies().stream()).flatMap(it -> it.files().stream())
                .filter(distinct(Entry.File::id)).toList();
    }

    private static <T> Predicate<T> distinct(Function<T, Object> key) {
        var seen = new HashSet<Object>();
        return it -> seen.add(key.apply(it));
    }

    /** What it travelled over, as it is called. */
    public String network(Network network) {
        return network.name().toLowerCase(Locale.ROOT);
    }

    /** Whether the company did it. */
    public boolean isOurs(Direction direction) {
        return direction == Direction.OUTBOUND;
    }

    /** Whether it is shown in place: by what its first bytes are, never by what it is called. */
    public boolean isPicture(Entry.File file) {
        return file.foundType() != null && PICTURES.contains(file.foundType());
    }

    /** Whether it can be listened to in place. */
    public boolean isVoice(Entry.File file) {
        return file.foundType() != null && file.foundType().startsWith("audio/");
    }

    /** How long a file is. */
    public String bytes(Entry.File file) {
        return file.size() < 1024 ? file.size() + " B"
                : file.size() < 1024 * 1024 ? file.size() / 1024 + " KiB" : file.size() / (1024 * 1024) + " MiB";
    }

    /** Whether more was done to these messages than is shown. */
    public boolean isCut() {
        return Boolean.TRUE.equals(transcript.isCut());
    }

    /** The parts of something said, or its text as the only one. */
    static List<Part> parts(List<Part> content, String text) {
        return !content.isEmpty() ? content : text == null ? List.of() : List.of(new Part(PartType.TEXT, text, List.of()));
    }

    /** Where a file of it is read. */
    public String file(UUID file) {
        return "/console/conversations/" + transcript.conversation() + "/files/" + file + "?purpose=" + purpose;
    }

    /** Where a record of it is proven. */
    public String record(UUID record) {
        return "/console/records/" + record + "?purpose=" + purpose;
    }

    /** Where is told who looked at it. */
    public String acts() {
        return "/console/acts?purpose=" + purpose + "&legal-entity="
                + URLEncoder.encode(transcript.legalEntity(), StandardCharsets.UTF_8) + "&conversation="
                + transcript.conversation();
    }

    /** Where it goes on; null at its end. */
    public String next() {
        return transcript.next() == null ? null
                : "/console/conversations/" + transcript.conversation() + "?purpose=" + purpose + "&after="
                        + transcript.next();
    }
}
