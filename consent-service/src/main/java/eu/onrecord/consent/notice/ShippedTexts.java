package eu.onrecord.consent.notice;

import java.util.Map;
import java.util.stream.Collectors;

import eu.onrecord.contract.consent.ConsentEvent.Retention;

/** The texts that every deployment has until it brings its own. Purpose: proof, which may be kept; not quality control. */
public final class ShippedTexts {
    /** The version of all of them. */
    public static final String VERSION = "2026-1";

    /** What for: proof, which may be kept; not quality control, which Belgium lets keep for a month. */
    public static final Map<Language, String> PURPOSE = Map.of(Language.EN, "as proof of our communication", Language.NL,
            "als bewijs van onze communicatie", Language.FR, "comme preuve de nos échanges", Language.DE,
            "als Nachweis unserer Kommunikation");

    /** The notice. */
    static final Map<Language, String> NOTICE = Map.of(Language.EN,
            "You are chatting with {company}. This chat, including photos and files, is recorded and stored {purpose} "
                    + "and kept for {retention}. Your rights and details: {privacyUrl}. Reply STOP to receive no "
                    + "more messages.",
            Language.NL,
            "U chat met {company}. Dit gesprek, inclusief foto's en bestanden, wordt geregistreerd en bewaard {purpose}, "
                    + "gedurende {retention}. Uw rechten en meer informatie: {privacyUrl}. Antwoord STOP om geen "
                    + "berichten meer te ontvangen.",
            Language.FR,
            "Vous discutez avec {company}. Cette conversation, y compris photos et fichiers, est enregistrée et conservée {purpose} "
                    + "pendant {retention}. Vos droits et détails : {privacyUrl}. Répondez STOP pour ne plus "
                    + "recevoir de messages.",
            Language.DE,
            "Sie chatten mit {company}. Dieser Chat einschließlich Fotos und Dateien wird {purpose} "
                    + "aufgezeichnet und {retention} gespeichert. Ihre Rechte und Details: {privacyUrl}. Antworten Sie mit STOP, um "
                    + "keine Nachrichten mehr zu erhalten.");

    /** The one answer to an opt-out; after it, silence. */
    static final Map<Language, String> OPTED_OUT = Map.of(Language.EN,
            "You will receive no more messages from {company}. Write START to change that.", Language.NL,
            "U ontvangt geen berichten meer van {company}. Schrijf START als u dat wilt veranderen.", Language.FR,
            "Vous ne recevrez plus de messages de {company}. Écrivez START pour changer d'avis.", Language.DE,
            "Sie erhalten keine Nachrichten mehr von {company}. Schreiben Sie START, um das zu ändern.");

    /** What is asked when a word may mean the messages, or something else. */
    static final Map<Language, String> ASK_FIRST = Map.of(Language.EN,
            "Do you want no more messages from {company}? Then reply STOP. If you mean something else, we will read your message.",
            Language.NL,
            "Wilt u geen berichten meer van {company}? Antwoord dan STOP. Bedoelt u iets anders, dan lezen wij uw bericht.",
            Language.FR,
            "Vous ne voulez plus de messages de {company} ? Répondez STOP. Sinon, nous lirons votre message.", Language.DE,
            "Möchten Sie keine Nachrichten mehr von {company}? Dann antworten Sie STOP. Sonst lesen wir Ihre Nachricht.");

    private ShippedTexts() {
    }

    /**
     * A duration in the words of each of the languages.
     *
     * @param retention of whole years, or months, or days
     */
    public static Map<Language, String> retentions(Retention retention) {
        return NOTICE.keySet().stream().collect(Collectors.toMap(language -> language,
                language -> RetentionWords.of(retention, language)));
    }
}
