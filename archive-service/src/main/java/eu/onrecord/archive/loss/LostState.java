package eu.onrecord.archive.loss;

/** What becomes of a record whose key is lost. */
enum LostState {
    /** Its topic still has it: when the reaper has taken its row away, it is recorded anew. */
    THERE,
    /** Recorded anew, under another id. */
    RECORDED,
    /** Nobody has it any more. */
    GONE,
    /** Its key came back. */
    FOUND
}
