package junretsu.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one small JSON text into plain Java values: {@code Map<String, Object>} in the order of the text, {@code
 * List<Object>}, String, Long, Double, Boolean and null. Whole numbers that fit are Long. What {@link JsonPull} rejects
 * is rejected, and so are nesting deeper than {@value #DEPTH_MAX} and numbers too large for a double. May be called by
 * any thread.
 */
public final class JsonReader {
    private static final int DEPTH_MAX = 64;
    private static final JsonLimits LIMITS =
            new JsonLimits(DEPTH_MAX, Integer.MAX_VALUE, Integer.MAX_VALUE, 1_000, 1_000_000);

    private final byte[] text;
    private final JsonPull json = new JsonPull(LIMITS);

    private JsonReader(byte[] text) {
        this.text = text;
        json.reset(text, 0, text.length);
    }

    /** @throws JsonException when the text is not JSON, saying where */
    public static Object read(String text) {
        return of(text).whole();
    }

    /**
     * The same for a text in UTF-8.
     *
     * @throws JsonException when the text is not JSON, or not UTF-8, saying where
     */
    public static Object read(byte[] text) {
        return new JsonReader(text).whole();
    }

    /** @throws JsonException when the text is not a JSON object, saying where */
    public static Map<String, Object> readObject(String text) {
        return of(text).wholeObject();
    }

    /**
     * The same for a text in UTF-8.
     *
     * @throws JsonException when the text is not a JSON object, or not UTF-8, saying where
     */
    public static Map<String, Object> readObject(byte[] text) {
        return new JsonReader(text).wholeObject();
    }

    private static JsonReader of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!Utf8.string(bytes, 0, bytes.length).equals(text)) {
            throw halfPair(text);
        }
        return new JsonReader(bytes);
    }

    /** The first of those that UTF-8 has no bytes for, so that {@code getBytes} made question marks of them. */
    private static JsonException halfPair(String text) {
        int i = 0;
        while (!isSurrogate(text.codePointAt(i))) {
            i = text.offsetByCodePoints(i, 1);
        }
        int offset = text.substring(0, i).getBytes(StandardCharsets.UTF_8).length;
        return new JsonException(offset, "half of a surrogate pair is no character");
    }

    private static boolean isSurrogate(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }

    private Object whole() {
        Object value = value();
        json.end();
        return value;
    }

    private Map<String, Object> wholeObject() {
        Map<String, Object> object = object();
        json.end();
        return object;
    }

    private Object value() {
        return switch (json.peek()) {
            case OBJECT -> object();
            case ARRAY -> array();
            case STRING -> json.readText();
            case NUMBER -> number();
            case BOOLEAN -> json.readBoolean();
            case NULL -> {
                json.readNull();
                yield null;
            }
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        json.beginObject();
        while (json.nextKey()) {
            object.put(json.key(), value());
        }
        return object;
    }

    private List<Object> array() {
        List<Object> array = new ArrayList<>();
        json.beginArray();
        while (json.nextElement()) {
            array.add(value());
        }
        return array;
    }

    private Number number() {
        json.readNumber();
        if (json.isLong()) {
            return json.longValue();
        }
        double value = Double.parseDouble(Utf8.string(text, json.start(), json.length()));
        if (Double.isInfinite(value)) {
            throw json.problem("the number is too large");
        }
        return value;
    }
}
