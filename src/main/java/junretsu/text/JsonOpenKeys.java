package junretsu.text;

import java.util.Arrays;

/**
 * The keys of all objects that are open at one place of a text, to find the one that stands twice in its object. They
 * lie on one stack, since only the innermost object gets keys. The first 16 of an object are compared one by one; one
 * with more has a hash table of its own at the end of one array, rebuilt twice as large whenever their number has
 * doubled.
 *
 * <pre>
 * words, spans    | keys of the outer object | … | keys of the inner one |
 *                                                  ^ base                ^ top
 * tables          | table of the outer one, if it has more than 16 | …   |
 *                                                                        ^ table
 * </pre>
 *
 * A key is where it stands in the text, or in {@code decoded} when it has escapes. Not thread-safe.
 */
final class JsonOpenKeys {
    private static final int UNHASHED_MAX = 16;
    private static final int SLOTS_A_KEY = 4;

    private final int openMax;
    private byte[] text;
    private byte[] decoded = new byte[0];
    private int decodedLength;

    private long[] words;
    private long[] spans;
    private int base;
    private int top;

    /** Slot: 0, or the number of a key in its object, from 1 on. */
    private int[] tables = new int[0];

    private int table;

    /** Base and table of each object around the innermost one. */
    private long[] outer = new long[4];

    private int depth;

    JsonOpenKeys(JsonLimits limits) {
        openMax = limits.openKeys();
        words = new long[Math.min(8, openMax)];
        spans = new long[words.length];
    }

    void reset(byte[] text) {
        this.text = text;
        decodedLength = 0;
        base = 0;
        top = 0;
        table = 0;
        depth = 0;
    }

    void openObject() {
        if (depth == outer.length) {
            outer = Arrays.copyOf(outer, 2 * depth);
        }
        outer[depth++] = (long) base << 32 | table;
        table += tableSize(top - base);
        base = top;
    }

    void closeObject() {
        if (decodedLength > 0) {
            forgetDecoded();
        }
        top = base;
        long saved = outer[--depth];
        base = (int) (saved >>> 32);
        table = (int) saved;
    }

    private void forgetDecoded() {
        for (int i = top - 1; i >= base; i--) {
            if (spans[i] < 0) {
                decodedLength = start(i);
            }
        }
    }

    /**
     * Adds a key to the innermost object.
     *
     * @param word as {@link JsonKey} has it
     * @return null, or what is wrong with it
     */
    String add(long word, int start, int length) {
        return add(word, (long) start << 32 | length);
    }

    /** The same for a key with escapes, which have been checked. */
    String addEscaped(int start, int stop) {
        if (decoded.length - decodedLength < stop - start) {
            decoded = Arrays.copyOf(decoded, Math.max(2 * decoded.length, decodedLength + stop - start));
        }
        int from = decodedLength;
        decodedLength = JsonEscapes.decode(text, start, stop, decoded, from);
        int length = decodedLength - from;
        return add(JsonKey.word(decoded, from, length), Long.MIN_VALUE | (long) from << 32 | length);
    }

    private String add(long word, long span) {
        int count = top - base;
        if (count < UNHASHED_MAX ? isAmong(word, span) : isInTable(word, span, count)) {
            return "the key stands twice in its object";
        }
        if (top == words.length && !grow()) {
            return "there are more than " + openMax + " keys in the objects that are open here";
        }
        words[top] = word;
        spans[top++] = span;
        return null;
    }

    private boolean grow() {
        int size = (int) Math.min(openMax, 2L * top);
        if (size <= top) {
            return false;
        }
        words = Arrays.copyOf(words, size);
        spans = Arrays.copyOf(spans, size);
        return true;
    }

    private boolean isAmong(long word, long span) {
        for (int i = base; i < top; i++) {
            if (words[i] == word && isSame(i, word, span)) {
                return true;
            }
        }
        return false;
    }

    /** Looks for the key in the table, and enters it when it is not there. */
    private boolean isInTable(long word, long span, int count) {
        if (Integer.bitCount(count) == 1) {
            rebuild(count);
        }
        int mask = tableSize(count + 1) - 1;
        int slot = JsonKey.slot(word, mask);
        while (tables[table + slot] != 0) {
            int i = base + tables[table + slot] - 1;
            if (words[i] == word && isSame(i, word, span)) {
                return true;
            }
            slot = slot + 1 & mask;
        }
        tables[table + slot] = count + 1;
        return false;
    }

    private void rebuild(int count) {
        int size = tableSize(count + 1);
        if (tables.length - table < size) {
            tables = Arrays.copyOf(tables, Math.max(2 * tables.length, table + size));
        }
        Arrays.fill(tables, table, table + size, 0);
        for (int key = 1; key <= count; key++) {
            int slot = JsonKey.slot(words[base + key - 1], size - 1);
            while (tables[table + slot] != 0) {
                slot = slot + 1 & size - 1;
            }
            tables[table + slot] = key;
        }
    }

    /** Slots of an object with so many keys. */
    private static int tableSize(int keys) {
        return keys <= UNHASHED_MAX ? 0 : SLOTS_A_KEY * Integer.highestOneBit(keys - 1);
    }

    private boolean isSame(int i, long word, long span) {
        if (JsonKey.isExact(word)) {
            return true;
        }
        int start = (int) (span >>> 32) & Integer.MAX_VALUE;
        return Arrays.equals(
                bytes(spans[i]), start(i), start(i) + (int) spans[i], bytes(span), start, start + (int) span);
    }

    /** Returns true when this is the last key of the innermost object. */
    boolean isLast(JsonKey key) {
        int i = top - 1;
        long word = words[i];
        return word == key.word() && (JsonKey.isExact(word) || key.matches(bytes(spans[i]), start(i), (int) spans[i]));
    }

    /** Returns the innermost object's last key. */
    String last() {
        return Utf8.string(bytes(spans[top - 1]), start(top - 1), (int) spans[top - 1]);
    }

    private byte[] bytes(long span) {
        return span < 0 ? decoded : text;
    }

    private int start(int i) {
        return (int) (spans[i] >>> 32) & Integer.MAX_VALUE;
    }
}
