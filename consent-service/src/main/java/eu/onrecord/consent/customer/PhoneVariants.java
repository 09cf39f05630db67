package eu.onrecord.consent.customer;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Numbers that providers and people write in two ways are one customer and one suppression. Only what is found by is made one:
 * what the provider gave is what is sent to.
 */
final class PhoneVariants {
    /**
     * A way to write a number, and the way that stands for it.
     *
     * @param pattern of both ways
     * @param canonical its replacement
     */
    private record Variant(Pattern pattern, String canonical) {
    }

    private static final List<Variant> ALL = List.of(
            // mobile numbers got a ninth digit from 2012 to 2016; WhatsApp keeps the older accounts without
            new Variant(Pattern.compile("\\+55(\\d{2})9?([6-9]\\d{7})"), "+55$19$2"),
            // the 1 before mobile numbers was given up in 2019; WhatsApp keeps it
            new Variant(Pattern.compile("\\+521?(\\d{10})"), "+52$1"),
            // the 9 before mobile numbers is dialled from abroad alone
            new Variant(Pattern.compile("\\+549?(\\d{10})"), "+54$1"));

    private PhoneVariants() {
    }

    /** @param phone in E.164 */
    static String canonical(String phone) {
        for (var variant : ALL) {
            var matcher = variant.pattern().matcher(phone);
            if (matcher.matches()) {
                return matcher.replaceFirst(variant.canonical());
            }
        }
        return phone;
    }
}
