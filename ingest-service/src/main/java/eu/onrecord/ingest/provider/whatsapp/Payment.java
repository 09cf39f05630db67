package eu.onrecord.ingest.provider.whatsapp;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

import eu.onrecord.contract.chat.Field;
import eu.onrecord.ingest.content.Lines;

/** What came of a payment, in a line. */
final class Payment {
    /** Beyond what anybody pays, in digits before and after the point. */
    private static final int MOST_DIGITS = 30;

    private Payment() {
    }

    static String sentence(List<Field> fields) {
        return Lines.joined(", ", Lines.joined(": ", "Payment", Lines.value(fields, "status")),
                Lines.joined(" ", amount(fields), Lines.value(fields, "currency")));
    }

    /** To read very many digits takes a while, and nobody means them. */
    private static BigDecimal number(List<Field> fields, String name) {
        var digits = Lines.value(fields, name);
        if (digits.length() > MOST_DIGITS) {
            throw new NumberFormatException();
        }
        return new BigDecimal(digits);
    }

    /** Meta writes 210 EUR as 21000 with an offset of 100. */
    private static String amount(List<Field> fields) {
        try {
            var amount = number(fields, "amount in parts").divide(number(fields, "parts of one"), MathContext.DECIMAL64);
            // a small number can be written as one of a thousand million digits
            return Math.abs((long) amount.scale()) > MOST_DIGITS ? null : amount.toPlainString();
        } catch (NumberFormatException | NullPointerException | ArithmeticException none) {
            return null;
        }
    }
}
