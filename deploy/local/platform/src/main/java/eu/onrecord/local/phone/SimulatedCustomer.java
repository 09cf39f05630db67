package eu.onrecord.local.phone;

/**
 * Somebody with a phone.
 *
 * @param phone digits only; null for someone known by a username only
 * @param userId the provider's own id for them, such as WhatsApp's business-scoped one or Telegram's; may be null
 * @param name as they call themselves
 */
public record SimulatedCustomer(String phone, String userId, String name) {
    /** What the company must address to reach them. */
    public boolean isReachedAt(String recipient) {
        return recipient.equals(phone) || recipient.equals("+" + phone) || recipient.equals(userId);
    }
}
