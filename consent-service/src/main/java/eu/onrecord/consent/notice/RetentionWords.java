package eu.onrecord.consent.notice;

import java.time.Period;

import eu.onrecord.contract.consent.ConsentEvent.Retention;

/** A retention period as people say it. GDPR Art. 13(2)(a) wants it told. */
final class RetentionWords {
    private RetentionWords() {
    }

    /**
     * @param retention of whole years, or months, or days
     * @param language one of those that texts ship in
     */
    static String of(Retention retention, Language language) {
        var period = of(retention.period(), language);
        return switch (retention.from()) {
            case MESSAGE -> period;
            case LAST_CONTACT -> switch (language.tag()) {
                case "nl" -> period + " na ons laatste contact";
                case "fr" -> period + " après notre dernier contact";
                case "de" -> "bis " + period + " nach unserem letzten Kontakt";
                default -> period + " after our last contact";
            };
            case RELATIONSHIP_END -> switch (language.tag()) {
                case "nl" -> period + " nadat u geen klant meer bent";
                case "fr" -> period + " après la fin de notre relation";
                case "de" -> "bis " + period + " nach dem Ende unserer Geschäftsbeziehung";
                default -> period + " after you are no longer our customer";
            };
        };
    }

    private static String of(Period retention, Language language) {
        var normal = retention.normalized();
        if (normal.getYears() > 0 && normal.getMonths() == 0 && normal.getDays() == 0) {
            return years(normal.getYears(), language);
        }
        if (normal.toTotalMonths() > 0 && normal.getDays() == 0) {
            return months(normal.toTotalMonths(), language);
        }
        if (normal.toTotalMonths() == 0 && normal.getDays() > 0) {
            return days(normal.getDays(), language);
        }
        throw new IllegalArgumentException("a retention is whole years, or months, or days: " + retention);
    }

    private static String years(int count, Language language) {
        return count + switch (language.tag()) {
            case "nl" -> " jaar";
            case "fr" -> count == 1 ? " an" : " ans";
            case "de" -> count == 1 ? " Jahr" : " Jahre";
            default -> count == 1 ? " year" : " years";
        };
    }

    private static String months(long count, Language language) {
        return count + switch (language.tag()) {
            case "nl" -> count == 1 ? " maand" : " maanden";
            case "fr" -> " mois";
            case "de" -> count == 1 ? " Monat" : " Monate";
            default -> count == 1 ? " month" : " months";
        };
    }

    private static String days(int count, Language language) {
        return count + switch (language.tag()) {
            case "nl" -> count == 1 ? " dag" : " dagen";
            case "fr" -> count == 1 ? " jour" : " jours";
            case "de" -> count == 1 ? " Tag" : " Tage";
            default -> count == 1 ? " day" : " days";
        };
    }
}
