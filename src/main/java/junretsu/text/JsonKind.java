package junretsu.text;

/** The kinds of JSON values. */
public enum JsonKind {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    BOOLEAN,
    NULL;

    private static final JsonKind[] BY_FIRST_BYTE = byFirstByte();

    /** The kind of the value that begins with this byte, or null when none does. */
    static JsonKind of(int firstByte) {
        return firstByte < 0 ? null : BY_FIRST_BYTE[firstByte];
    }

    private static JsonKind[] byFirstByte() {
        JsonKind[] kinds = new JsonKind[128];
        kinds['{'] = OBJECT;
        kinds['['] = ARRAY;
        kinds['"'] = STRING;
        kinds['t'] = BOOLEAN;
        kinds['f'] = BOOLEAN;
        kinds['n'] = NULL;
        for (char c : "-0123456789".toCharArray()) {
            kinds[c] = NUMBER;
        }
        return kinds;
    }
}
