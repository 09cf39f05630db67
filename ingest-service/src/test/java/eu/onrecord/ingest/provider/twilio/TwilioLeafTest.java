package eu.onrecord.ingest.provider.twilio;

import java.util.Map;
import java.util.TreeMap;

import eu.onrecord.ingest.content.TechnicalPaths;
import eu.onrecord.ingest.provider.LeafTest;

class TwilioLeafTest extends LeafTest {
    /** Where the files are, and what only a status has. */
    private static final TechnicalPaths MORE = new TechnicalPaths("""
            MediaUrl0       address: media.url
            MediaUrl1       address: media.url
            MessageStatus   elsewhere: status.state
            """);

    @Override
    protected String provider() {
        return "twilio";
    }

    @Override
    protected Map<String, TechnicalPaths> technical() {
        var all = new TreeMap<>(Names.MESSAGE.reasons());
        all.putAll(MORE.reasons());
        all.putAll(Names.CALL.reasons());
        all.putAll(Names.EVENT_STREAM.reasons());
        return Map.of("", paths(all.keySet()), "InteractiveData.", Names.ANSWERS, "FlowData.", Names.ANSWERS,
                "ChannelMetadata.",
                Names.INSIDE);
    }
}
