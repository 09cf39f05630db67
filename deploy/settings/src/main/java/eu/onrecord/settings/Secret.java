package eu.onrecord.settings;

import java.util.Base64;

/** A secret among the settings, written in base64. What is wrong with one is told by its name, never by what it is. */
public final class Secret {
    private Secret() {
    }

    /**
     * @param setting its name, as whoever mends it will look for it
     * @param base64 what was set
     * @param leastBytes how long it must be at least
     * @throws IllegalArgumentException if it is no base64, or shorter: which setting, and how to make one
     */
    public static byte[] of(String setting, String base64, int leastBytes) {
        var secret = decoded(setting, base64, leastBytes);
        if (secret.length < leastBytes) {
            throw new IllegalArgumentException("%s has %d bytes, and needs at least %d. Make one: openssl rand -base64 %d"
                    .formatted(setting, secret.length, leastBytes, leastBytes));
        }
        return secret;
    }

    private static byte[] decoded(String setting, String base64, int leastBytes) {
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException noBase64) {
            throw new IllegalArgumentException(
                    setting + " is no base64. Make a secret: openssl rand -base64 " + leastBytes);
        }
    }
}
