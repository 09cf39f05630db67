package eu.onrecord.tlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProofsTest {
    private static final int LARGEST = 70;
    private final List<Hash> leaves = IntStream.range(0, LARGEST).mapToObj(i -> Hash.ofLeaf(new byte[] { (byte) i })).toList();

    /** The inputs and roots that Certificate Transparency's implementations are tested with. */
    @ParameterizedTest
    @CsvSource({ "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328" })
    void theRootIsTheOneThatTheStandardGives(int size, String root) {
        var inputs = List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                "606162636465666768696a6b6c6d6e6f");
        var growth = new Growth();
        inputs.stream().limit(size).map(hex -> Hash.ofLeaf(HexFormat.of().parseHex(hex))).forEach(growth::append);

        assertEquals(root, HexFormat.of().formatHex(growth.root().bytes()));
        assertEquals(growth.root(), Rfc6962
                .root(inputs.stream().limit(size).map(hex -> Hash.ofLeaf(HexFormat.of().parseHex(hex))).toList()));
    }

    @Test
    void everyLeafIsProvenInEveryTreeAndInNoOtherPlace() {
        for (var size = 1; size <= LARGEST; size++) {
            for (var index = 0; index < size; index++) {
                var path = hashes(Proofs.inclusion(index, size));

                assertTrue(Proofs.includes(leaves.get(index), index, size, path, root(size)));
                assertFalse(Proofs.includes(leaves.get((index + 1) % LARGEST), index, size, path, root(size)));
                assertFalse(Proofs.includes(leaves.get(index), index + 1, size, path, root(size)));
            }
        }
    }

    @Test
    void everyTreeIsProvenToBeTheBeginningOfEveryLargerOneAndAForgedOneIsNot() {
        for (var to = 1; to <= LARGEST; to++) {
            for (var from = 0; from <= to; from++) {
                var proof = hashes(Proofs.consistency(from, to));

                assertTrue(Proofs.extendsTree(from, root(from), to, root(to), proof), from + " to " + to);
                assertFalse(Proofs.extendsTree(from, Hash.ofLeaf(new byte[] { -1 }), to, root(to), proof));
            }
        }
    }

    private Hash root(int size) {
        return Rfc6962.root(leaves.subList(0, size));
    }

    private List<Hash> hashes(List<LeafRange> ranges) {
        return ranges.stream().map(range -> Rfc6962.root(leaves.subList((int) range.from(), (int) range.to()))).toList();
    }
}
