package eu.onrecord.archive.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.vertx.core.json.JsonObject;

class GraphErrorTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"error":{"code":190}}                              | token-refused | true  | false
            {"error":{"code":"190"}}                            | token-refused | true  | false
            {"error":{"code":102,"message":"session expired"}}  | token-refused | true  | false
            {"error":{"code":0}}                                | token-refused | true  | false
            {"error":{"code":190.0}}                            | token-refused | true  | false
            {"error":{"code":10}}                               | token-refused | true  | false
            {"error":{"code":133004}}                           | http-400      | false | false
            {"error":{"code":4}}                                | http-400      | false | false
            {"error":{"code":80007}}                            | http-400      | false | false
            {"error":{"code":100,"error_subcode":33}}           | http-400      | false | true
            {"error":"190"}                                     | http-400      | false | true
            {"ok":false,"error_code":400}                       | http-400      | false | true
            {}                                                  | http-400      | false | true
            """)
    void whatIsWrongIsTheTokenTheAskingOrTheFile(String document, String why, boolean isParked, boolean isOfTheFile) {
        var failure = GraphError.of(new JsonObject(document), 400);

        assertEquals(why, failure.getMessage());
        assertEquals(isParked, failure.isParked());
        assertEquals(isOfTheFile, failure.isAnswer());
    }
}
