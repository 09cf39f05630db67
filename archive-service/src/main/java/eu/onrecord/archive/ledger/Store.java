package eu.onrecord.archive.ledger;

import java.util.List;
import java.util.Optional;

/**
 * Where the ledger is kept: objects by name, outside of the database. That of two who create an object only one does so is all
 * that keeps two pods from two histories.
 */
interface Store {
    /** What stands under a name. */
    Optional<byte[]> read(String name);

    /** Whether something stands under a name. */
    boolean has(String name);

    /**
     * Makes an object that was not there, so that it survives a power cut. Two makers at once: one of them succeeds.
     *
     * @return false if something is there already, which stays as it is
     */
    boolean create(String name, byte[] bytes);

    /**
     * Puts an object in the place of another.
     *
     * @param was what was read there; empty if nothing was
     * @return false if something else is there by now, which stays
     */
    boolean replace(String name, Optional<byte[]> was, byte[] bytes);

    /**
     * Whether whoever replaces what is not there any more is refused, by the store itself.
     *
     * @param probe a name under which nothing stands, and nothing does afterwards
     */
    boolean refusesWhoComesLate(String probe);

    /** The names of what stands in a folder, without the folder's, in order. */
    List<String> names(String folder);

    /** Removes an object, if it is there. */
    void delete(String name);
}
