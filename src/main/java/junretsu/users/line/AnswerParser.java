package junretsu.users.line;

import java.util.ArrayList;
import java.util.List;
import junretsu.text.JsonException;
import junretsu.text.JsonKind;
import junretsu.text.JsonLimits;
import junretsu.text.JsonPull;

/** Reads answers where they lie. One thread, for one line after the other. */
public final class AnswerParser {
    /** The longest answer, in bytes without its end. */
    public static final int LINE_BYTES_MAX = 1 << 20;

    /** The {@link #id} of an answer without one, or with one that is no whole number. */
    public static final long NO_ID = -1;

    private static final int SUCCESS = 0;
    private static final int USER = 1;
    private static final int ERR = 2;
    private static final int ID = 3;
    private static final int SESSIONS = 4;
    private static final int ADDED = 5;
    private static final AddedField[] FIELDS = AddedField.values();

    private final JsonPull json = new JsonPull(new JsonLimits(16, LINE_BYTES_MAX, LINE_BYTES_MAX, 100, 256));
    private final LineKeys keys = new LineKeys(names());
    private final UserParser users = new UserParser(json);
    private final SessionParser sessions = new SessionParser(json);
    private long id;

    private static String[] names() {
        String[] names = new String[ADDED + FIELDS.length];
        names[SUCCESS] = "Success";
        names[USER] = "User";
        names[ERR] = "Err";
        names[ID] = "Id";
        names[SESSIONS] = "Sessions";
        for (AddedField field : FIELDS) {
            names[ADDED + field.ordinal()] = field.wireName();
        }
        return names;
    }

    /** The whole number that the last answer had as its {@code Id}, or {@link #NO_ID}. */
    public long id() {
        return id;
    }

    /** @throws JsonException when it is no answer; its message is a sentence that says why */
    public LineAnswer parse(byte[] bytes, int from, int length) {
        id = NO_ID;
        json.reset(bytes, from, length);
        keys.begin();
        boolean success = false;
        LineUser user = null;
        String err = "";
        LineFields added = LineFields.NONE;
        List<LineSession> list = null;
        json.beginObject();
        while (json.nextKey()) {
            int key = keys.find(json);
            switch (key) {
                case SUCCESS -> success = json.readBoolean();
                case USER -> user = users.read();
                case ERR -> err = json.readText();
                case ID -> readId();
                case SESSIONS -> list = sessions.read();
                case LineKeys.OTHER -> json.skip();
                default -> added = added.with(FIELDS[key - ADDED], json.readText());
            }
        }
        json.end();
        if (user == null) {
            throw new JsonException(0, "there is no User");
        }
        return new LineAnswer(success, user, err, added, list == null ? null : List.copyOf(list));
    }

    private void readId() {
        if (json.peek() != JsonKind.NUMBER) {
            json.skip();
            return;
        }
        json.readNumber();
        id = json.isLong() && json.longValue() >= 0 ? json.longValue() : NO_ID;
    }

    /** Reads the array of an answer to SESSIONS. */
    private static final class SessionParser {
        private final JsonPull json;
        private final LineKeys keys = new LineKeys("Session", "Device", "Address", "CreatedMs", "SeenMs", "Own");

        SessionParser(JsonPull json) {
            this.json = json;
        }

        List<LineSession> read() {
            List<LineSession> list = new ArrayList<>();
            json.beginArray();
            while (json.nextElement()) {
                list.add(one());
            }
            return list;
        }

        private LineSession one() {
            String[] texts = {"", "", ""};
            long[] times = new long[2];
            boolean isOwn = false;
            keys.begin();
            json.beginObject();
            while (json.nextKey()) {
                int key = keys.find(json);
                switch (key) {
                    case 0, 1, 2 -> texts[key] = json.readText();
                    case 3, 4 -> times[key - 3] = json.readLong();
                    case 5 -> isOwn = json.readBoolean();
                    default -> json.skip();
                }
            }
            return new LineSession(texts[0], texts[1], texts[2], times[0], times[1], isOwn);
        }
    }
}
