package eu.onrecord.archive.console;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

import io.quarkus.qute.TemplateInstance;

/**
 * What every page has: who looks at it, in which language, and by which clock. Pure.
 *
 * @param place the entry of the menu that leads here; empty where none does
 * @param person as the identity provider calls them; null where nobody is known
 */
public record Page(String place, String person, Locale locale, ZoneId zone) {

    /** As the attribute {@code lang} has it. */
    public String lang() {
        return locale.toLanguageTag();
    }

    /** Whether this is the page that an entry of the menu leads to. */
    public boolean isAt(String entry) {
        return place.equals(entry);
    }

    /** A day, with its weekday: what people remember. */
    public String day(LocalDate day) {
        return day.format(DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).withLocale(locale));
    }

    /** The time of a day, with its zone: the same one has two in autumn. */
    public String time(Instant at) {
        return at.atZone(zone).format(DateTimeFormatter.ofPattern("HH:mm:ss zzz", locale));
    }

    /** A day and its time. */
    public String moment(Instant at) {
        return at.atZone(zone).format(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale)) + ", "
                + time(at);
    }

    /** As a machine reads it. */
    public String machine(Instant at) {
        return at.toString();
    }

    /** The day on which something was, by this page's clock. */
    LocalDate dayOf(Instant at) {
        return at.atZone(zone).toLocalDate();
    }

    /** A template in this page's language. */
    TemplateInstance show(TemplateInstance template) {
        return template.setLocale(locale);
    }
}
