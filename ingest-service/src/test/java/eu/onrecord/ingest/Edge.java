package eu.onrecord.ingest;

import org.eclipse.microprofile.config.ConfigProvider;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;

/** Requests to the server that webhooks come to. */
public final class Edge {
    private Edge() {
    }

    public static RequestSpecification given() {
        return RestAssured.given().port(port());
    }

    public static int port() {
        return ConfigProvider.getConfig().getValue("onrecord.edge.port", Integer.class);
    }
}
