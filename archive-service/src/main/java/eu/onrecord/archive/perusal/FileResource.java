package eu.onrecord.archive.perusal;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

import eu.onrecord.archive.act.Acts;
import eu.onrecord.archive.conversation.Conversation;
import eu.onrecord.archive.media.ByteRange;
import eu.onrecord.archive.media.MediaFile;
import eu.onrecord.archive.media.MediaFiles;
import eu.onrecord.archive.media.MediaQueue;
import eu.onrecord.archive.media.OpenedFile;
import eu.onrecord.archive.problem.Parameters;
import eu.onrecord.archive.problem.Problem;
import eu.onrecord.archive.problem.ProblemType;
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
    private final MediaQueue queue;
    private final Acts acts;

    FileResource(Readable readable, MediaFiles media, MediaQueue queue, Acts acts) {
        this.readable = readable;
        this.media = media;
        this.queue = queue;
        this.acts = acts;
    }

    /** A file that may be sent: it was checked, and that it is read is recorded. */
    private record Checked(MediaFile file, OpenedFile.Range range) {
        @Override
        public String toString() {
            return "Checked[" + file.id() + "]";
        }
    }

    @GET
    @Operation(summary = "Reads a file of a conversation", description = "For a stated purpose; recorded like any read. Also a "
            + "range of its bytes, as a player asks for.")
    public Uni<RestResponse<SentFile>> file(UUID id, UUID mediaId, @RestQuery String purpose,
            @RestHeader("Range") String range, @RestHeader("If-Range") String condition, @Context UriInfo uri) {
        Parameters.only(uri, "purpose");
        var why = Purpose.of(purpose);
        // nothing was told by which whoever asks could know the file again (RFC 9110, section 13.1.5)
        var asked = condition != null ? null : RangeHeader.of(range).orElse(null);
        return readable.conversation(id, Deed.FILE_READ, why)
                .chain(conversation -> checked(conversation, mediaId, asked, why)).map(it -> answer(it, asked != null))
                .onFailure(MediaFiles::isSpoilt)
                .transform(spoilt -> ProblemType.MEDIA_SPOILT.problem("An officer may ask the provider for it again."))
                .onFailure(MediaFiles::isOfStore)
                .transform(away -> ProblemType.STORE_AWAY.problem("It may be read later."));
    }

    @POST
    @Path("/fetch")
    @RolesAllowed("compliance-officer")
    @Operation(summary = "Asks the provider for a file again", description = "For one that is parked, held or lost, when there is hope again, and for one that is kept and not there as it was kept. Recorded as an act.")
    public Uni<RestResponse<Void>> fetch(UUID id, UUID mediaId, @RestQuery String purpose, @Context UriInfo uri) {
        Parameters.only(uri, "purpose");
        var why = Purpose.of(purpose);
        return readable.conversation(id, Deed.REPLAYED, why).chain(conversation -> known(conversation, mediaId)
                .chain(file -> file.isKept() ? media.isSound(file).map(isSound -> !isSound) : Uni.createFrom().item(false))
                .onFailure(Problem.class)
                .call(() -> acts.record(Deed.REPLAYED, why.word(), conversation.legalEntity,
                        List.of(conversation.id, mediaId), List.of(), Outcome.REFUSED))
                .onFailure(Readable::isOurs)
                .call(() -> acts.failed(Deed.REPLAYED, why.word(), conversation.legalEntity,
                        List.of(conversation.id, mediaId)))
                .call(() -> acts.record(Deed.REPLAYED, why.word(), conversation.legalEntity,
                        List.of(conversation.id, mediaId), List.of(), Outcome.DONE))
                .chain(isSpoilt -> queue.again(mediaId, isSpoilt)))
                .map(isAsked -> RestResponse.status(isAsked ? Status.ACCEPTED : Status.NO_CONTENT));
    }

    private Uni<MediaFile> known(Conversation conversation, UUID mediaId) {
        return media.find(conversation.id, mediaId).map(found -> found
                .orElseThrow(() -> ProblemType.MEDIA_UNKNOWN.problem("The conversation has no file with this id.")));
    }

    private RestResponse<SentFile> answer(Checked it, boolean isPart) {
        var range = it.range();
        var answer = RestResponse.ResponseBuilder
                .create(isPart ? Status.PARTIAL_CONTENT : Status.OK,
                        new SentFile(range.until() - range.from(), media.pieces(range)))
                .type(shown(it.file().foundType())).header("Content-Disposition", Attachment.named(it.file().filename()))
                .header("Accept-Ranges", "bytes").header("X-Content-Type-Options", "nosniff")
                // should a browser ever show it, nothing in it runs
                .header("Content-Security-Policy", "default-src 'none'; sandbox").header("Cache-Control", "no-store");
        return (isPart
                ? answer.header("Content-Range", "bytes %d-%d/%d".formatted(range.from(), range.until() - 1, range.size()))
                : answer).build();
    }

    private Uni<Checked> checked(Conversation conversation, UUID mediaId, ByteRange range, Purpose why) {
        return known(conversation, mediaId)
                .map(file -> {
                    if (!file.isKept()) {
                        throw ProblemType.MEDIA_NOT_KEPT.problem("The provider has not given it.").with("reason",
                                file.state().name().toLowerCase(Locale.ROOT));
                    }
                    return file;
                })
                .chain(file -> media.checked(file, range).map(checked -> new Checked(file, checked)))
                .onFailure(Problem.class)
                .call(() -> acts.record(Deed.FILE_READ, why.word(), conversation.legalEntity,
                        List.of(conversation.id, mediaId), List.of(), Outcome.REFUSED))
                .onFailure(Readable::isOurs)
                .call(() -> acts.failed(Deed.FILE_READ, why.word(), conversation.legalEntity,
                        List.of(conversation.id, mediaId)))
                .call(it -> acts.record(Deed.FILE_READ, why.word(), conversation.legalEntity,
                        List.of(conversation.id, mediaId),
                        List.of(new Count("bytes", it.range().until() - it.range().from())), Outcome.DONE));
    }

    /** By what it is, and not by what it was said to be; what a customer sent is never something that runs in a browser. */
    private static String shown(String foundType) {
        return foundType != null && foundType.matches("(image|audio|video)/[a-z0-9-]+") ? foundType
                : MediaType.APPLICATION_OCTET_STREAM;
    }
}
