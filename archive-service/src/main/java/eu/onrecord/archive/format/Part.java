package eu.onrecord.archive.format;

/**
 * A part of a record, which a proof can show or withhold.
 *
 * @param name {@code event}, {@code content/0}, ..
 * @param bytes as FORMAT.md says
 */
public record Part(String name, byte[] bytes) {
    @Override
    public String toString() {
        return "Part[" + name + "]";
    }
}
