package junretsu.base;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SHA-256 and HMAC-SHA-256, which every JDK has. Static methods may be called by any thread. */
public final class Sha256 {
    public static final int BYTES = 32;

    private static final String HMAC = "HmacSHA256";
    private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(Sha256::newMac);
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Sha256::newDigest);

    private Sha256() {}

    /** The digest of some bytes; 32 bytes. */
    public static byte[] hash(byte[] bytes) {
        return DIGEST.get().digest(bytes);
    }

    /**
     * The HMAC of parts that follow one another; 32 bytes.
     *
     * @param key of at least one byte
     */
    public static byte[] hmac(byte[] key, byte[]... parts) {
        Mac mac = MAC.get();
        init(mac, key);
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }

    /** A MAC that keeps its key, for one thread. */
    public static Mac keyedMac(byte[] key) {
        Mac mac = newMac();
        init(mac, key);
        return mac;
    }

    private static void init(Mac mac, byte[] key) {
        try {
            mac.init(new SecretKeySpec(key, HMAC));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Mac newMac() {
        try {
            return Mac.getInstance(HMAC);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
