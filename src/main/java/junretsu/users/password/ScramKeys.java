package junretsu.users.password;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import junretsu.base.Sha256;

/**
 * The computations of SCRAM over SHA-256 (RFC 5802, section 3; RFC 7677). A salted password may come from any slow
 * hash. May be called by any thread.
 */
final class ScramKeys {
    private static final byte[] CLIENT_KEY = "Client Key".getBytes(US_ASCII);
    private static final byte[] SERVER_KEY = "Server Key".getBytes(US_ASCII);

    private ScramKeys() {}

    /** The key that a client proves to have, and a server never keeps. */
    static byte[] clientKey(byte[] saltedPassword) {
        return Sha256.hmac(saltedPassword, CLIENT_KEY);
    }

    static byte[] storedKey(byte[] saltedPassword) {
        return Sha256.hash(clientKey(saltedPassword));
    }

    static byte[] serverKey(byte[] saltedPassword) {
        return Sha256.hmac(saltedPassword, SERVER_KEY);
    }

    /** A client's proof for the messages exchanged. */
    static byte[] proof(ScramSecret secret, byte[] authMessage) {
        return xor(secret.clientKey(), Sha256.hmac(secret.storedKey(), authMessage));
    }

    /** Returns whether a proof was made by somebody who has the client key. */
    static boolean isProven(byte[] proof, byte[] storedKey, byte[] authMessage) {
        byte[] clientKey = xor(proof, Sha256.hmac(storedKey, authMessage));
        return MessageDigest.isEqual(Sha256.hash(clientKey), storedKey);
    }

    /** The exclusive or of two arrays of one length. */
    static byte[] xor(byte[] left, byte[] right) {
        byte[] out = left.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] ^= right[i];
        }
        return out;
    }
}
