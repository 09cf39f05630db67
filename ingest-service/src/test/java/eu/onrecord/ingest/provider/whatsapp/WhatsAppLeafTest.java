package eu.onrecord.ingest.provider.whatsapp;

import java.util.Map;
import java.util.Set;

import eu.onrecord.ingest.content.TechnicalPaths;
import eu.onrecord.ingest.provider.LeafTest;

class WhatsAppLeafTest extends LeafTest {
    static final String VALUE = "entry.changes.value.";

    @Override
    protected String provider() {
        return "whatsapp";
    }

    @Override
    protected Map<String, TechnicalPaths> technical() {
        return Map.ofEntries(
                Map.entry("",
                        paths(Set.of("object", "entry.id", "entry.time", "entry.changes.field", VALUE + "messaging_product",
                                VALUE + "history.threads.id", VALUE + "history.metadata.phase",
                                VALUE + "history.metadata.chunk_order", VALUE + "history.metadata.progress",
                                VALUE + "contacts.profile.name",
                                VALUE + "contacts.profile.username",
                                VALUE + "contacts.username", VALUE + "contacts.wa_id", VALUE + "contacts.user_id",
                                VALUE + "contacts.parent_user_id"))),
                Map.entry(VALUE, Names.METADATA), Map.entry(VALUE + "waba_info.", Names.ACCOUNT),
                Map.entry(VALUE + "partner_client_certification_info.", Names.ACCOUNT),
                Map.entry(VALUE + "messages.", Names.MESSAGE),
                Map.entry(VALUE + "message_echoes.", Names.MESSAGE),
                Map.entry(VALUE + "history.threads.messages.", Names.MESSAGE), Map.entry(VALUE + "statuses.", Names.STATUS),
                Map.entry(VALUE + "calls.", Names.CALL_ITEM), Map.entry(VALUE + "user_preferences.", Names.PREFERENCE),
                Map.entry(VALUE + "user_id_update.", Names.USER_ID_UPDATE),
                Map.entry(VALUE + "messages.interactive.nfm_reply.response_json.", Names.FLOW));
    }
}
