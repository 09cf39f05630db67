package eu.onrecord.ingest.provider.whatsapp;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import eu.onrecord.ingest.content.TechnicalPaths;

class Dialog360LeafTest extends WhatsAppLeafTest {
    @Override
    protected String provider() {
        return "360dialog";
    }

    /** Beside the Cloud API's own form the older one, in which what is else a value stands alone. */
    @Override
    protected Map<String, TechnicalPaths> technical() {
        var all = new HashMap<>(super.technical());
        all.put("messages.", Names.MESSAGE);
        all.put("statuses.", Names.STATUS);
        all.put("contacts.", paths(Set.of("profile.name", "wa_id")));
        return all;
    }
}
