package eu.onrecord.consent.customer;

import java.util.HexFormat;

/**
 * By what an identifier is found: a keyed hash, so that whoever has the database alone can guess nothing.
 *
 * @param legalEntity whose customer it is; the same number is another customer for another company
 * @param hex lower-case hex digits of it
 */
public record IdentifierHash(String legalEntity, String hex) {

    public static IdentifierHash of(String legalEntity, byte[] hash) {
        return new IdentifierHash(legalEntity, HexFormat.of().formatHex(hash));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
