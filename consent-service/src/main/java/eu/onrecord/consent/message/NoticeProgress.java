package eu.onrecord.consent.message;

import java.util.UUID;

import io.smallrye.mutiny.Uni;

/** Who wants to know how far the messages of a disclosure came. */
public interface NoticeProgress {

    /**
     * A message of the disclosure came further. Called in the transaction that learnt of it.
     *
     * @param evidence the id of the event that tells so; null where it was our own doing
     */
    Uni<Void> advance(UUID disclosure, Delivery reached, UUID evidence);
}
