package junretsu.users.password;

import java.security.MessageDigest;
import java.security.SecureRandom;
import junretsu.users.account.Credential;
import junretsu.users.account.Credential.Scheme;

/** Makes credentials from passwords and checks passwords against them, with memory of its own. For one thread. */
public final class PasswordHash {
    static final int SALT_BYTES = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Argon2id argon2id = new Argon2id();
    private final Pepper pepper;

    public PasswordHash(Pepper pepper) {
        this.pepper = pepper;
    }

    /** A new credential, with a salt of its own. */
    public Credential credential(byte[] password, HashCost cost) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        byte[] salted = argon2id.hash(password, salt, cost);
        return pepper.cover(new Credential(
                Scheme.ARGON2ID,
                cost.memoryKib(),
                cost.passes(),
                salt,
                ScramKeys.storedKey(salted),
                ScramKeys.serverKey(salted)));
    }

    /** Returns whether it is the password of a credential; compared in a time that does not depend on the answer. */
    public boolean matches(byte[] password, Credential stored) {
        if (stored.scheme() == Scheme.SEED) {
            return SeedUsers.matches(password, stored);
        }
        Credential bare = pepper.uncover(stored);
        byte[] salted = argon2id.hash(password, bare.salt(), new HashCost(bare.memoryKib(), bare.passes()));
        return MessageDigest.isEqual(ScramKeys.storedKey(salted), bare.storedKey());
    }
}
