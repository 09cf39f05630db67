package eu.onrecord.ingest.provider.telegram;

import java.util.Optional;

import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.ingest.content.Fields;
import eu.onrecord.ingest.content.Parts;
import eu.onrecord.ingest.content.Told;
import eu.onrecord.ingest.content.Unread;

/** A button under a message, pressed: Telegram tells what it stands for, and shows the message with all its buttons. */
final class PressedButton {
    private PressedButton() {
    }

    static Message message(String id, Told query) {
        var payload = query.at("data").say();
        var under = query.at("message");
        var title = payload.flatMap(data -> title(under, data));
        var parts = new Parts().add(PartType.CHOICE, title.or(() -> payload).orElse(null), new Fields().with("title", title)
                .with("payload", payload).with("game", query.at("game_short_name").say()).list());
        var question = MessageParts.of(under).list();
        question.forEach(part -> parts.add(PartType.QUOTE, part.text(), part.fields()));
        parts.add(PartType.QUOTE, null, under.unread(Names.MESSAGE));
        under.passOver();
        var message = new Message(id, "button").text(title.orElse(null)).payload(payload.orElse(null)).content(parts.list());
        return Unread.in(message, query.unread(Names.UPDATE));
    }

    /** Where several buttons stand for the same, nobody knows which was pressed. */
    private static Optional<String> title(Told under, String data) {
        var titles = under.at("reply_markup", "inline_keyboard").elements().stream().flatMap(row -> row.elements().stream())
                .filter(button -> button.at("callback_data").json().text().equals(Optional.of(data)))
                .flatMap(button -> button.at("text").json().text().stream()).distinct().toList();
        return titles.size() == 1 ? Optional.of(titles.get(0)) : Optional.empty();
    }
}
