package eu.onrecord.consent.dossier;

import java.time.Instant;

import eu.onrecord.consent.customer.ChatThread;
import eu.onrecord.consent.customer.Customer;
import eu.onrecord.consent.customer.IdentifierVault;
import eu.onrecord.consent.disclosure.Disclosure;
import eu.onrecord.consent.message.Delivery;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.consent.relationship.OptOut;
import eu.onrecord.consent.relationship.Purpose;
import eu.onrecord.consent.relationship.Relationship;
import eu.onrecord.consent.relationship.RelationshipState;
import eu.onrecord.contract.chat.Network;
import eu.onrecord.contract.consent.ConsentEvent.Retention;
import io.vertx.mutiny.sqlclient.Row;

/** Rows as what they are: batches are loaded and locked with statements of their own, and not through Hibernate. */
public final class Rows {
    private Rows() {
    }

    static Customer customer(Row row) {
        var customer = new Customer();
        customer.id = row.getUUID("customer_id");
        customer.legalEntity = row.getString("legal_entity");
        customer.createdAt = time(row, "created_at");
        customer.language = row.getString("language");
        customer.mergedInto = row.getUUID("merged_into");
        customer.revision = row.getLong("revision");
        return customer;
    }

    static Relationship relationship(Row row) {
        var it = new Relationship();
        it.customerId = row.getUUID("customer_id");
        it.legalEntity = row.getString("legal_entity");
        it.state = RelationshipState.valueOf(row.getString("state"));
        it.basis = row.getString("basis");
        it.evidence = row.getUUID("evidence");
        it.since = time(row, "since");
        it.lastContactAt = time(row, "last_contact_at");
        it.wishes.optOut = OptOut.valueOf(row.getString("opt_out"));
        it.wishes.optedOutAt = time(row, "opted_out_at");
        it.wishes.botSilentSince = time(row, "bot_silent_since");
        it.wishes.spokenSilentSince = time(row, "spoken_silent_since");
        it.wishes.restartedAt = time(row, "restarted_at");
        it.wishes.marketingSilentSince = time(row, "marketing_silent_since");
        it.wishes.marketingInAt = time(row, "marketing_in_at");
        it.suspended = row.getBoolean("suspended");
        it.suspendedAt = time(row, "suspended_at");
        it.restricted = row.getBoolean("restricted");
        it.marketingSince = time(row, "marketing_since");
        it.marketingEvidence = row.getUUID("marketing_evidence");
        it.callSince = time(row, "call_since");
        it.callEvidence = row.getUUID("call_evidence");
        it.opening = row.getInteger("opening");
        it.wishes.optedInAt = time(row, "opted_in_at");
        it.verifiedAt = time(row, "verified_at");
        it.coldContactAt = time(row, "cold_contact_at");
        return it;
    }

    private static Network network(Row row) {
        return row.getString("network") == null ? null : Network.valueOf(row.getString("network"));
    }

    static ChatThread thread(Row row) {
        var thread = new ChatThread();
        thread.id = row.getString("id");
        thread.customerId = row.getUUID("customer_id");
        thread.channel = row.getString("channel");
        thread.business = row.getString("business");
        thread.lastInboundAt = time(row, "last_inbound_at");
        thread.network = network(row);
        thread.heardBy = row.getBuffer("heard_by") == null ? null : row.getBuffer("heard_by").getBytes();
        thread.knownAs = row.getBuffer("known_as") == null ? null : row.getBuffer("known_as").getBytes();
        return thread;
    }

    static Disclosure disclosure(Row row) {
        var it = new Disclosure();
        it.id = row.getUUID("id");
        it.customerId = row.getUUID("customer_id");
        it.channel = row.getString("channel");
        it.business = row.getString("business");
        it.noticeVersion = row.getString("notice_version");
        it.language = row.getString("language");
        it.occasion = row.getString("occasion");
        it.noticeHash = row.getString("notice_hash");
        it.purpose = row.getString("purpose");
        it.retention = row.getString("retention");
        it.retentionFrom = row.getString("retention_from") == null ? null
                : Retention.From.valueOf(row.getString("retention_from"));
        it.opening = row.getInteger("opening");
        it.thread = row.getString("thread");
        it.state = Delivery.valueOf(row.getString("state"));
        it.evidence = row.getUUID("evidence");
        it.tries = row.getInteger("tries");
        it.createdAt = time(row, "created_at");
        it.changedAt = time(row, "changed_at");
        return it;
    }

    /** A message of ours. */
    public static OutboundMessage message(Row row, IdentifierVault vault) {
        var it = new OutboundMessage();
        it.id = row.getUUID("id");
        it.customerId = row.getUUID("customer_id");
        it.thread = row.getString("thread");
        it.channel = row.getString("channel");
        it.business = row.getString("business");
        it.network = network(row);
        it.kind = OutboundMessage.Kind.valueOf(row.getString("kind"));
        it.purpose = Purpose.valueOf(row.getString("purpose"));
        it.disclosureId = row.getUUID("disclosure_id");
        it.body = open(row, "sealed_body", vault);
        it.providerId = open(row, "sealed_provider_id", vault);
        it.template = row.getBoolean("template");
        it.state = Delivery.valueOf(row.getString("state"));
        it.attempts = row.getInteger("attempts");
        it.dueAt = time(row, "due_at");
        it.claimedAt = time(row, "claimed_at");
        it.answered = row.getBoolean("answered");
        it.providerMessageId = row.getString("provider_message_id");
        it.error = row.getString("error");
        it.idempotencyKey = row.getString("idempotency_key");
        it.fingerprint = row.getBuffer("fingerprint") == null ? null : row.getBuffer("fingerprint").getBytes();
        it.createdBy = row.getString("created_by");
        it.createdAt = time(row, "created_at");
        return it;
    }

    private static String open(Row row, String column, IdentifierVault vault) {
        var sealed = row.getBuffer(column);
        return sealed == null ? null : vault.open(sealed.getBytes());
    }

    private static Instant time(Row row, String column) {
        var time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
