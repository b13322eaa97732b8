package junretsu.users.password;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import junretsu.base.Sha256;
import junretsu.users.account.Credential;
import junretsu.users.account.Credential.Scheme;

/**
 * Credentials for names that nobody has: the same name always gets the same one, no password matches it, and it costs
 * as much to check as a real one. So neither answers nor their times tell which names are taken. Immutable; may be used
 * by any thread.
 */
public final class DummyCredentials {
    private static final byte[] SALT = "salt".getBytes(US_ASCII);
    /** No client key is known whose SHA-256 is this. */
    private static final byte[] STORED_KEY = new byte[Sha256.BYTES];

    private final byte[] key;
    private final HashCost cost;

    /**
     * @param key 32 bytes that stay secret and are kept with the accounts: salts that change with a restart tell names
     *     that are taken, whose salts do not
     * @param cost of new credentials
     */
    public DummyCredentials(byte[] key, HashCost cost) {
        this.key = key.clone();
        this.cost = cost;
    }

    /** @param username folded, or as it was sent where it cannot be one */
    Credential of(String username) {
        byte[] salt = Arrays.copyOf(Sha256.hmac(key, SALT, username.getBytes(UTF_8)), Salts.BYTES);
        return new Credential(Scheme.ARGON2ID, cost.memoryKib(), cost.passes(), salt, STORED_KEY, STORED_KEY);
    }
}
