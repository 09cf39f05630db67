package eu.onrecord.local.phone;

import java.util.function.IntConsumer;

import io.vertx.ext.web.RoutingContext;

/** What a provider's API hands messages over to. */
public interface Switchboard {

    /**
     * The company sent a message: it is taken, shown, answered and told about as the provider behaves at the moment.
     *
     * @param refuse answers with an error's code
     * @param accept answers that it was taken
     */
    void take(RoutingContext request, SentMessage message, IntConsumer refuse, Runnable accept);

    /** The files that customers sent. */
    MediaShelf shelf();
}
