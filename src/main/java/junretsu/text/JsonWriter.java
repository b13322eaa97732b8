package junretsu.text;

import java.util.Locale;

/**
 * Writes one JSON text (RFC 8259) from begin to end, without a tree in between. Half a surrogate pair, which UTF-8 has
 * no bytes for and {@link JsonReader} rejects, is written as U+FFFD, the replacement character. Not thread-safe.
 */
public final class JsonWriter {
    private static final char REPLACEMENT = '\ufffd';

    private final StringBuilder out = new StringBuilder(128);
    private boolean needsComma;

    public JsonWriter beginObject() {
        return open('{');
    }

    public JsonWriter beginObject(String name) {
        return name(name).open('{');
    }

    public JsonWriter endObject() {
        return close('}');
    }

    public JsonWriter beginArray(String name) {
        return name(name).open('[');
    }

    /** Writes a string as the next element of the array that is open. */
    public JsonWriter element(String value) {
        comma();
        string(value);
        return done();
    }

    public JsonWriter endArray() {
        return close(']');
    }

    public JsonWriter field(String name, long value) {
        name(name);
        out.append(value);
        return done();
    }

    /** @param value null is written as {@code null} */
    public JsonWriter fieldOrNull(String name, Long value) {
        return value == null ? fieldNull(name) : field(name, value.longValue());
    }

    public JsonWriter field(String name, boolean value) {
        name(name);
        out.append(value);
        return done();
    }

    /** Writes a number with that many digits after the point; null for what JSON has no number for. */
    public JsonWriter field(String name, double value, int decimals) {
        name(name);
        if (Double.isFinite(value)) {
            out.append(String.format(Locale.ROOT, "%." + decimals + "f", value));
        } else {
            out.append("null");
        }
        return done();
    }

    /** @param value null is written as {@code null} */
    public JsonWriter field(String name, String value) {
        name(name);
        if (value == null) {
            out.append("null");
        } else {
            string(value);
        }
        return done();
    }

    public JsonWriter fieldNull(String name) {
        return field(name, (String) null);
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private JsonWriter name(String name) {
        comma();
        string(name);
        out.append(':');
        needsComma = false;
        return this;
    }

    private JsonWriter open(char bracket) {
        comma();
        out.append(bracket);
        needsComma = false;
        return this;
    }

    private JsonWriter close(char bracket) {
        out.append(bracket);
        return done();
    }

    private JsonWriter done() {
        needsComma = true;
        return this;
    }

    private void comma() {
        if (needsComma) {
            out.append(',');
        }
    }

    private void string(String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!Character.isSurrogate(c)) {
                character(c);
            } else if (i + 1 < value.length() && Character.isSurrogatePair(c, value.charAt(i + 1))) {
                out.append(c).append(value.charAt(++i));
            } else {
                out.append(REPLACEMENT);
            }
        }
        out.append('"');
    }

    private void character(char c) {
        if (c == '"' || c == '\\') {
            out.append('\\').append(c);
        } else if (c < 0x20) {
            out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 0xf, 16));
        } else {
            out.append(c);
        }
    }
}
