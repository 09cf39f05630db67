package eu.onrecord.ingest.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;

/** An object put together of parts as they came. */
public final class Fragment {
    private static final int AROUND_A_PART = "{\"\":".length();

    private final List<String> names = new ArrayList<>();
    private final List<JsonSlice> parts = new ArrayList<>();
    private int length = 1;

    /** Adds a part, if there is one and it is whole. */
    public Fragment with(String name, JsonSlice part) {
        if (part != null && part.isWhole()) {
            names.add(name);
            parts.add(part);
            length += AROUND_A_PART + name.length() + part.length();
        }
        return this;
    }

    /** All of it, as one JSON object. */
    public byte[] bytes() {
        var bytes = new byte[length];
        var at = 0;
        for (var i = 0; i < parts.size(); i++) {
            var start = ((i == 0 ? "{\"" : ",\"") + names.get(i) + "\":").getBytes(US_ASCII);
            System.arraycopy(start, 0, bytes, at, start.length);
            parts.get(i).copyTo(bytes, at + start.length);
            at += start.length + parts.get(i).length();
        }
        bytes[at] = '}';
        return bytes;
    }
}
