package junretsu.users.password;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;
import junretsu.users.account.Credential;

/**
 * The server's side of SCRAM: the slow hash is the client's work, and the password never comes here. Of an exchange the
 * server keeps a {@link ScramChallenge} between its two answers. Immutable; may be used by any thread.
 */
public final class ScramServer {
    private static final int NONCE_BYTES = 18;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final DummyCredentials dummies;
    private final Pepper pepper;
    private final Supplier<String> nonces;

    public ScramServer(DummyCredentials dummies, Pepper pepper) {
        this(dummies, pepper, ScramServer::nonce);
    }

    /** @param nonces each of printable ASCII characters without a comma, and never given twice */
    ScramServer(DummyCredentials dummies, Pepper pepper, Supplier<String> nonces) {
        this.dummies = dummies;
        this.pepper = pepper;
        this.nonces = nonces;
    }

    /** A nonce of 24 characters, for either side. */
    public static String nonce() {
        byte[] random = new byte[NONCE_BYTES];
        RANDOM.nextBytes(random);
        return new String(Base64.getEncoder().encode(random), US_ASCII);
    }

    /**
     * Answers a client's first message.
     *
     * @param stored the credential of the user that it names; null when there is no such user, which the client cannot
     *     tell from the answer
     */
    public ScramChallenge challenge(ScramHello hello, Credential stored) {
        Credential dummy = dummies.of(hello.username());
        return new ScramChallenge(hello, nonces.get(), stored == null ? dummy : pepper.uncover(stored));
    }
}
