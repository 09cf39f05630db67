package eu.onrecord.ingest.provider.twilio;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import eu.onrecord.contract.chat.Field;
import eu.onrecord.ingest.content.TechnicalPaths;

/** A form that remembers which of its parameters were read. */
final class ToldForm {
    private final Form form;
    private final Set<String> read = new HashSet<>();

    ToldForm(Form form) {
        this.form = form;
    }

    /** The first value of a parameter that says something; it counts as read. */
    Optional<String> say(String name) {
        read.add(name);
        return form.get(name);
    }

    /** Whether a parameter says something. Looking counts as reading nothing. */
    boolean has(String name) {
        return form.get(name).isPresent();
    }

    /** What nobody read and is not technical, and what a parameter that was read says a second time. */
    List<Field> unread(TechnicalPaths technical) {
        var unread = new ArrayList<Field>();
        form.parameters().forEach((name, values) -> {
            if (!technical.has(name)) {
                values.stream().skip(read.contains(name) ? 1 : 0).filter(value -> !value.isEmpty())
                        .forEach(value -> unread.add(new Field(name, value)));
            }
        });
        return unread;
    }
}
