package eu.onrecord.archive.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTopicsTest {

    @ParameterizedTest
    @CsvSource({ "eu.onrecord.chat.message.v1, /onrecord/ingest-service, true, onrecord.chat, true",
            "eu.onrecord.chat.message.v1, /onrecord/ingest-service, true, onrecord.consent, false",
            "eu.onrecord.chat.message.v1, /onrecord/ingest-service, true, , false",
            "eu.onrecord.chat.message.v1, /onrecord/ingest-service, true, onrecord.quarantine, false",
            "eu.onrecord.consent.opted-out.v1, /onrecord/consent-service, true, onrecord.consent, true",
            "eu.onrecord.consent.opted-out.v1, /onrecord/consent-service, true, onrecord.acts, false",
            "eu.onrecord.act.searched.v1, /onrecord/consent-service, true, onrecord.acts, true",
            "eu.onrecord.act.searched.v1, /onrecord/consent-service, true, , false",
            "eu.onrecord.act.searched.v1, /onrecord/archive-service, true, , true",
            "eu.onrecord.act.searched.v1, /onrecord/archive-service, true, onrecord.acts, false",
            "eu.onrecord.file.kept.v1, /onrecord/archive-service, true, , true",
            "eu.onrecord.file.kept.v1, /onrecord/ingest-service, true, onrecord.chat, false",
            "of.tomorrow, /elsewhere, false, onrecord.chat, true", "of.tomorrow, /elsewhere, false, onrecord.acts, true",
            "of.tomorrow, /elsewhere, false, elsewhere, false", "of.tomorrow, /elsewhere, false, , false" })
    void aTopicFitsWhatIsSaidToComeFromIt(String type, String source, boolean isUnderstood, String topic, boolean fits) {
        assertEquals(fits, OriginTopics.fit(type, source, isUnderstood, topic));
    }
}
