package eu.onrecord.ingest.provider.vonage;

import java.util.Map;
import java.util.TreeMap;

import eu.onrecord.ingest.content.TechnicalPaths;
import eu.onrecord.ingest.provider.LeafTest;

class VonageLeafTest extends LeafTest {
    @Override
    protected String provider() {
        return "vonage";
    }

    @Override
    protected Map<String, TechnicalPaths> technical() {
        var all = new TreeMap<>(Names.MESSAGE.reasons());
        all.putAll(Names.STATUS.reasons());
        return Map.of("", paths(all.keySet()), "reply.response_json.", Names.ANSWERS);
    }
}
