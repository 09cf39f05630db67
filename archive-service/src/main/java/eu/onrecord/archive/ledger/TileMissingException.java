package eu.onrecord.archive.ledger;

import eu.onrecord.tlog.Tile;

/** The store has lost what it had. */
final class TileMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TileMissingException(Tile tile) {
        super(tile.path());
    }
}
