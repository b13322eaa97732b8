package junretsu.load.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;

/** A client's frames, taken apart in the plainest way. */
class FrameWriterTest {
    private final long seed = Seed.draw();

    @Test
    void aServerThatUnmasksAFrameHasItsPayload() {
        Random random = new Random(seed);
        FrameWriter writer = new FrameWriter(random.nextLong());
        for (int length : new int[] {0, 1, 9, 125, 126, 5_000, 65_535, 65_536, 100_000}) {
            byte[] payload = new byte[length];
            random.nextBytes(payload);
            ByteBuffer out = ByteBuffer.allocate(length + FrameWriter.OVERHEAD_BYTES);
            writer.write(Opcode.BINARY, payload, length, out);

            assertThat(payload(out.flip()))
                    .as("-Djunretsu.seed=%d, %d bytes", seed, length)
                    .isEqualTo(payload);
            assertThat(out.hasRemaining()).isFalse();
        }
    }

    @Test
    void eachFrameHasAKeyOfItsOwn() {
        FrameWriter writer = new FrameWriter(seed);
        Set<Integer> keys = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            ByteBuffer out = ByteBuffer.allocate(20);
            writer.write(Opcode.BINARY, new byte[1], 1, out);
            keys.add(out.getInt(2));
        }
        assertThat(keys).as(Seed.flag(seed)).hasSizeGreaterThan(990);
    }

    private static byte[] payload(ByteBuffer in) {
        assertThat(in.get() & 0xff).isEqualTo(0x82);
        int second = in.get() & 0xff;
        assertThat(second & 0x80).isEqualTo(0x80);
        long length = second & 0x7f;
        if (length == 126) {
            length = in.getShort() & 0xffff;
            assertThat(length).isGreaterThan(125);
        } else if (length == 127) {
            length = in.getLong();
            assertThat(length).isGreaterThan(65_535);
        }
        byte[] key = new byte[4];
        in.get(key);
        byte[] payload = new byte[(int) length];
        in.get(payload);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= key[i % 4];
        }
        return payload;
    }
}
