package junretsu.testing;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An authenticator app: its codes from the secret that a person has typed, by RFC 6238 and by nothing of ours. */
public final class Authenticator {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final byte[] secret = new byte[20];

    /** @param typed 32 characters of base32, with or without spaces */
    public Authenticator(String typed) {
        long bits = 0;
        int count = 0;
        int at = 0;
        for (char c : typed.replace(" ", "").toCharArray()) {
            bits = bits << 5 | BASE32.indexOf(c);
            count += 5;
            if (count == 40) {
                for (int shift = 32; shift >= 0; shift -= 8) {
                    secret[at++] = (byte) (bits >> shift);
                }
                count = 0;
            }
        }
    }

    /** The code that is shown so many steps of 30 s from now. */
    public String code(int stepsFromNow) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(secret, "HmacSHA1"));
        long step = System.currentTimeMillis() / 30_000 + stepsFromNow;
        byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
        int number = ByteBuffer.wrap(hash).getInt(hash[19] & 15) & Integer.MAX_VALUE;
        return String.format("%06d", number % 1_000_000);
    }
}
