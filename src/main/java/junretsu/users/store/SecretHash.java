package junretsu.users.store;

import java.security.SecureRandom;

/** A hash for tables in memory, under a number of this process: nobody can choose names that meet in one place. */
public final class SecretHash {
    private static final long MULTIPLIER = new SecureRandom().nextLong() | 1;

    private SecretHash() {}

    /** The hash, whose upper bits depend on all of the key's. */
    public static int of(byte[] key) {
        long hash = key.length;
        for (byte each : key) {
            hash = hash * MULTIPLIER + each;
        }
        return (int) ((hash ^ hash >>> 32) * MULTIPLIER >>> 32);
    }
}
