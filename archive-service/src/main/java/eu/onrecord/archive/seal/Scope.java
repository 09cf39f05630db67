package eu.onrecord.archive.seal;

import java.util.regex.Pattern;

/**
 * Whose key something is sealed under: what has a key of its own can be erased by itself.
 *
 * @param name as FORMAT.md says
 */
public record Scope(String name) {
    private static final Pattern THREAD = Pattern.compile("[0-9a-f]{32}");

    /** Of a Kafka record's key; a key that is no thread gets a scope that no thread has. */
    public static Scope ofKey(String key) {
        return new Scope(THREAD.matcher(key).matches() ? key : "key/" + key);
    }

    /** Of a legal entity's acts: their keys are their own, so that erasing a customer erases no act. */
    public static Scope ofActs(String legalEntity) {
        return new Scope("acts/" + legalEntity);
    }

    @Override
    public String toString() {
        return name;
    }
}
