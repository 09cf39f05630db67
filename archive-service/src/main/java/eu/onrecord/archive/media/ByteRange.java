package eu.onrecord.archive.media;

/**
 * Which bytes of a file are asked for, before it is known how long it is.
 *
 * @param first from 0; null for the last so many
 * @param last the last of them; null for all behind the first; where there is no first, how many at the end
 */
public record ByteRange(Long first, Long last) {
}
