package junretsu.users.store;

import java.util.Arrays;

/**
 * The hash of a token as a key in memory. Immutable, as long as nobody changes the array.
 *
 * @param bytes 32 of them, not copied
 */
public record TokenHash(byte[] bytes) {
    @Override
    public boolean equals(Object other) {
        return other instanceof TokenHash hash && Arrays.equals(bytes, hash.bytes);
    }

    /** Any four bytes will do, since they are random. */
    @Override
    public int hashCode() {
        return bytes[0] << 24 ^ (bytes[1] & 0xff) << 16 ^ (bytes[2] & 0xff) << 8 ^ bytes[3] & 0xff;
    }
}
