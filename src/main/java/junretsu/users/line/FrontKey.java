package junretsu.users.line;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import junretsu.base.Sha256;

/**
 * The secret that fronts and back ends share. Each end proves that it knows it over a nonce of the other, so that
 * neither sends it, nor can be shown an old proof:
 *
 * <pre>
 *   front                                       back end
 *     FRONT, Nonce = f          ------------>
 *                               <------------   Nonce = b, Proof = HMAC-SHA256(key, "back" f b)
 *     FRONT, Proof = HMAC-SHA256(key, "front" f b)  ->
 *                               <------------   Success
 * </pre>
 *
 * Nonces and proofs are 32 bytes, in base64 on the wire. The lines behind it are as safe as the connection is: between
 * machines that others can listen to it has to be TLS. Immutable; may be used by any thread.
 */
public final class FrontKey {
    private static final int BYTES_MIN = 16;
    private static final int BYTES_MAX = 4096;
    private static final int NONCE_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;

    FrontKey(byte[] secret) {
        key = secret.clone();
    }

    /**
     * Reads the key: all that the file holds, without white space at its ends.
     *
     * @throws IOException whose message says what is wrong with the file
     */
    public static FrontKey read(Path file) throws IOException {
        try {
            byte[] secret =
                    Files.readString(file, StandardCharsets.ISO_8859_1).strip().getBytes(StandardCharsets.ISO_8859_1);
            if (secret.length < BYTES_MIN || secret.length > BYTES_MAX) {
                throw new IOException(file + " holds " + secret.length + " bytes; a key has " + BYTES_MIN + " to "
                        + BYTES_MAX + ", such as 'openssl rand -hex 32' prints");
            }
            return new FrontKey(secret);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " does not exist", e);
        }
    }

    /** Random bytes that nobody has seen before, in base64. */
    static String nonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return Base64.getEncoder().encodeToString(nonce);
    }

    /** The proof of a back end, in base64. */
    String backProof(String frontNonce, String backNonce) {
        return proof("back", frontNonce, backNonce);
    }

    /** The proof of a front, in base64. */
    String frontProof(String frontNonce, String backNonce) {
        return proof("front", frontNonce, backNonce);
    }

    /** Compares two proofs in a time that does not depend on where they differ. */
    static boolean isSame(String expected, String shown) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), shown.getBytes(StandardCharsets.UTF_8));
    }

    /** The lengths of what is joined are fixed by {@link #isNonce}, so that no two triples are joined to one text. */
    private String proof(String role, String frontNonce, String backNonce) {
        byte[] text = ("junretsu " + role + " " + frontNonce + " " + backNonce).getBytes(StandardCharsets.US_ASCII);
        return Base64.getEncoder().encodeToString(Sha256.hmac(key, text));
    }

    /** Returns true for what {@link #nonce} may have returned. */
    static boolean isNonce(String text) {
        try {
            return Base64.getDecoder().decode(text).length == NONCE_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
