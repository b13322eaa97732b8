package junretsu.users.blast;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import junretsu.users.password.Argon2id;
import junretsu.users.password.ScramHash;
import junretsu.users.password.ScramSecret;

/** The slow hashes that a client of SCRAM has computed and keeps, as one would that logs in often. For one thread. */
final class ScramHashes {
    private static final int KEPT_MAX = 100_000;

    private final Argon2id argon2id = new Argon2id();
    private final Map<Integer, Kept> kept = new HashMap<>();
    private long computed;

    private record Kept(ScramHash hash, ScramSecret secret) {
        boolean isFor(ScramHash asked) {
            return Objects.equals(hash.cost(), asked.cost()) && Arrays.equals(hash.salt(), asked.salt());
        }
    }

    /** SCRAM's keys of a user, computed where they are not kept. */
    ScramSecret secret(int user, String password, ScramHash hash) {
        Kept known = kept.get(user);
        if (known != null && known.isFor(hash)) {
            return known.secret;
        }
        if (hash.cost() != null) {
            computed++;
        }
        ScramSecret secret = ScramSecret.of(hash.saltedPassword(password.getBytes(US_ASCII), argon2id));
        if (known != null || kept.size() < KEPT_MAX) {
            kept.put(user, new Kept(hash, secret));
        }
        return secret;
    }

    /** Slow hashes computed so far, on the thread that also takes answers. */
    long computed() {
        return computed;
    }
}
