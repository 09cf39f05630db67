package eu.onrecord.ingest.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** An object put together of parts as they came. */
public final class Fragment {
    private final List<byte[]> starts = new ArrayList<>();
    private final List<JsonSlice> parts = new ArrayList<>();
    private int length = 1;

    /** Adds a part, if there is one and it is whole. */
    public Fragment with(String name, JsonSlice part) {
        if (part != null && part.isWhole()) {
            var quoted = JsonStringEncoder.getInstance().quoteAsString(name);
            var start = ((parts.isEmpty() ? "{\"" : ",\"") + new String(quoted) + "\":").getBytes(UTF_8);
            starts.add(start);
            parts.add(part);
            length += start.length + part.length();
        }
        return this;
    }

    /** All of it, as one JSON object. */
    public byte[] bytes() {
        var bytes = new byte[length];
        var at = 0;
        for (var i = 0; i < parts.size(); i++) {
            var start = starts.get(i);
            System.arraycopy(start, 0, bytes, at, start.length);
            parts.get(i).copyTo(bytes, at + start.length);
            at += start.length + parts.get(i).length();
        }
        bytes[at] = '}';
        return bytes;
    }
}
