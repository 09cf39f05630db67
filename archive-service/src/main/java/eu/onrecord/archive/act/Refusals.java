package eu.onrecord.archive.act;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import eu.onrecord.archive.problem.ProblemDocument;
import eu.onrecord.contract.act.Act.Deed;
import eu.onrecord.contract.act.Act.Outcome;
import io.quarkus.security.ForbiddenException;
import io.smallrye.mutiny.Uni;

/** Whoever has not the role is told so; that they tried is is recorded before. */
class Refusals {
    private static final String CONVERSATIONS = "/conversations";
    private static final String DEAD_LETTERS = "/dead-letters";
    private static final String ACTS = "/acts";
    private static final String FIND = "/find";
    private static final String PAGES = "/console";

    private final Acts acts;

    Refusals(Acts acts) {
        this.acts = acts;
    }

    @ServerExceptionMapper
    Uni<Response> insufficient(ForbiddenException insufficient, UriInfo uri) {
        var answer = ProblemDocument.of(Response.Status.FORBIDDEN).with("instance", uri.getPath()).answer().build();
        return Stream.of(CONVERSATIONS, DEAD_LETTERS, ACTS, FIND).anyMatch(place(uri)::startsWith)
                ? acts.record(tried(uri), null, Acts.NO_LEGAL_ENTITY, ids(uri), List.of(), Outcome.REFUSED).replaceWith(answer)
                : Uni.createFrom().item(answer);
    }

    /** A page is the same as what it shows. */
    private static String place(UriInfo uri) {
        var path = uri.getPath();
        return path.startsWith(PAGES) ? path.substring(PAGES.length()) : path;
    }

    private static Deed tried(UriInfo uri) {
        return uri.getPath().startsWith(DEAD_LETTERS) ? Deed.REPLAYED
                : parameter(uri, "mediaId").isPresent() ? Deed.FILE_READ
                        : parameter(uri, "id").isPresent() ? Deed.READ : Deed.SEARCHED;
    }

    private static List<UUID> ids(UriInfo uri) {
        return List.of("id", "mediaId").stream().flatMap(name -> parameter(uri, name).stream()).toList();
    }

    private static Optional<UUID> parameter(UriInfo uri, String name) {
        try {
            return Optional.ofNullable(uri.getPathParameters().getFirst(name)).map(UUID::fromString);
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
