package eu.onrecord.consent;

import eu.onrecord.local.testing.PlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;

/** A test against real Kafka and real PostgreSQL. */
@WithTestResource(value = PlatformResource.class, initArgs = @ResourceArg(name = "postgres", value = "true"))
public abstract class ServiceTest extends Harness {
}
