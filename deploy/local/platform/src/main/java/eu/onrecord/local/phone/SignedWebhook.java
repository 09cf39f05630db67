package eu.onrecord.local.phone;

import java.net.URI;
import java.util.Map;

/**
 * A webhook as a provider sends it.
 *
 * @param address where to; null where the company has none
 * @param headers the media type and the proof
 */
public record SignedWebhook(URI address, Map<String, String> headers, byte[] body) {
}
