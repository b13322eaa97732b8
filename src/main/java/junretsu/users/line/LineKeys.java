package junretsu.users.line;

import junretsu.text.JsonException;
import junretsu.text.JsonKey;
import junretsu.text.JsonPull;

/**
 * The keys of one kind of object, in any case, as encoding/json of Go takes them. Each may stand once, however it is
 * written: a second one would mean something else to other readers of the same line. One thread.
 */
final class LineKeys {
    /** A key that is none of these. */
    static final int OTHER = -1;

    private final String[] names;
    private final JsonKey[] keys;
    private int seen;

    /** @param names up to 32, in the usual order */
    LineKeys(String... names) {
        this.names = names.clone();
        keys = new JsonKey[names.length];
        for (int i = 0; i < names.length; i++) {
            keys[i] = JsonKey.of(names[i]);
        }
    }

    /** Forgets which keys have stood in the object before. */
    void begin() {
        seen = 0;
    }

    /**
     * The place of the key read last among the names, or {@link #OTHER}. A key in unusual case costs a String.
     *
     * @throws JsonException when it has stood in this object before
     */
    int find(JsonPull json) {
        for (int i = 0; i < keys.length; i++) {
            if (json.isKey(keys[i])) {
                return once(i, json);
            }
        }
        String key = json.key();
        for (int i = 0; i < names.length; i++) {
            if (names[i].equalsIgnoreCase(key)) {
                return once(i, json);
            }
        }
        return OTHER;
    }

    private int once(int i, JsonPull json) {
        if ((seen & 1 << i) != 0) {
            throw json.problem("the key " + names[i] + " stands twice in its object");
        }
        seen |= 1 << i;
        return i;
    }
}
