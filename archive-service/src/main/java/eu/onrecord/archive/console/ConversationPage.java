package eu.onrecord.archive.console;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import eu.onrecord.archive.perusal.FileResource;
import eu.onrecord.archive.perusal.Perusal;
import eu.onrecord.archive.perusal.Purpose;
import eu.onrecord.archive.perusal.SentFile;
import eu.onrecord.archive.problem.ProblemType;
import eu.onrecord.archive.record.ConversationRecords.View;
import eu.onrecord.archive.record.Cursor;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;

/** A conversation as the customer saw it. */
@Path("/console/conversations/{id}")
@RolesAllowed({ "compliance-officer", "privacy-officer", "auditor" })
public class ConversationPage {
    /** What somebody reads at once. */
    private static final int MOST = 200;

    private final Perusal perusal;
    private final FileResource files;
    private final Visitor visitor;

    ConversationPage(Perusal perusal, FileResource files, Visitor visitor) {
        this.perusal = perusal;
        this.files = files;
        this.visitor = visitor;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Uni<TemplateInstance> read(UUID id, @RestQuery String purpose, @RestQuery String after,
            @Context HttpServerResponse response) {
        var why = Purpose.of(purpose);
        var place = after == null ? null
                : Cursor.parse(after).orElseThrow(() -> ProblemType.REQUEST_INVALID
                        .problem("after is what next said on the page before."));
        var page = visitor.page("find");
        return perusal.read(id, why, View.MESSAGES, place, MOST, response::closed)
                .map(transcript -> page.show(Pages.conversation(page, ConversationView.of(transcript, why.word(), page))));
    }

    /** By the same rules as everywhere: what a customer sent never runs in a browser. */
    @GET
    @Path("/files/{mediaId}")
    @Operation(hidden = true)
    public Uni<RestResponse<SentFile>> file(UUID id, UUID mediaId, @RestQuery String purpose,
            @RestHeader("Range") String range, @RestHeader("If-Range") String condition, @Context UriInfo uri) {
        return files.file(id, mediaId, purpose, range, condition, uri);
    }
}
