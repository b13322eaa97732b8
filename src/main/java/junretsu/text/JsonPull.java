package junretsu.text;

import java.util.Arrays;
import java.util.Objects;

/**
 * Reads a JSON text (RFC 8259, UTF-8) where it lies, one value after the other as its caller asks for them, without a
 * tree and without allocating anything once it has read the like.
 *
 * <pre>{@code
 * json.reset(body, 0, length);
 * json.beginArray();
 * while (json.nextElement()) {
 *     json.beginObject();
 *     while (json.nextKey()) {          // then exactly one value must be read or skipped
 *         if (json.isKey(ID)) {         // ID = JsonKey.of("id")
 *             json.readString();
 *             take(body, json.start(), json.unescape(json.start(), json.length()));
 *         } else {
 *             json.skip();
 *         }
 *     }
 * }
 * json.end();
 * }</pre>
 *
 * All methods that read throw {@link JsonException} for what is not JSON, is of another kind than asked for or passes a
 * limit, for a key that stands twice in its object and for half a surrogate pair. A fault is found where it stands,
 * after the values in front of it were handed out. Not thread-safe: one for each thread, used for one text after the
 * other, also after an exception.
 */
public final class JsonPull {
    /** A fault less than so many bytes in front of the end may be that more are missing; two surrogates have 12. */
    public static final int LOOK_AHEAD = 12;

    private final JsonLimits limits;
    private final JsonScanner scanner;
    private final JsonOpenKeys keys;

    /** Of each open object and array, whether it is an object. */
    private boolean[] objects = new boolean[16];

    private int depth;
    private boolean needsComma;

    /** Makes a reader that rejects what is larger than these limits. */
    public JsonPull(JsonLimits limits) {
        this.limits = limits;
        scanner = new JsonScanner(limits);
        keys = new JsonOpenKeys(limits);
    }

    /**
     * Begins to read a text, wherever the one before was left.
     *
     * @param bytes is neither copied nor changed, except by {@link #unescape}
     * @throws JsonException when it is too long or begins with a byte order mark
     * @throws IndexOutOfBoundsException when the range is not in the array
     */
    public JsonPull reset(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        scanner.reset(bytes, offset, length);
        keys.reset(bytes);
        depth = 0;
        needsComma = false;
        if (length > limits.length()) {
            throw new JsonException(limits.length(), "the text is longer than " + limits.length() + " bytes");
        }
        scanner.refuseByteOrderMark();
        return this;
    }

    /**
     * Goes on behind an element of the outermost array, for a text that comes in parts; {@link #nextElement} follows.
     *
     * @param before bytes of the text that came before those given here
     */
    public void resume(byte[] bytes, int offset, int length, int before) {
        scanner.resume(bytes, offset, length, before);
        keys.reset(bytes);
        depth = 1;
        needsComma = true;
    }

    /** The index in the array of the byte that is read next. */
    public int at() {
        return scanner.at;
    }

    /** Returns the kind of the value that comes next, without reading it. */
    public JsonKind peek() {
        JsonKind kind = JsonKind.of(scanner.token());
        if (kind == null) {
            throw expected("a value");
        }
        return kind;
    }

    /** Reads the beginning of an object; {@link #nextKey} follows. */
    public void beginObject() {
        begin('{', "an object");
        objects[depth++] = true;
        keys.openObject();
    }

    /** Reads the beginning of an array; {@link #nextElement} follows. */
    public void beginArray() {
        begin('[', "an array");
        objects[depth++] = false;
    }

    private void begin(char bracket, String what) {
        if (scanner.token() != bracket) {
            throw expected(what);
        }
        if (depth == limits.depth()) {
            throw scanner.problem(scanner.at, "more than " + depth + " arrays and objects in each other");
        }
        if (depth == objects.length) {
            objects = Arrays.copyOf(objects, 2 * depth);
        }
        scanner.at++;
    }

    /** Reads on to the next value of the innermost array, or reads the end of the array and returns false. */
    public boolean nextElement() {
        assert depth > 0 && !objects[depth - 1];
        int c = scanner.token();
        if (c == ']') {
            close();
            return false;
        }
        if (needsComma) {
            passComma(c, "a comma or the end of the array");
        }
        return true;
    }

    /** Reads the next key of the innermost object and its colon, or reads the end of the object and returns false. */
    public boolean nextKey() {
        assert depth > 0 && objects[depth - 1];
        int c = scanner.token();
        if (c == '}') {
            close();
            keys.closeObject();
            return false;
        }
        if (needsComma) {
            passComma(c, "a comma or the end of the object");
            c = scanner.token();
        }
        if (c != '"') {
            throw expected("a key");
        }
        readKey();
        if (scanner.token() != ':') {
            throw expected("a colon");
        }
        scanner.at++;
        return true;
    }

