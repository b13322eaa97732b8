package junretsu.users.line;

import java.util.Arrays;
import junretsu.text.JsonException;
import junretsu.text.JsonKind;
import junretsu.text.JsonLimits;
import junretsu.text.JsonPull;

/**
 * Reads a line with a request where it lies:
 *
 * <pre>
 *   {"Format":"LOGIN","User":{"Username":"","Password":"","Nickname":"","Token":""},"Id":7,"NewPassword":"",…}
 * </pre>
 *
 * Keys may stand in any order and in any case, each is optional, and others are passed over. Allocates the texts and
 * the request, and nothing else. One thread, for one line after the other.
 */
final class RequestParser {
    /** The longest line but for pictures, in bytes without its end. */
    static final int LINE_BYTES_MAX = 64 << 10;

    /** The longest line with a picture. */
    static final int PICTURE_LINE_BYTES_MAX = 256 << 10;

    private static final int ID_BYTES_MAX = 128;
    private static final int FORMAT = 0;
    private static final int USER = 1;
    private static final int ID = 2;
    private static final int ADDED = 3;
    private static final AddedField[] FIELDS = AddedField.values();

    private final JsonPull json =
            new JsonPull(new JsonLimits(16, PICTURE_LINE_BYTES_MAX, PICTURE_LINE_BYTES_MAX, 100, 256));
    private final LineKeys keys = new LineKeys(names());
    private final UserParser users = new UserParser(json);
    private byte[] id;

    static String[] names() {
        String[] names = new String[ADDED + FIELDS.length];
        names[FORMAT] = "Format";
        names[USER] = "User";
        names[ID] = "Id";
        for (AddedField field : FIELDS) {
            names[ADDED + field.ordinal()] = field.wireName();
        }
        return names;
    }

    /** The JSON text of the last line's {@code Id}; null when there was none, or a fault in front of it. */
    byte[] id() {
        return id;
    }

    /** @throws JsonException when it is no request; its message is a sentence that says why */
    LineRequest parse(byte[] bytes, int from, int length) {
        id = null;
        json.reset(bytes, from, length);
        keys.begin();
        Verb verb = null;
        LineUser user = LineUser.NOBODY;
        LineFields added = LineFields.NONE;
        json.beginObject();
        while (json.nextKey()) {
            int key = keys.find(json);
            if (key == FORMAT) {
                verb = verb(bytes);
            } else if (key == USER) {
                user = users.read();
            } else if (key == ID) {
                id = id(bytes);
            } else if (key == LineKeys.OTHER) {
                json.skip();
            } else {
                added = added(added, FIELDS[key - ADDED]);
            }
        }
        json.end();
        if (verb == null) {
            throw new JsonException(0, "there is no Format");
        }
        return new LineRequest(verb, user, added);
    }

    private Verb verb(byte[] bytes) {
        json.readString();
        Verb verb = Verb.of(bytes, json.start(), json.unescape(json.start(), json.length()));
        if (verb == null) {
            throw json.problem("the Format is none of " + Arrays.toString(Verb.values()));
        }
        return verb;
    }

    private byte[] id(byte[] bytes) {
        JsonKind kind = json.peek();
        if (kind == JsonKind.NULL) {
            json.readNull();
            return null;
        }
        int quote = kind == JsonKind.NUMBER ? 0 : 1;
        if (kind == JsonKind.NUMBER) {
            json.readNumber();
        } else {
            json.readString();
        }
        if (json.length() > ID_BYTES_MAX) {
            throw json.problem("the Id is longer than " + ID_BYTES_MAX + " bytes");
        }
        return Arrays.copyOfRange(bytes, json.start() - quote, json.start() + json.length() + quote);
    }

    private LineFields added(LineFields before, AddedField field) {
        if (json.peek() == JsonKind.NULL) {
            json.readNull();
            return before;
        }
        return before.with(field, json.readText());
    }
}
