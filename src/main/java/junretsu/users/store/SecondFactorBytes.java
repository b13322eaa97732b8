package junretsu.users.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import junretsu.users.account.SecondFactor;

/**
 * A second factor as one column:
 *
 * <pre>
 *   1 byte: bytes of the secret | secret | 8 bytes: last step used | recovery hashes, 32 bytes each
 * </pre>
 */
final class SecondFactorBytes {
    private static final int HASH_BYTES = 32;

    private SecondFactorBytes() {}

    /** @return null for null */
    static byte[] of(SecondFactor factor) {
        if (factor == null) {
            return null;
        }
        int hashes = factor.recoveryHashes().size();
        ByteBuffer bytes = ByteBuffer.allocate(1 + factor.secret().length + Long.BYTES + hashes * HASH_BYTES);
        bytes.put((byte) factor.secret().length).put(factor.secret()).putLong(factor.usedStep());
        factor.recoveryHashes().forEach(bytes::put);
        return bytes.array();
    }

    static SecondFactor read(byte[] column) {
        if (column == null) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(column);
        byte[] secret = new byte[bytes.get()];
        bytes.get(secret);
        long usedStep = bytes.getLong();
        List<byte[]> hashes = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] hash = new byte[HASH_BYTES];
            bytes.get(hash);
            hashes.add(hash);
        }
        return new SecondFactor(secret, usedStep, hashes);
    }
}
