package junretsu.users.blast;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import junretsu.users.password.Argon2id;
import junretsu.users.password.ScramHash;

/** The slow hashes that a client of SCRAM has computed and keeps, as one would that logs in often. For one thread. */
final class ScramHashes {
    private static final int KEPT_MAX = 100_000;

    private final Argon2id argon2id = new Argon2id();
    private final Map<Integer, Kept> kept = new HashMap<>();
    private long computed;

    private record Kept(ScramHash hash, byte[] salted) {}

    /** SCRAM's salted password of a user, computed where it is not kept. */
    byte[] saltedPassword(int user, String password, ScramHash hash) {
        if (hash.cost() == null) {
            return hash.saltedPassword(password.getBytes(US_ASCII), argon2id);
        }
        Kept known = kept.get(user);
        if (known != null && known.hash.cost().equals(hash.cost()) && Arrays.equals(known.hash.salt(), hash.salt())) {
            return known.salted;
        }
        computed++;
        byte[] salted = hash.saltedPassword(password.getBytes(US_ASCII), argon2id);
        if (kept.size() < KEPT_MAX) {
            kept.put(user, new Kept(hash, salted));
        }
        return salted;
    }

    /** Slow hashes computed so far, on the thread that also takes answers. */
    long computed() {
        return computed;
    }
}
