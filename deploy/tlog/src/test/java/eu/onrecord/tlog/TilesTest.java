package eu.onrecord.tlog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TilesTest {
    private static final int LARGE = 70_000;

    @ParameterizedTest
    @CsvSource({ "0, 0, 256, tile/0/000", "0, 273, 112, tile/0/273.p/112", "1, 1234067, 256, tile/1/x001/x234/067",
            "2, 1000, 1, tile/2/x001/000.p/1", "0, 999, 255, tile/0/999.p/255", "7, 0, 1, tile/7/000.p/1" })
    void aPathIsAsTheSpecificationHasIt(int level, long index, int width, String path) {
        assertEquals(path, new Tile(level, index, width).path());
    }

    @Test
    void entriesStandBesideLevel0() {
        assertEquals("tile/entries/x001/x234/067.p/8", new Tile(0, 1_234_067, 8).entriesPath());
        assertThrows(IllegalStateException.class, () -> new Tile(1, 0, 1).entriesPath());
    }

    @ParameterizedTest
    @CsvSource({ "-1, 0, 1", "8, 0, 1", "0, -1, 1", "0, 0, 0", "0, 0, 257" })
    void whatCanBeNoTileIsRefused(int level, long index, int width) {
        assertThrows(Malformed.class, () -> new Tile(level, index, width));
    }

    /** The specification's own example. */
    @Test
    void aTreeOf70000IsKeptInTheseTiles() {
        var growth = grown(LARGE);

        var full = growth.takeFull();
        assertEquals(273, full.keySet().stream().filter(it -> it.level() == 0).count());
        assertEquals(1, full.keySet().stream().filter(it -> it.level() == 1).count());
        assertEquals(274, full.size());
        assertEquals(List.of(new Tile(0, 273, 112), new Tile(1, 1, 17), new Tile(2, 0, 1)),
                List.copyOf(growth.partial().keySet()));
        full.forEach((tile, bytes) -> assertEquals(8_192, bytes.length));
    }

    @Test
    void aTreeOf256HasAFullTileAndOneAboveIt() {
        var growth = grown(256);

        assertEquals(List.of(new Tile(0, 0, 256)), List.copyOf(growth.takeFull().keySet()));
        assertEquals(List.of(new Tile(1, 0, 1)), List.copyOf(growth.partial().keySet()));
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 2, 3, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, LARGE })
    void theRootIsThatOfTheTreeHoweverItIsKept(int size) {
        assertEquals(Rfc6962.root(IntStream.range(0, size).mapToObj(TilesTest::leaf).toList()), grown(size).root());
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 7, 255, 256, 257, 1_000, 65_536 })
    void theTilesAreTheSameInHoweverManySteps(int step) {
        var atOnce = grown(LARGE);
        var inSteps = new Growth();
        var full = new HashMap<Tile, byte[]>();
        for (var from = 0; from < LARGE; from += step) {
            // each step is another pod's, which knows the edge alone
            inSteps = Growth.of(inSteps.text());
            for (var index = from; index < Math.min(LARGE, from + step); index++) {
                inSteps.append(leaf(index));
            }
            full.putAll(inSteps.takeFull());
        }

        same(atOnce.takeFull(), full);
        same(atOnce.partial(), inSteps.partial());
        assertEquals(LARGE, inSteps.size());
        assertTrue(inSteps.takeFull().isEmpty());
    }

    @Test
    void whatIsNoGrowthIsRefused() {
        assertThrows(Malformed.class, () -> Growth.of("1"));
        assertThrows(Malformed.class, () -> Growth.of("0 AAAA"));
        assertThrows(Malformed.class, () -> Growth.of("1 AAAA"));
        assertEquals(0, Growth.of("0").size());
    }

    @Test
    void everyRangeOfAProofIsMadeOfFewTiles() {
        var size = 66_333L;
        var growth = grown((int) size);
        var tiles = new HashMap<>(growth.takeFull());
        tiles.putAll(growth.partial());
        var root = growth.root();

        LongStream.of(0, 1, 255, 256, 65_535, 65_536, 66_303, 66_304, size - 1).forEach(index -> {
            var ranges = Proofs.inclusion(index, size);
            var wanted = Tiles.of(ranges, size);
            var some = new HashMap<Tile, byte[]>();
            wanted.forEach(tile -> some.put(tile, tiles.get(tile)));
            var path = ranges.stream().map(new Tiles(size, some)::hash).toList();

            assertTrue(wanted.size() <= 6, wanted::toString);
            assertTrue(Proofs.includes(leaf((int) index), index, size, path, root), () -> "leaf " + index);
        });
    }

    @Test
    void aTileOfAnotherLengthIsRefused() {
        var tile = new Tile(0, 0, 2);

        assertThrows(Malformed.class, () -> new Tiles(2, Map.of(tile, new byte[63])));
        assertThrows(Malformed.class, () -> new Tiles(2, Map.of(tile, new byte[96])));
    }

    @Test
    void aBundleIsItsEntriesBehindTheirLengths() {
        var bundle = Bundle.of(List.of(new byte[] { 1, 2 }, new byte[0], new byte[300]));

        assertEquals(2 + 2 + 2 + 2 + 300, bundle.length);
        assertArrayEquals(new byte[] { 0, 2, 1, 2, 0, 0, 1, 44, 0 }, Arrays.copyOf(bundle, 9));
        var entries = Bundle.entries(bundle, 3);
        assertArrayEquals(new byte[] { 1, 2 }, entries.get(0));
        assertEquals(0, entries.get(1).length);
        assertEquals(300, entries.get(2).length);
        assertThrows(Malformed.class, () -> Bundle.entries(bundle, 2));
        assertThrows(Malformed.class, () -> Bundle.entries(bundle, 4));
        assertThrows(Malformed.class, () -> Bundle.entries(Arrays.copyOf(bundle, bundle.length - 1), 3));
        assertThrows(Malformed.class, () -> Bundle.entries(Arrays.copyOf(bundle, bundle.length + 1), 3));
        assertThrows(Malformed.class, () -> Bundle.of(List.of(new byte[65_536])));
        assertEquals(65_535, Bundle.entries(Bundle.of(List.of(new byte[65_535])), 1).get(0).length);
    }

    private static Growth grown(int size) {
        var growth = new Growth();
        IntStream.range(0, size).forEach(index -> growth.append(leaf(index)));
        return growth;
    }

    private static Hash leaf(int index) {
        return Hash.ofLeaf(ByteBuffer.allocate(Integer.BYTES).putInt(index).array());
    }

    private static void same(Map<Tile, byte[]> expected, Map<Tile, byte[]> actual) {
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((tile, bytes) -> assertArrayEquals(bytes, actual.get(tile), tile::toString));
    }
}
