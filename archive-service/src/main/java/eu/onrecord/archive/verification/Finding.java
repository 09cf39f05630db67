package eu.onrecord.archive.verification;

/**
 * Something that is not as it was.
 *
 * @param kind what, such as {@code record-changed}
 * @param place where: a record, a leaf, a head; never what a customer said or is called
 * @param checkpoint the size of the first signed head from which on it can be proven; null where there is none
 */
public record Finding(String kind, String place, Long checkpoint) {
}
