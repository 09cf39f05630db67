package eu.onrecord.ingest.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import eu.onrecord.contract.chat.Field;
import eu.onrecord.contract.chat.Media;
import eu.onrecord.contract.chat.Part;
import eu.onrecord.contract.chat.PartType;

/**
 * Collects the parts of one message. What a small body can be blown up to is bounded: what is beyond is said to be in the
 * original.
 */
public final class Parts {
    /** Providers' longest texts have some ten thousand characters. */
    static final int LONGEST_TEXT = 64 * 1024;
    static final int LONGEST_NAME = 256;
    /** Lines of an order, cards, photos: more than any provider's limit. */
    static final int MOST_PARTS = 1100;
    static final int MOST_FIELDS = 5000;
    /** Ten cards of a carousel, thirty pictures of a form: more than any provider's limit. */
    static final int MOST_FILES = 1000;
    static final int MOST_CHARACTERS = 256 * 1024;

    private static final Part MORE = new Part(PartType.WITHHELD,
            "There is more than is shown here; the original has all of it.",
            List.of());

    private final List<Part> parts = new ArrayList<>();
    private final List<Media> files = new ArrayList<>();
    private int fields;
    private int characters;
    private boolean full;
    private boolean cut;

    /** Adds a part that says something; one that says nothing is none. */
    public Parts add(PartType type, String text, List<Field> told) {
        if ((text == null || text.isEmpty()) && told.isEmpty() || full) {
            return this;
        }
        if (parts.size() == MOST_PARTS || fields >= MOST_FIELDS || characters >= MOST_CHARACTERS) {
            full = true;
            cut = true;
            return this;
        }
        var bounded = text == null || text.isEmpty() ? null : bounded(text);
        var kept = new ArrayList<Field>();
        for (var field : told) {
            if (fields >= MOST_FIELDS || characters >= MOST_CHARACTERS) {
                full = true;
                cut = true;
                break;
            }
            kept.add(bounded(field));
            fields++;
        }
        parts.add(new Part(type, bounded, kept));
        return this;
    }

    public Parts add(PartType type, String text) {
        return add(type, text, List.of());
    }

    public Parts add(PartType type, Optional<String> text) {
        return add(type, text.orElse(null), List.of());
    }

    /**
     * Adds a file, which is one of {@link #files} too.
     *
     * @param media how it is fetched; null where the provider does not tell, and then it is withheld
     */
    public Parts addFile(String caption, List<Field> told, Media media) {
        if (media == null) {
            return add(PartType.WITHHELD, caption, told);
        }
        if (files.size() == MOST_FILES) {
            cut = true;
            return this;
        }
        var before = parts.size();
        add(PartType.FILE, caption, told);
        if (parts.size() > before) {
            files.add(media);
        }
        return this;
    }

    /** With its files. */
    public Parts addAll(Parts others) {
        var media = others.files.iterator();
        for (var part : others.parts) {
            if (part.type().equals(PartType.FILE.word()) && media.hasNext()) {
                addFile(part.text(), part.fields(), media.next());
            } else if (!part.equals(MORE)) {
                add(part.type(), part.text(), part.fields());
            }
        }
        cut |= others.cut;
        return this;
    }

    /** One for each part that is a file, in their order. */
    public List<Media> files() {
        return files;
    }

    public Parts addAll(List<Part> others) {
        others.stream().filter(part -> !part.equals(MORE)).forEach(part -> add(part.type(), part.text(), part.fields()));
        cut |= others.contains(MORE);
        return this;
    }

    /** All of them; at the end that there is more, where a text was too long or there was too much. */
    public List<Part> list() {
        if (cut && !parts.contains(MORE)) {
            parts.add(MORE);
        }
        return parts;
    }

    private void add(String type, String text, List<Field> told) {
        for (var known : PartType.values()) {
            if (known.word().equals(type)) {
                add(known, text, told);
            }
        }
    }

    private Field bounded(Field field) {
        var name = Wording.of(field.name(), LONGEST_NAME);
        characters += name.length();
        return new Field(name, bounded(field.value()));
    }

    /** At least a little of each, so that nothing vanishes. */
    private String bounded(String text) {
        var longest = Math.min(LONGEST_TEXT, Math.max(LONGEST_NAME, MOST_CHARACTERS - characters));
        var bounded = Wording.of(text, longest);
        cut |= text.length() > longest;
        characters += bounded.length();
        return bounded;
    }
}
