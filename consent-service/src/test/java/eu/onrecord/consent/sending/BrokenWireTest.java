package eu.onrecord.consent.sending;

import org.junit.jupiter.api.AfterEach;

import eu.onrecord.consent.Harness;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;

/** A test that breaks the wire to the database. */
@WithTestResource(value = PostgresBehindAFaultyWire.class, initArgs = @ResourceArg(name = "postgres", value = "true"))
abstract class BrokenWireTest extends Harness {

    @AfterEach
    void mend() {
        PostgresBehindAFaultyWire.wire.allIsWell();
    }
}
