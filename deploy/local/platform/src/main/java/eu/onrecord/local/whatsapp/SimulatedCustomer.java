package eu.onrecord.local.whatsapp;

/**
 * Somebody with WhatsApp.
 *
 * @param phone digits only, as the Cloud API writes it; null for someone known by a username only
 * @param userId the business-scoped user id; may be null
 * @param name as they call themselves
 */
public record SimulatedCustomer(String phone, String userId, String name) {
    /** What the company must address to reach them. */
    public boolean isReachedAt(String recipient) {
        return recipient.equals(phone) || recipient.equals("+" + phone) || recipient.equals(userId);
    }
}
