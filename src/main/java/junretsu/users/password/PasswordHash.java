package junretsu.users.password;

import java.security.MessageDigest;
import junretsu.users.account.Credential;
import junretsu.users.account.Credential.Scheme;

/** Makes credentials from passwords and checks passwords against them, with memory of its own. For one thread. */
public final class PasswordHash {
    private final Argon2id argon2id = new Argon2id();
    private final Pepper pepper;

    public PasswordHash(Pepper pepper) {
        this.pepper = pepper;
    }

    /** A new credential, with a salt of its own. */
    public Credential credential(byte[] password, HashCost cost) {
        return credential(password, cost, Salts.random());
    }

    Credential credential(byte[] password, HashCost cost, byte[] salt) {
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
