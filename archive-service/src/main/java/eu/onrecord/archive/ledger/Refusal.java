package eu.onrecord.archive.ledger;

/** Why nothing is signed: it could become a second history. The README says the way out of each. */
enum Refusal {
    /** The store holds other bytes under a name than what its batches give. */
    STORE_DIFFERS,
    /** The store lets both of two who make one object believe that they did. */
    STORE_NOT_EXCLUSIVE,
    /** The store's checkpoint is not signed with a known key, or of another origin. */
    STORE_HEAD_NOT_OURS,
    /** A head was shown to others that is larger than all that is here. */
    BEHIND_A_HEAD,
    /** A head was shown to others that is of another tree than what is here. */
    NOT_OF_THIS_TREE,
    /** A former key signed more than the settings say that it was to sign, and the one of now nothing yet. */
    FORMER_KEY_SIGNED_MORE,
    /** More stands in the topic of the heads than can be looked through. */
    TOPIC_TOO_LONG,
    /** A witness saw another tree. */
    WITNESS_SAW_ANOTHER_TREE,
    /** The database's leaves are not those of the store. */
    LEAVES_DIFFER
}
