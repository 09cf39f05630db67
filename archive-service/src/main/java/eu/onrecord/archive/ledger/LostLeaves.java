package eu.onrecord.archive.ledger;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import eu.onrecord.tlog.Hash;

/**
 * Reports of leaves that the store held and the database had lost. They stand in the store, so that whoever takes a record out
 * of the database cannot report it lost there alone.
 */
final class LostLeaves {
    static final String FOLDER = "lost";
    private static final int OF_HASH = 8;
    private static final Pattern FILE = Pattern.compile("0[0-9]{19}-[0-9a-f]{16}");
    private static final Pattern PLACE = Pattern.compile("[0-9]{1,18}");

    private LostLeaves() {
    }

    /** @param places at least one, in order */
    static void report(Store store, List<Long> places) {
        var text = places.stream().map(place -> place + "\n").collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8);
        // the same batch may be taken over again, after another restore, and have lost something else
        var hash = HexFormat.of().formatHex(Hash.ofLeaf(text).bytes(), 0, OF_HASH);
        store.create(FOLDER + "/" + Batch.file(places.get(0)) + "-" + hash, text);
    }

    /** The places that were reported. */
    static Set<Long> reported(Store store) {
        return store.names(FOLDER).stream().filter(name -> FILE.matcher(name).matches())
                .flatMap(name -> store.read(FOLDER + "/" + name).stream())
                .flatMap(bytes -> new String(bytes, StandardCharsets.UTF_8).lines())
                .filter(line -> PLACE.matcher(line).matches()).map(Long::valueOf)
                .collect(Collectors.toSet());
    }
}