    private void close() {
        scanner.at++;
        depth--;
        needsComma = true;
    }

    private void passComma(int c, String what) {
        if (c != ',') {
            throw expected(what);
        }
        scanner.at++;
        needsComma = false;
    }

    private void readKey() {
        long word = scanner.shortString();
        String problem = word < 0 ? readLongKey() : keys.add(word, scanner.start, scanner.stop - scanner.start);
        if (problem != null) {
            throw scanner.problem(scanner.start - 1, problem);
        }
    }

    private String readLongKey() {
        scanner.string();
        int start = scanner.start;
        int length = scanner.stop - start;
        return scanner.escaped
                ? keys.addEscaped(start, scanner.stop)
                : keys.add(JsonKey.word(scanner.bytes(), start, length), start, length);
    }

    /** Returns true when the key read last, of the innermost object, is this one, however it was escaped. */
    public boolean isKey(JsonKey key) {
        return keys.isLast(key);
    }

    /** Returns the key read last, of the innermost object. Allocates a String. */
    public String key() {
        return keys.last();
    }

    /** Reads a string, which {@link #start}, {@link #length} and {@link #isEscaped} then describe. */
    public void readString() {
        if (scanner.token() != '"') {
            throw expected("a string");
        }
        scanner.string();
        needsComma = true;
    }

    /** The index in the array of the string or number read last, after the quote. Valid until the next call. */
    public int start() {
        return scanner.start;
    }

    /** Bytes of the string or number read last, as it is written. */
    public int length() {
        return scanner.stop - scanner.start;
    }

    /** Returns true when the string read last has escapes, so that it is not what its bytes say. */
    public boolean isEscaped() {
        return scanner.escaped;
    }

    /**
     * Writes a string that has been read over itself, without escapes. It cannot be read again after this.
     *
     * @return its length now, in bytes from {@code start} on
     */
    public int unescape(int start, int length) {
        return scanner.unescape(start, start + length);
    }

    /** Copies the string read last, without escapes, to room for {@link #length} bytes; returns where the copy ends. */
    public int copy(byte[] into, int at) {
        return scanner.copy(into, at);
    }

    /** Reads a string. Allocates it. */
    public String readText() {
        readString();
        return scanner.text();
    }

    /** Reads a number, which {@link #start} and {@link #length}, {@link #isLong} then describe. */
    public void readNumber() {
        if (JsonKind.of(scanner.token()) != JsonKind.NUMBER) {
            throw expected("a number");
        }
        scanner.number();
        needsComma = true;
    }

    /** Returns true when the number read last is whole and fits 64 bits. */
    public boolean isLong() {
        return scanner.fits;
    }

    /** The number read last, if {@link #isLong}. */
    public long longValue() {
        return scanner.value;
    }

    /** Reads a whole number; one without fraction and exponent. */
    public long readLong() {
        readNumber();
        if (!scanner.fits) {
            throw problem(scanner.whole ? "the number does not fit 64 bits" : "a whole number was expected");
        }
        return scanner.value;
    }

    /** Reads {@code true} or {@code false}. */
    public boolean readBoolean() {
        boolean value = scanner.token() == 't';
        scanner.literal(value ? "true" : "false", "true or false was expected");
        needsComma = true;
        return value;
    }

    /** Reads {@code null}; where something else may stand, ask {@link #peek} first. */
    public void readNull() {
        scanner.token();
        scanner.literal("null", "null was expected");
        needsComma = true;
    }

    /** Reads a value of any kind, checking it like any other. */
    public void skip() {
        int outer = depth;
        skipOrBegin();
        while (depth > outer) {
            if (objects[depth - 1] ? nextKey() : nextElement()) {
                skipOrBegin();
            }
        }
    }

    private void skipOrBegin() {
        switch (peek()) {
            case OBJECT -> beginObject();
            case ARRAY -> beginArray();
            case STRING -> readString();
            case NUMBER -> readNumber();
            case BOOLEAN -> readBoolean();
            default -> readNull();
        }
    }

    /** Makes sure that nothing follows the value but white space. */
    public void end() {
        assert depth == 0;
        if (!scanner.isAtEnd()) {
            throw expected("the end of the text");
        }
    }

    /** Returns the exception for a string or number that a caller cannot take, as in "the id is empty". */
    public JsonException problem(String sentence) {
        return scanner.problem(scanner.start, sentence);
    }

    private JsonException expected(String what) {
        return scanner.problem(scanner.at, what + " was expected");
    }
}
