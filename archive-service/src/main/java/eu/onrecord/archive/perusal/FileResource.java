package eu.onrecord.archive.perusal;

import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import eu.onrecord.archive.act.Acts;
import eu.onrecord.archive.conversation.Conversation;
import eu.onrecord.archive.media.MediaFiles;
import eu.onrecord.archive.media.MediaFiles.MediaFile;
import eu.onrecord.archive.problem.Parameters;
import eu.onrecord.archive.problem.Problem;
import eu.onrecord.archive.problem.ProblemType;
import eu.onrecord.archive.seal.DataKey;
import eu.onrecord.contract.act.Act.Count;
import eu.onrecord.contract.act.Act.Deed;
import eu.onrecord.contract.act.Act.Outcome;
import io.smallrye.mutiny.Uni;

/** Reading the files of conversations. */
@Path("/conversations/{id}/media/{mediaId}")
@RolesAllowed({ "compliance-officer", "privacy-officer", "auditor" })
public class FileResource {
    private final Readable readable;
    private final MediaFiles media;
    private final Acts acts;

    FileResource(Readable readable, MediaFiles media, Acts acts) {
        this.readable = readable;
        this.media = media;
        this.acts = acts;
    }

    /** A file that may be sent: it was checked, and that it is read is recorded. */
    private record Checked(MediaFile file, DataKey key) {
        @Override
        public String toString() {
            return "Checked[" + file.id() + "]";
        }
    }

    @GET
    @Operation(summary = "Reads a file of a conversation", description = "For a stated purpose; recorded like any read.")
    public Uni<RestResponse<SentFile>> file(UUID id, UUID mediaId, @RestQuery String purpose, @Context UriInfo uri) {
        Parameters.only(uri, "purpose");
        var why = Purpose.of(purpose);
        return readable.conversation(id, Deed.FILE_READ, why).chain(conversation -> checked(conversation, mediaId, why))
                .map(it -> RestResponse.ResponseBuilder
                        .ok(new SentFile(it.file().size(), media.pieces(mediaId, it.key())), safe(it.file().mimeType()))
                        .header("Content-Disposition", "attachment").header("X-Content-Type-Options", "nosniff")
                        .header("Cache-Control", "no-store").build());
    }

    private Uni<Checked> checked(Conversation conversation, UUID mediaId, Purpose why) {
        return media.find(conversation.id, mediaId)
                .map(found -> {
                    var file = found
                            .orElseThrow(() -> ProblemType.MEDIA_UNKNOWN.problem("The conversation has no file with this id."));
                    if (!file.isKept()) {
                        throw ProblemType.MEDIA_NOT_KEPT.problem("The provider has not given it.").with("reason", file.state());
                    }
                    return file;
                })
                .chain(file -> media.checked(mediaId).map(key -> new Checked(file, key)))
                .onFailure(Problem.class)
                .call(() -> acts.record(Deed.FILE_READ, why.word(), conversation.legalEntity,
                        List.of(conversation.id, mediaId), List.of(), Outcome.REFUSED))
                .onFailure(Readable::isOurs)
                .call(() -> acts.failed(Deed.FILE_READ, why.word(), conversation.legalEntity,
                        List.of(conversation.id, mediaId)))
                .call(it -> acts.record(Deed.FILE_READ, why.word(), conversation.legalEntity,
                        List.of(conversation.id, mediaId), List.of(new Count("bytes", it.file().size())), Outcome.DONE));
    }

    /** What a customer sent is never shown as something that runs in a browser. */
    private static String safe(String mimeType) {
        return mimeType != null && mimeType.matches("(image/(jpeg|png|webp)|audio|video)[a-z0-9/.+-]*") ? mimeType
                : MediaType.APPLICATION_OCTET_STREAM;
    }
}
