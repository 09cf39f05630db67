package eu.onrecord.archive.perusal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import eu.onrecord.archive.media.FileEvent;
import eu.onrecord.archive.media.MediaFile;
import eu.onrecord.archive.mention.Mention;
import eu.onrecord.archive.mention.Mention.Role;
import eu.onrecord.archive.perusal.Entry.Deleted;
import eu.onrecord.archive.perusal.Entry.Delivery;
import eu.onrecord.archive.perusal.Entry.File;
import eu.onrecord.archive.perusal.Entry.Marks;
import eu.onrecord.archive.perusal.Entry.Quoted;
import eu.onrecord.archive.perusal.Entry.Reaction;
import eu.onrecord.archive.perusal.Entry.Version;
import eu.onrecord.archive.record.Opened;
import eu.onrecord.archive.record.Understanding;
import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Field;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Media;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.contract.chat.Source;
import eu.onrecord.contract.consent.ConsentEvent;

/**
 * Makes of records what a person reads: a message stands once, with what was done to it, where it happened. Nothing is hidden:
 * what belongs to no message that is here stands by itself. Pure.
 */
final class Reading {
    private static final Set<String> TAKEN_BACK = Set.of("removed", "unreact");

    /** A message may be changed often, and answered often: all of it stands with the message itself, once. */
    private static final int MOST_WITH_A_QUOTE = 3;

    private final List<Told> told = new ArrayList<>();
    private final SameMessages same = new SameMessages();
    private final Map<String, List<Told>> byGroup = new HashMap<>();
    private final Map<UUID, List<MediaFile>> files;

    /** A record and what it says of a chat. */
    private record Told(Opened record, ChatEvent event, List<Mention> mentions) {
        static Optional<Told> of(Opened record) {
            return record.value() == null ? Optional.empty()
                    : Understanding.chat(record.type(), record.scope(), record.value())
                            .map(event -> new Told(record, event, Mention.in(event)));
        }

        boolean isMessage() {
            return mentions.stream().anyMatch(mention -> mention.role() == Role.IS);
        }
    }

    /**
     * @param speaking records that speak of the page's messages, or are what they answer
     * @param files of all these records
     */
    private Reading(List<Opened> page, List<Opened> speaking, Map<UUID, List<MediaFile>> files) {
        this.files = files;
        var seen = new HashSet<UUID>();
        Stream.concat(page.stream(), speaking.stream()).filter(record -> seen.add(record.id())).map(Told::of)
                .flatMap(Optional::stream).forEach(told::add);
        told.forEach(it -> same.join(it.mentions().stream().map(Mention::id).toList()));
        // what was looked up may have happened before what the page holds
        told.stream().sorted(Comparator.comparing(Told::record, Opened.ORDER)).filter(it -> !it.mentions().isEmpty())
                .forEach(it -> byGroup.computeIfAbsent(group(it), group -> new ArrayList<>()).add(it));
    }

    /** The ids that messages of a page are known by, and those that they answer. */
    static Asked asked(List<Opened> page) {
        var ids = new HashSet<String>();
        var answered = new HashSet<String>();
        page.stream().map(Told::of).flatMap(Optional::stream).forEach(it -> {
            it.mentions().forEach(mention -> ids.add(mention.id()));
            Optional.ofNullable(it.event().message()).map(Message::replyTo).ifPresent(answered::add);
        });
        return new Asked(ids, answered);
    }

    /** What is to be looked up beside a page. */
    record Asked(Collection<String> messages, Collection<String> answered) {
    }

    static List<Entry> of(List<Opened> page, List<Opened> speaking, Map<UUID, List<MediaFile>> files) {
        return new Reading(page, speaking, files).entries(page);
    }

    private List<Entry> entries(List<Opened> page) {
        var byId = new HashMap<UUID, Told>();
        told.forEach(it -> byId.put(it.record().id(), it));
        var messages = new LinkedHashMap<String, UUID>();
        var entries = new ArrayList<Entry>();
        for (var record : page) {
            var chat = byId.get(record.id());
            if (chat == null) {
                entries.add(consent(record).or(() -> file(record)).orElseGet(() -> Unreadable.entry(record)));
            } else if (!chat.isMessage()) {
                if (!isReadWith(chat, messages)) {
                    entries.add(chat(chat, Marks.NONE));
                }
            } else if (messages.putIfAbsent(group(chat), record.id()) == null) {
                entries.add(chat(chat, marks(chat)));
            }
        }
        return entries;
    }

    /** Whether the message that it is about stands before it. */
    private boolean isReadWith(Told mark, Map<String, UUID> messages) {
        return !mark.mentions().isEmpty() && messages.containsKey(group(mark));
    }

    private String group(Told it) {
        return same.group(it.mentions().get(0).id());
    }

    private Marks marks(Told message) {
        var others = byGroup.get(group(message)).stream().filter(it -> it != message).toList();
        return new Marks(of(others, Kind.EDIT).map(this::version).toList(),
                of(others, Kind.REVOCATION).map(Reading::deleted).toList(),
                of(others, Kind.REACTION).map(Reading::reaction).toList(),
                of(others, Kind.STATUS).map(Reading::delivery).toList(),
                others.stream().filter(Told::isMessage).map(it -> chat(it, Marks.NONE).withoutQuoted()).toList());
    }

    private static Stream<Told> of(List<Told> told, Kind kind) {
        return told.stream().filter(it -> it.event().kind() == kind);
    }

    private Version version(Told it) {
        var message = it.event().message();
        return new Version(it.record().id(), it.event().direction(), message.author(), message.text(), message.content(),
                files(it.record(), message), it.event().occurredAt(), it.event().timeOf(), history(it.event()));
    }

