package junretsu.users.password;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.Arrays;
import junretsu.base.Sha256;
import junretsu.users.account.Account;
import junretsu.users.account.Credential;
import junretsu.users.account.Credential.Scheme;

/**
 * Accounts for demonstrations and measurements: {@code id<N>} with the password {@code pass<N mod 10000>} and the
 * nickname {@code nick<N mod 10000>}. Their passwords are published, so a slow hash would protect nothing: the salted
 * password is a single HMAC-SHA-256 under the salt, and accounts with the same password share salt and keys. A server
 * accepts them only when it is told to. After a login, {@link PasswordHash#credential} gives such an account a
 * credential like any other. Immutable; may be used by any thread.
 */
public final class SeedUsers {
    /** The number of different passwords. */
    public static final int PASSWORDS = 10_000;

    private static final byte[] SALT = "junretsu seed salt".getBytes(US_ASCII);

    private final Credential[] credentials = new Credential[PASSWORDS];
    private final long createdMs;

    /** @param createdMs Unix milliseconds, the same for all */
    public SeedUsers(long createdMs) {
        this.createdMs = createdMs;
        for (int i = 0; i < PASSWORDS; i++) {
            credentials[i] = credential(password(i));
        }
    }

    /** The account of a number. */
    public Account account(long number) {
        return new Account(
                username(number),
                "nick" + number % PASSWORDS,
                "",
                credentials[(int) (number % PASSWORDS)],
                null,
                1,
                createdMs);
    }

    /** @param number at least 0 */
    public static String username(long number) {
        return "id" + number;
    }

    /** @param number of the account, at least 0 */
    public static String password(long number) {
        return "pass" + number % PASSWORDS;
    }

    /** SCRAM's salted password (RFC 5802, section 3) of this scheme. */
    static byte[] salted(byte[] password, byte[] salt) {
        return Sha256.hmac(salt, password);
    }

    /** Returns whether it is the password of a seeded account's credential. Costs a microsecond. */
    static boolean matches(byte[] password, Credential seeded) {
        byte[] storedKey = ScramKeys.storedKey(salted(password, seeded.salt()));
        return MessageDigest.isEqual(storedKey, seeded.storedKey());
    }

    private static Credential credential(String text) {
        byte[] password = text.getBytes(US_ASCII);
        byte[] salt = Arrays.copyOf(Sha256.hmac(SALT, password), Salts.BYTES);
        byte[] salted = salted(password, salt);
        return new Credential(Scheme.SEED, 0, 0, salt, ScramKeys.storedKey(salted), ScramKeys.serverKey(salted));
    }
}
