package eu.onrecord.archive.record;

import java.util.List;

/**
 * A page of what is read.
 *
 * @param records in the order in which it happened; there may be none, and more behind them
 * @param next where the next begins; null where there is none
 */
public record Page(List<Opened> records, Cursor next) {
}
