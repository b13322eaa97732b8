package junretsu.users.password;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import junretsu.base.Sha256;
import junretsu.users.account.Credential;

/** An exchange of SCRAM that waits for the client's last message. Immutable; to be used once. */
public final class ScramChallenge {
    private static final String PROOF = ",p=";

    /** {@code client-final-message} of RFC 5802, section 7. */
    private static final Pattern FINAL = Pattern.compile("c=[^,]*,r=([^,]+),.*");

    private final ScramHello hello;
    private final String nonce;
    private final Credential bare;
    private final String message;

    ScramChallenge(ScramHello hello, String serverNonce, Credential bare) {
        this.hello = hello;
        this.bare = bare;
        nonce = hello.nonce() + serverNonce;
        message = "r=" + nonce + ",f=" + ScramHash.of(bare).text();
    }

    /**
     * The server's first message, {@code r=<nonce>,f=<hash>}. The hash stands last and runs to the end, since it holds
     * commas.
     */
    public String message() {
        return message;
    }

    /** The nonce of both sides, by which the client's last message names this exchange. */
    public String nonce() {
        return nonce;
    }

    /** The nonce that a client's last message names; null for another message. */
    public static String nonceOf(String clientFinal) {
        Matcher matcher = FINAL.matcher(clientFinal);
        return matcher.matches() ? matcher.group(1) : null;
    }

    /**
     * Checks the client's last message, {@code c=biws,r=<nonce>,p=<proof>}.
     *
     * @return the server's last message, {@code v=<signature>}; null when the proof is wrong or there is no such user
     * @throws ScramException when it is another message, or one of another exchange
     */
    public String finish(String clientFinal) throws ScramException {
        int end = clientFinal.lastIndexOf(PROOF);
        String withoutProof = clientFinal.substring(0, Math.max(0, end));
        String header = Base64.getEncoder().encodeToString(hello.header().getBytes(US_ASCII));
        String expected = "c=" + header + ",r=" + nonce;
        if (!withoutProof.equals(expected) && !withoutProof.startsWith(expected + ",")) {
            throw new ScramException(
                    withoutProof.startsWith("c=" + header) ? "other-error" : "channel-bindings-dont-match");
        }
        byte[] messages = (hello.bare() + "," + message + "," + withoutProof).getBytes(UTF_8);
        byte[] proof = decoded(clientFinal.substring(end + PROOF.length()));
        if (!ScramKeys.isProven(proof, bare.storedKey(), messages)) {
            return null;
        }
        return "v=" + Base64.getEncoder().encodeToString(Sha256.hmac(bare.serverKey(), messages));
    }

    private static byte[] decoded(String proof) throws ScramException {
        try {
            byte[] bytes = Base64.getDecoder().decode(proof);
            if (bytes.length == Sha256.BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new ScramException("invalid-encoding");
        }
        throw new ScramException("invalid-encoding");
    }
}
