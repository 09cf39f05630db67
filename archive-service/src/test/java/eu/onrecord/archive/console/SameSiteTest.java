package eu.onrecord.archive.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameSiteTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            GET,    -,           -,                          console.example:8443, true
            HEAD,   cross-site,  https://elsewhere.example,  console.example:8443, true
            POST,   same-origin, -,                          console.example:8443, true
            POST,   same-origin, https://elsewhere.example,  console.example:8443, true
            POST,   same-site,   https://console.example,    console.example,      false
            POST,   cross-site,  https://console.example,    console.example,      false
            POST,   none,        -,                          console.example,      false
            POST,   -,           https://console.example,    console.example,      true
            POST,   -,           https://console.example:1,  console.example,      false
            POST,   -,           https://elsewhere.example,  console.example,      false
            POST,   -,           null,                       console.example,      false
            POST,   -,           'http://[',                 console.example,      false
            POST,   -,           -,                          console.example,      false
            DELETE, -,           -,                          console.example,      false
            """)
    void aFormComesFromAPageOfOurs(String method, String site, String origin, String authority, boolean isAllowed) {
        assertEquals(isAllowed, SameSite.allows(method, site, origin, authority));
    }
}
