package eu.onrecord.archive.oversight;

import java.util.Base64;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.act.CurrentActor;
import eu.onrecord.archive.seal.LookupKey;
import eu.onrecord.contract.act.Act.Actor;

/** What readers are called where they must not be named, such as in an address: nobody else can make or read it. */
@ApplicationScoped
class Readers {
    private final LookupKey key;
    private final CurrentActor actor;

    Readers(LookupKey key, CurrentActor actor) {
        this.key = key;
        this.actor = actor;
    }

    /** Whoever did something. */
    String of(Actor who) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.hash("actor\n" + who.iss() + "\n" + who.sub()));
    }

    /** Whoever asks. */
    String ofCaller() {
        return of(actor.get());
    }
}
