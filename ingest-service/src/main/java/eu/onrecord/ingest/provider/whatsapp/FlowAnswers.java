package eu.onrecord.ingest.provider.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;

import eu.onrecord.contract.chat.Field;
import eu.onrecord.contract.chat.Media;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.ingest.content.Fields;
import eu.onrecord.ingest.content.Parts;
import eu.onrecord.ingest.content.Told;
import eu.onrecord.ingest.json.JsonSlice;

/** What a customer answered in a flow, and the files that they added there, which are the provider's media like any other. */
final class FlowAnswers {

    private final Parts parts = new Parts();

    private FlowAnswers() {
    }

    /** @param form the reply's object */
    static FlowAnswers in(Told form) {
        var all = new FlowAnswers();
        var response = form.at("response_json");
        var sentence = form.at("body").sayOrNull();
        if (!response.json().isText()) {
            all.take(response, sentence);
            return all;
        }
        var text = response.say().orElse("");
        var json = JsonSlice.of(text.getBytes(UTF_8));
        if (json.isWhole() && (json.isObject() || json.isArray())) {
            all.take(Told.of(json), sentence);
        } else {
            all.parts.add(PartType.FORM, sentence, List.of(new Field("answers", text)));
        }
        return all;
    }

    /** The answers, with their files. */
    Parts parts() {
        return parts;
    }

    private void take(Told answers, String sentence) {
        var shown = new Parts();
        find(answers, shown);
        parts.add(PartType.FORM, sentence, answers.unread(Names.FLOW));
        parts.addAll(shown);
    }

    private void find(Told at, Parts shown) {
        var id = at.json().isObject() && at.has("mime_type") ? at.json().at("id").scalar() : Optional.<String> empty();
        if (id.isPresent()) {
            at.at("id").passOver();
            var type = at.at("mime_type").say();
            var name = at.at("file_name").say();
            shown.addFile(null, new Fields().with("kind", "file").with("media type", type).with("name", name).list(),
                    new Media(id.get(), type.orElse(null), Content.hexOfBase64(at.at("sha256").sayOrNull()),
                            name.orElse(null)));
            return;
        }
        at.members().forEach(member -> find(member, shown));
        at.elements().forEach(element -> find(element, shown));
    }
}
