package eu.onrecord.archive.record;

import java.util.List;
import java.util.UUID;

/**
 * Records were met whose keys nobody has and nobody destroyed, while they were read.
 *
 * @param records their ids, which tell their times
 */
public record KeysMissing(List<UUID> records) {
}
