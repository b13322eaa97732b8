package junretsu.users.password;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import junretsu.base.Sha256;
import junretsu.users.account.Account;
import junretsu.users.account.Credential;
import junretsu.users.account.Credential.Scheme;

/**
 * Accounts for demonstrations and measurements: {@code id<N>} with the password {@code pass<N mod 10000>} and the
 * nickname {@code nick<N mod 10000>}. Their passwords are published, so a slow hash would protect nothing: the salted
 * password is a single HMAC-SHA-256 under the salt, and accounts with the same password share salt and keys. A server
 * accepts them only when it is told to. After a login, {@link Passwords#renew} gives such an account a credential like
 * any other, whose salt still tells that its password is published. Immutable; may be used by any thread.
 */
public final class SeedUsers {
    /** The number of different passwords. */
    public static final int PASSWORDS = 10_000;

    private static final byte[] SALT = "junretsu seed salt".getBytes(US_ASCII);
    private static final Pattern USERNAME = Pattern.compile("id(0|[1-9]\\d{0,17})");

    /** Far more than there are changes of the cost of a hash. */
    private static final int RENEWALS_MAX = 100;

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

    /** Returns whether an account has the published password: as it was seeded, or after {@link Passwords#renew}. */
    public static boolean isPublished(String username, Credential stored) {
        if (stored.scheme() == Scheme.SEED) {
            return true;
        }
        Matcher number = USERNAME.matcher(username);
        if (!number.matches()) {
            return false;
        }
        byte[] salt = salt(password(Long.parseLong(number.group(1))).getBytes(US_ASCII));
        for (int i = 0; i < RENEWALS_MAX; i++) {
            salt = Salts.next(salt);
            if (Arrays.equals(salt, stored.salt())) {
                return true;
            }
        }
        return false;
    }

    private static byte[] salt(byte[] password) {
        return Arrays.copyOf(Sha256.hmac(SALT, password), Salts.BYTES);
    }

    private static Credential credential(String text) {
        byte[] password = text.getBytes(US_ASCII);
        byte[] salt = salt(password);
        byte[] salted = salted(password, salt);
        return new Credential(Scheme.SEED, 0, 0, salt, ScramKeys.storedKey(salted), ScramKeys.serverKey(salted));
    }
}
