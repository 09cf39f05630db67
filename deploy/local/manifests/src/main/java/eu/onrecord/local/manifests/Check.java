package eu.onrecord.local.manifests;

import java.util.stream.Stream;

/** One thing that is asked of manifests. */
@FunctionalInterface
interface Check {
    /** What is wrong with them, each with where. */
    Stream<String> findings(Manifests manifests);
}
