package eu.onrecord.consent.channel;

import eu.onrecord.contract.chat.Network;

/** What a customer reads our messages in, and the rules of that: the table of proofs, windows and words. */
public enum Medium {
    /** Meta lets a company answer freely for 24 h, and tells of delivery and reading. */
    WHATSAPP(true, true, false),
    /** Carriers tell of delivery; they act on words like CANCEL at once, so we do. */
    SMS(false, true, true),
    /** The customer started the bot, which may answer for as long as they do not block it; nobody tells whether they read. */
    TELEGRAM(false, false, false),
    /** Carriers' other messages: receipts like WhatsApp's, no window. */
    RCS(false, true, false),
    VIBER(false, true, false),
    /** Meta's window is the same as WhatsApp's. */
    MESSENGER(true, true, false),
    INSTAGRAM(true, true, false);

    private final boolean window;
    private final boolean receipts;
    private final boolean blunt;

    Medium(boolean window, boolean receipts, boolean blunt) {
        this.window = window;
        this.receipts = receipts;
        this.blunt = blunt;
    }

    /** What a message is read in that travels over a network; a text message with files is still one. */
    public static Medium of(Network network) {
        return network == Network.MMS ? SMS : valueOf(network.name());
    }

    /** The contract's word for it. */
    public Network network() {
        return Network.valueOf(name());
    }

    /** Whether free-form messages may go only for a while after the customer wrote. */
    public boolean hasServiceWindow() {
        return window;
    }

    /**
     * Whether delivery or reading is told, which then is the proof that a notice was shown. Where neither is, the proof is that
     * the provider took the message, together with the customer's next one.
     */
    public boolean tellsOfDelivery() {
        return receipts;
    }

    /** Whether words that may mean something else are taken for a request to stop without asking. */
    public boolean actsAtOnce() {
        return blunt;
    }
}
