package junretsu.text;

/**
 * The largest JSON text that a reader takes. What is larger is rejected as soon as that is seen.
 *
 * @param depth of arrays and objects in each other
 * @param length of the whole text, in bytes
 * @param stringLength of each string and key, in bytes between its quotes, as it is written
 * @param numberLength of each number, in bytes
 * @param openKeys of all objects that are open at one place; memory for them is 16 to 36 bytes a key
 */
public record JsonLimits(int depth, int length, int stringLength, int numberLength, int openKeys) {

    /** For a request: 64 deep, 16 MiB in all, strings of 1 MiB, numbers of 1,000 digits, 4,096 open keys. */
    public static final JsonLimits DEFAULT = new JsonLimits(64, 16 << 20, 1 << 20, 1_000, 4_096);

    /** @throws IllegalArgumentException when a limit is negative */
    public JsonLimits {
        if ((depth | length | stringLength | numberLength | openKeys) < 0) {
            throw new IllegalArgumentException("a limit of a JSON text is negative");
        }
    }
}
