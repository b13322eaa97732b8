package junretsu.users.factor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import junretsu.base.Sha256;
import junretsu.users.account.SecondFactor;

/**
 * Ten codes for the day that the device of the second factor is lost, each to be used once. They are random, 80 bits
 * each, so a quick hash keeps them: {@code K3VQ-7XWA-2MND-PZTC}. May be called by any thread.
 */
public final class RecoveryCodes {
    public static final int CODES = 10;

    private static final int CODE_BYTES = 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RecoveryCodes() {}

    /** New codes as they are shown to their owner, once. */
    public static List<String> create() {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < CODES; i++) {
            byte[] random = new byte[CODE_BYTES];
            RANDOM.nextBytes(random);
            codes.add(Base32.encode(random).replaceAll("(.{4})(?=.)", "$1-"));
        }
        return codes;
    }

    /** A second factor with a new secret, whose first password is still to be shown. */
    public static SecondFactor factor(byte[] secret, List<String> codes) {
        return new SecondFactor(secret, 0, hashes(codes));
    }

    /** The factor with other codes. */
    public static SecondFactor renewed(SecondFactor factor, List<String> codes) {
        return new SecondFactor(factor.secret(), factor.usedStep(), hashes(codes));
    }

    private static List<byte[]> hashes(List<String> codes) {
        return codes.stream().map(RecoveryCodes::hash).toList();
    }

    /**
     * Takes a recovery code.
     *
     * @param code as it was typed, in upper or lower case, with or without hyphens and spaces
     * @return the factor without that code, to be stored before the user is let in; null when it is none of them
     */
    public static SecondFactor use(SecondFactor factor, String code) {
        byte[] hash = hash(code);
        List<byte[]> left = new ArrayList<>();
        for (byte[] kept : factor.recoveryHashes()) {
            if (!MessageDigest.isEqual(kept, hash)) {
                left.add(kept);
            }
        }
        return left.size() == factor.recoveryHashes().size()
                ? null
                : new SecondFactor(factor.secret(), factor.usedStep(), left);
    }

    private static byte[] hash(String code) {
        String bare = code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        return Sha256.hash(bare.getBytes(US_ASCII));
    }
}
