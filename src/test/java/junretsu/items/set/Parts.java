package junretsu.items.set;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Copies the parts of sets for tests. */
final class Parts {
    private Parts() {}

    /** All parts, one behind the other. */
    static byte[] copy(FingerprintSet set) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int part = 0; part < FingerprintSet.PARTS; part++) {
            all.writeBytes(copy(set, part));
        }
        return all.toByteArray();
    }

    static byte[] copy(FingerprintSet set, int part) {
        ByteBuffer to = ByteBuffer.allocate(set.partBytes(part) + 3).position(3);
        set.copyPart(part, to);
        assertThat(to.hasRemaining()).isFalse();
        byte[] bytes = new byte[to.capacity() - 3];
        to.position(3).get(bytes);
        return bytes;
    }
}
