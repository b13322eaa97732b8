package junretsu.users.password;

import java.security.SecureRandom;
import java.util.Arrays;
import junretsu.base.Sha256;

/**
 * The salts of credentials: a random one for each new password. A credential that is made anew of the same password
 * has the salt that follows from the one before, which tells it from one of another password, and which no pepper has
 * covered a key with. May be called by any thread.
 */
final class Salts {
    static final int BYTES = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Salts() {}

    static byte[] random() {
        byte[] salt = new byte[BYTES];
        RANDOM.nextBytes(salt);
        return salt;
    }

    /** The salt of a password's next credential. */
    static byte[] next(byte[] salt) {
        return Arrays.copyOf(Sha256.hash(salt), BYTES);
    }
}
