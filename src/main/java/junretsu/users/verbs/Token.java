package junretsu.users.verbs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import java.util.Base64;
import junretsu.base.Sha256;

/** The secret by which a session is known: 32 random bytes in base64url. Only their SHA-256 is stored. */
final class Token {
    static final int CHARACTERS = 43;

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Token() {}

    static String create() {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** The hash under which the session of a token is stored; null for a text that is no token. */
    static byte[] hash(String token) {
        if (token.length() != CHARACTERS) {
            return null;
        }
        for (int i = 0; i < CHARACTERS; i++) {
            char c = token.charAt(i);
            boolean isLetterOrDigit = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!isLetterOrDigit && c != '-' && c != '_') {
                return null;
            }
        }
        return Sha256.hash(token.getBytes(US_ASCII));
    }
}
