package eu.onrecord.ingest.provider.whatsapp;

import eu.onrecord.ingest.json.JsonSlice;

/** Where an item tells who its customer is. */
enum Place {
    SENDER("from", "from_user_id", "from_parent_user_id"),
    RECIPIENT("to", "to_user_id", "to_parent_user_id"),
    STATUS_RECIPIENT("recipient_id", "recipient_user_id", "recipient_parent_user_id"),
    /** In a group, the one member that a status is about. */
    GROUP_PARTICIPANT("recipient_participant_id", "recipient_participant_user_id", "recipient_participant_parent_user_id"),
    PREFERENCE("wa_id", "user_id", "parent_user_id");

    private final String address;
    private final String userId;
    private final String parentUserId;

    Place(String address, String userId, String parentUserId) {
        this.address = address;
        this.userId = userId;
        this.parentUserId = parentUserId;
    }

    /** A phone number, or since usernames exist a user id. */
    JsonSlice addressIn(JsonSlice item) {
        return item.at(address);
    }

    JsonSlice userIdIn(JsonSlice item) {
        return item.at(userId);
    }

    JsonSlice parentUserIdIn(JsonSlice item) {
        return item.at(parentUserId);
    }
}
