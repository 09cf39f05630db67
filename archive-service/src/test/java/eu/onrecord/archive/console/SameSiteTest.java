package eu.onrecord.archive.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameSiteTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            GET,     -,            -,         -,                          console.example:8443,  true
            HEAD,    cross-site,   image,     -,                          console.example,       false
            GET,     same-site,    image,     -,                          console.example,       false
            GET,     cross-site,   iframe,    -,                          console.example,       false
            GET,     cross-site,   document,  -,                          console.example,       true
            GET,     cross-site,   -,         -,                          console.example,       false
            GET,     none,         document,  -,                          console.example,       true
            GET,     same-origin,  image,     -,                          console.example,       true
            POST,    cross-site,   document,  -,                          console.example,       false
            POST,    same-origin,  -,         -,                          console.example:8443,  true
            POST,    same-origin,  -,         https://elsewhere.example,  console.example:8443,  true
            POST,    same-site,    -,         https://console.example,    console.example,       false
            POST,    cross-site,   -,         https://console.example,    console.example,       false
            POST,    none,         -,         -,                          console.example,       false
            POST,    -,            -,         https://console.example,    console.example,       true
            POST,    -,            -,         https://console.example:1,  console.example,       false
            POST,    -,            -,         https://elsewhere.example,  console.example,       false
            POST,    -,            -,         null,                       console.example,       false
            POST,    -,            -,         'http://[',                 console.example,       false
            POST,    -,            -,         -,                          console.example,       false
            DELETE,  -,            -,         -,                          console.example,       false
            """)
    void whatIsAskedForComesFromAPageOfOurs(String method, String site, String destination, String origin, String authority,
            boolean isAllowed) {
        assertEquals(isAllowed, SameSite.allows(method, site, destination, origin, authority));
    }
}
