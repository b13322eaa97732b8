package junretsu.users.password;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import junretsu.users.account.Credential;
import junretsu.users.account.Credential.Scheme;

/**
 * The slow hash that a client of SCRAM is asked for, in the modular crypt format that draft-bouchez-scram-mcf puts in
 * the place of salt and iteration count:
 *
 * <pre>
 *   $argon2id$v=19$m=19456,t=2,p=1$3q2+7wAAAAAAAAAAAAAAAA     base64 without padding
 *   $junretsu-seed$3q2+7wAAAAAAAAAAAAAAAA                     one HMAC-SHA-256, for demonstration accounts
 * </pre>
 *
 * @param cost null for a seeded account
 * @param salt not to be changed
 */
public record ScramHash(HashCost cost, byte[] salt) {
    private static final Pattern ARGON2ID =
            Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=1\\$([A-Za-z0-9+/]{1,86})");
    private static final Pattern SEED = Pattern.compile("\\$junretsu-seed\\$([A-Za-z0-9+/]{1,86})");

    static ScramHash of(Credential credential) {
        return new ScramHash(
                credential.scheme() == Scheme.SEED ? null : new HashCost(credential.memoryKib(), credential.passes()),
                credential.salt());
    }

    /** @throws ScramException when it is neither of the two, or its cost is out of range */
    static ScramHash parse(String text) throws ScramException {
        try {
            Matcher argon2id = ARGON2ID.matcher(text);
            if (argon2id.matches()) {
                HashCost cost = new HashCost(Integer.parseInt(argon2id.group(1)), Integer.parseInt(argon2id.group(2)));
                return new ScramHash(cost, Base64.getDecoder().decode(argon2id.group(3)));
            }
            Matcher seed = SEED.matcher(text);
            if (seed.matches()) {
                return new ScramHash(null, Base64.getDecoder().decode(seed.group(1)));
            }
        } catch (IllegalArgumentException e) {
            throw new ScramException("other-error");
        }
        throw new ScramException("other-error");
    }

    /** As it stands in the server's first message. */
    String text() {
        String salted = "$" + Base64.getEncoder().withoutPadding().encodeToString(salt);
        return cost == null
                ? "$junretsu-seed" + salted
                : "$argon2id$v=19$m=" + cost.memoryKib() + ",t=" + cost.passes() + ",p=1" + salted;
    }

    /** SCRAM's salted password; 32 bytes. */
    public byte[] saltedPassword(byte[] password, Argon2id argon2id) {
        return cost == null ? SeedUsers.salted(password, salt) : argon2id.hash(password, salt, cost);
    }
}
