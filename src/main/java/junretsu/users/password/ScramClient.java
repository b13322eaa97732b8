package junretsu.users.password;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import junretsu.base.Sha256;

/**
 * The client's side of one exchange of SCRAM. A client that logs in often keeps its {@link ScramSecret}. For one
 * thread.
 *
 * <pre>
 *   send(client.first());
 *   secret = ScramSecret.of(client.hash(received).saltedPassword(password, argon2id));
 *   send(client.last(secret));
 *   client.isServerProven(received);
 * </pre>
 */
public final class ScramClient {
    private static final String HEADER = "n,,";

    private final String bare;
    private final String nonce;
    private final boolean takesSeed;
    private String serverFirst;
    private byte[] serverSignature;

    /**
     * @param nonce as of {@link ScramServer#nonce}, never used before
     * @param takesSeed true to let the server ask for the quick hash of demonstration accounts: a server that is not
     *     the real one could learn the password from it
     */
    public ScramClient(String username, String nonce, boolean takesSeed) {
        this.nonce = nonce;
        this.takesSeed = takesSeed;
        bare = "n=" + username.replace("=", "=3D").replace(",", "=2C") + ",r=" + nonce;
    }

    /** The first message. */
    public String first() {
        return HEADER + bare;
    }

    /**
     * Reads the server's first message.
     *
     * @throws ScramException when it answers another exchange, or asks for a hash that this client does not compute
     */
    public ScramHash hash(String message) throws ScramException {
        int end = message.indexOf(",f=");
        if (end < 0 || end <= nonce.length() + 2 || !message.startsWith("r=" + nonce)) {
            throw new ScramException("other-error");
        }
        ScramHash hash = ScramHash.parse(message.substring(end + 3));
        if (hash.cost() == null && !takesSeed) {
            throw new ScramException("other-error");
        }
        serverFirst = message;
        return hash;
    }

    /** The last message; to be called after {@link #hash}. */
    public String last(ScramSecret secret) {
        String header = Base64.getEncoder().encodeToString(HEADER.getBytes(US_ASCII));
        String withoutProof = "c=" + header + "," + serverFirst.substring(0, serverFirst.indexOf(','));
        byte[] messages = (bare + "," + serverFirst + "," + withoutProof).getBytes(UTF_8);
        serverSignature = Sha256.hmac(secret.serverKey(), messages);
        return withoutProof + ",p=" + Base64.getEncoder().encodeToString(ScramKeys.proof(secret, messages));
    }

    /** Returns whether the server's last message proves that it knows the user; after {@link #last}. */
    public boolean isServerProven(String message) {
        String expected = "v=" + Base64.getEncoder().encodeToString(serverSignature);
        return MessageDigest.isEqual(message.getBytes(UTF_8), expected.getBytes(US_ASCII));
    }
}
