package junretsu.users.factor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import junretsu.users.account.SecondFactor;

/**
 * One-time passwords of six digits by time (RFC 6238): HMAC-SHA-1 and steps of 30 s, which is all that every
 * authenticator app can do. A password of the step before or after counts too, since clocks differ. May be called by
 * any thread.
 */
public final class Totp {
    /** RFC 4226, section 4: 160 bits are recommended. */
    public static final int SECRET_BYTES = 20;

    private static final int DIGITS = 6;
    private static final int MODULUS = 1_000_000;
    private static final long STEP_MS = 30_000;
    private static final int DRIFT_STEPS = 1;
    private static final String HMAC = "HmacSHA1";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Totp() {}

    /** A new secret. */
    public static byte[] secret() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }

    /** A secret as people type it where they cannot scan it: groups of four, divided by spaces. */
    public static String typed(byte[] secret) {
        return Base32.encode(secret).replaceAll("(.{4})(?=.)", "$1 ");
    }

    /** The secret of {@link #typed}, in either case; null for a text that is none. */
    public static byte[] untyped(String typed) {
        byte[] secret = Base32.decode(typed.replace(" ", "").toUpperCase(Locale.ROOT));
        return secret == null || secret.length != SECRET_BYTES ? null : secret;
    }

    /**
     * The address that an authenticator app reads from a QR code (the Key URI Format of Google Authenticator).
     *
     * @param issuer the name of the service, as the app shows it
     */
    public static String uri(String issuer, String username, byte[] secret) {
        return "otpauth://totp/" + encoded(issuer) + ":" + encoded(username) + "?secret=" + Base32.encode(secret)
                + "&issuer=" + encoded(issuer) + "&algorithm=SHA1&digits=" + DIGITS + "&period=" + STEP_MS / 1_000;
    }

    /**
     * Takes a one-time password.
     *
     * @param code as it was typed; spaces count for nothing
     * @param nowMs Unix milliseconds
     * @return the factor, to be stored before the user is let in, so that the password is accepted once; null when the
     *     password is wrong or was used
     */
    public static SecondFactor use(SecondFactor factor, String code, long nowMs) {
        byte[] typed = code.replace(" ", "").getBytes(UTF_8);
        long now = nowMs / STEP_MS;
        long matching = -1;
        for (long step = now - DRIFT_STEPS; step <= now + DRIFT_STEPS; step++) {
            boolean isEqual =
                    MessageDigest.isEqual(typed, code(factor.secret(), step).getBytes(UTF_8));
            matching = isEqual && step > factor.usedStep() ? step : matching;
        }
        return matching < 0 ? null : new SecondFactor(factor.secret(), matching, factor.recoveryHashes());
    }

    /** The password of a step: RFC 4226, section 5.3. */
    static String code(byte[] secret, long step) {
        return String.format(Locale.ROOT, "%06d", truncated(secret, step) % MODULUS);
    }

    /** The 31 bits of which a password shows the last digits. */
    static int truncated(byte[] secret, long step) {
        byte[] hash = hmac(secret, step);
        int offset = hash[hash.length - 1] & 0xf;
        return (hash[offset] & 0x7f) << 24
                | (hash[offset + 1] & 0xff) << 16
                | (hash[offset + 2] & 0xff) << 8
                | hash[offset + 3] & 0xff;
    }

    private static byte[] hmac(byte[] secret, long step) {
        byte[] counter = new byte[Long.BYTES];
        for (int i = 0; i < Long.BYTES; i++) {
            counter[i] = (byte) (step >> Long.SIZE - Byte.SIZE * (i + 1));
        }
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            return mac.doFinal(counter);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