    private static Reaction reaction(Told it) {
        var message = it.event().message();
        return new Reaction(it.record().id(), it.event().direction(), message.author(), message.text(), message.content(),
                isRemoved(message), it.event().occurredAt(), it.event().timeOf(), history(it.event()));
    }

    /** As the provider says; one that says nothing at all, as those of before that was told. */
    private static boolean isRemoved(Message message) {
        return message.content().stream().flatMap(part -> part.fields().stream())
                .anyMatch(field -> field.name().equals("action") && TAKEN_BACK.contains(field.value()))
                || message.content().isEmpty() && (message.text() == null || message.text().isEmpty());
    }

    private static Delivery delivery(Told it) {
        var status = it.event().status();
        return new Delivery(it.record().id(), lower(status.state()), status.error(), status.details(),
                it.event().occurredAt(), history(it.event()));
    }

    private static Deleted deleted(Told it) {
        var message = it.event().message();
        return new Deleted(it.record().id(), isToldByWhom(message) ? it.event().direction() : null, message.text(),
                message.content(), it.event().occurredAt(), it.event().timeOf(), history(it.event()));
    }

    /** What the provider itself says of it stands in a part of its own: then it does not tell who took it back. */
    private static boolean isToldByWhom(Message message) {
        return message.content().stream().noneMatch(part -> part.is(PartType.SYSTEM));
    }

    private Entry chat(Told it, Marks marks) {
        var event = it.event();
        var status = event.status();
        var message = event.message() == null ? new Message(status == null ? "" : status.messageId(), "") : event.message();
        var found = files(it.record(), message);
        return new Entry(it.record().id(), it.record().leafIndex(), it.record().recordedAt(), it.record().type(),
                Sentences.of(event), event.direction(), event.network(), message.text(), message.content(), message.id(),
                message.replyTo(), quoted(message.replyTo()), message.target(), message.forwarded(), message.referral(),
                message.author(), status == null ? null : lower(status.state()), status == null ? null : status.error(),
                details(event), event.preference(), event.identityChange(), null, null, event.occurredAt(), event.timeOf(),
                history(event),
                found.isEmpty() ? null : found.get(0), found, null, marks);
    }

    /** What was received when it happened is not said to be so. */
    private static Source history(ChatEvent event) {
        return event.source() == Source.HISTORY ? Source.HISTORY : null;
    }

    private static List<Field> details(ChatEvent event) {
        return event.status() != null ? event.status().details()
                : event.preference() != null ? event.preference().details() : List.of();
    }

    private Quoted quoted(String replyTo) {
        if (replyTo == null) {
            return null;
        }
        var group = byGroup.getOrDefault(same.group(replyTo), List.of());
        return group.stream().filter(Told::isMessage).findFirst().map(it -> {
            var event = it.event();
            var message = event.message();
            return new Quoted(it.record().id(), event.direction(), message.author(), message.forwarded(), message.text(),
                    message.content(), files(it.record(), message), event.occurredAt(), event.timeOf(), history(event),
                    last(group.stream().filter(other -> other != it && other.isMessage()).map(this::version).toList()),
                    last(of(group, Kind.EDIT).map(this::version).toList()),
                    last(of(group, Kind.REVOCATION).map(Reading::deleted).toList()));
        }).orElse(null);
    }

    private static <T> List<T> last(List<T> all) {
        return all.subList(Math.max(0, all.size() - MOST_WITH_A_QUOTE), all.size());
    }

    private static Entry consent(Opened record, ConsentEvent event) {
        return new Entry(record.id(), record.leafIndex(), record.recordedAt(), record.type(), Sentences.of(event), null, null,
                null, List.of(), null, null, null, null, null, null, null, event.state(), event.reason(), List.of(), null, null,
                event.disclosure(), event.refusal(), event.occurredAt(), null, null, null, List.of(), null, Marks.NONE);
    }

    private List<File> files(Opened record, Message message) {
        var said = message.files();
        return files.getOrDefault(record.id(), List.of()).stream()
                .map(it -> file(it, it.ordinal() < said.size() ? said.get(it.ordinal()) : null)).toList();
    }

    private static File file(MediaFile it, Media said) {
        return new File(it.id(), said == null ? it.filename() : said.filename(), said == null ? null : said.mimeType(),
                it.foundType(), lower(it.state()), it.sha256(), it.size(), it.reason());
    }

    private static Optional<Entry> consent(Opened record) {
        return record.value() == null ? Optional.empty()
                : Understanding.consent(record.type(), record.scope(), record.value()).map(event -> consent(record, event));
    }

    /** Where it stands by itself: no message that is here tells of it, or each record is read by itself. */
    private static Optional<Entry> file(Opened record) {
        return record.value() == null ? Optional.empty() : FileEvent.of(record.type(), record.value()).map(event -> {
            var file = new File(event.file(), event.filename(), event.declaredType(), event.foundType(),
                    event.isKept() ? "kept" : "lost", event.sha256(), event.size(), event.reason());
            return new Entry(record.id(), record.leafIndex(), record.recordedAt(), record.type(), Sentences.of(event), null,
                    null,
                    null, List.of(), null, null, null, null, null, null, null, file.state(), event.reason(), List.of(), null,
                    null, null, null, record.occurredAt(), null, null, file, List.of(file), null, Marks.NONE);
        });
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    /** Which ids are one message's: ours and the provider's are joined by whatever tells both. */
    private static final class SameMessages {
        private final Map<String, String> groups = new HashMap<>();

        void join(List<String> ids) {
            ids.stream().skip(1).forEach(id -> groups.put(group(id), group(ids.get(0))));
        }

        String group(String id) {
            var group = id;
            while (groups.containsKey(group) && !groups.get(group).equals(group)) {
                group = groups.get(group);
            }
            return group;
        }
    }
}
