package eu.onrecord.local.baseline;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.NonBlocking;

/** Reads the body and answers 200: the least that a Quarkus endpoint can do. */
@Path("/webhooks/{channel}")
public class EmptyResource {

    @POST
    @NonBlocking
    public Response receive(@PathParam("channel") String channel, byte[] body) {
        return Response.ok().build();
    }

    /** That it is there. */
    @GET
    @NonBlocking
    public Response ready() {
        return Response.ok().build();
    }
}
