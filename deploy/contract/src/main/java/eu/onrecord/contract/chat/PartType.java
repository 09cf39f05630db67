package eu.onrecord.contract.chat;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What a part of a message's content is. A reader that does not know the word shows the part's text and fields. */
@RegisterForReflection
public enum PartType {
    /** Words. */
    TEXT("text"),
    /** A file, whose bytes are the message's media of the same place in their order; its text is the caption. */
    FILE("file"),
    /** A place on the map, or where somebody is at that moment. */
    LOCATION("location"),
    /** A card of somebody, who need not be the customer. */
    CONTACT("contact"),
    /** What the customer orders; each line is a {@link #PRODUCT} after it. */
    ORDER("order"),
    /** A product: a line of an order, or what a message is about. */
    PRODUCT("product"),
    /** The answers in a form that the company set up. */
    FORM("form"),
    /** A button that was pressed, or a row that was chosen. */
    CHOICE("choice"),
    /** A question with options, or the answer to one. */
    POLL("poll"),
    /** An emoji under another message, or that it was taken back. */
    REACTION("reaction"),
    /** A text that the provider approved before. */
    TEMPLATE("template"),
    /** The advertisement or post that led here. */
    REFERRAL("referral"),
    /** A call, or the permission to call. */
    CALL("call"),
    /** A payment, or what came of one. */
    PAYMENT("payment"),
    /** Words of another message that this one answers. */
    QUOTE("quote"),
    /** What the provider tells about the chat: nobody wrote it. */
    SYSTEM("system"),
    /** Something that the provider does not hand out, and why. */
    WITHHELD("withheld"),
    /** What was told beside, and is not understood: its fields are named by where they stood. */
    UNKNOWN("unknown");

    private final String word;

    PartType(String word) {
        this.word = word;
    }

    /** The word in {@link Part#type()}. */
    public String word() {
        return word;
    }
}
