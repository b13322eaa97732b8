package junretsu.users.password;

/**
 * The cost of one argon2id (RFC 9106) with one lane. Immutable.
 *
 * @param memoryKib from {@value #MEMORY_KIB_MIN} to {@value #MEMORY_KIB_MAX} KiB
 * @param passes over the memory, from 1 to {@value #PASSES_MAX}
 */
public record HashCost(int memoryKib, int passes) {
    public static final int MEMORY_KIB_MIN = 1_024;
    public static final int MEMORY_KIB_MAX = 1_048_576;
    public static final int PASSES_MAX = 100;

    /** The first choice of OWASP's Password Storage Cheat Sheet. */
    public static final HashCost DEFAULT = new HashCost(19 * 1_024, 2);

    /** @throws IllegalArgumentException when a value lies out of its range */
    public HashCost {
        if (memoryKib < MEMORY_KIB_MIN || memoryKib > MEMORY_KIB_MAX || passes < 1 || passes > PASSES_MAX) {
            throw new IllegalArgumentException("argon2id takes " + MEMORY_KIB_MIN + " to " + MEMORY_KIB_MAX
                    + " KiB of memory and 1 to " + PASSES_MAX + " passes, not " + memoryKib + " and " + passes);
        }
    }
}
