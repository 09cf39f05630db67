package eu.onrecord.ingest.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import eu.onrecord.contract.chat.Field;

/** Collects what a part says by name, in order. */
public final class Fields {
    private final List<Field> told = new ArrayList<>();

    /** Adds a field, if there is a value. */
    public Fields with(String name, Optional<String> value) {
        value.filter(said -> !said.isEmpty()).ifPresent(said -> told.add(new Field(name, said)));
        return this;
    }

    public Fields with(String name, String value) {
        return with(name, Optional.ofNullable(value));
    }

    public Fields withAll(List<Field> others) {
        told.addAll(others);
        return this;
    }

    public List<Field> list() {
        return told;
    }
}
