package junretsu.items.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;

class FingerprintSetReadTest {
    private final long seed = Seed.draw();

    @Test
    void bringsBackPartsOfDifferentMoments() throws IOException {
        FingerprintSet set = new FingerprintSet();
        long[] words = new SplittableRandom(seed).longs(200_000).toArray();
        ByteArrayOutputStream copies = new ByteArrayOutputStream();
        for (int part = 0; part < FingerprintSet.PARTS; part++) {
            long[] some = Arrays.copyOfRange(words, 2 * 97 * part, 2 * 97 * (part + 1));
            set.addAll(some, 97, new boolean[97]);
            copies.writeBytes(Parts.copy(set, part));
        }
        long written = (copies.size() - 8L * FingerprintSet.PARTS) / 16;
        FingerprintSet back = read(copies.toByteArray());
        assertThat(back.size()).as("seed %d", seed).isEqualTo(written).isBetween(45_000L, 55_000L);
        long there = 0;
        for (int i = 0; i < 97 * FingerprintSet.PARTS; i++) {
            there += back.contains(words[2 * i], words[2 * i + 1]) ? 1 : 0;
        }
        assertThat(there).as("seed %d", seed).isEqualTo(written);
    }

    @Test
    void leavesUnreadWhatFollows() throws IOException {
        byte[] copy = Parts.copy(some(5_000));
        ByteArrayInputStream input = new ByteArrayInputStream(Arrays.copyOf(copy, copy.length + 5));
        assertThat(FingerprintSet.read(Channels.newChannel(input)).size()).isEqualTo(5_000);
        assertThat(input.available()).isEqualTo(5);
    }

    @Test
    void rejectsAFileThatEndsEarly() {
        byte[] copy = Parts.copy(some(100));
        for (int length = 0; length < copy.length; length += 1 + length % 61) {
            byte[] cut = Arrays.copyOf(copy, length);
            assertThatThrownBy(() -> read(cut)).as("%d bytes", length).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void saysWhatIsWrongWithAPart() {
        byte[] copy = Parts.copy(some(100_000));
        ByteBuffer bytes = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getInt(4)).isGreaterThan(1);
        assertBroken(copy, 0, 7, "part 0 of the set is damaged: its header names part 7 and ");
        assertBroken(copy, 4, -1, "part 0 of the set is damaged: its header names part 0 and -1 fingerprints");
        assertBroken(copy, 12, -1, "part 0 of the set is damaged: a fingerprint in it belongs elsewhere");
        assertBroken(copy, 4, Integer.MAX_VALUE, "part 0 of the set is damaged: a fingerprint in it belongs elsewhere");
        assertBroken(Arrays.copyOf(copy, 30), 0, 0, "the set ends within one of its parts");
        System.arraycopy(copy, 8, copy, 24, 16);
        assertBroken(copy, 0, 0, "part 0 of the set is damaged: a fingerprint stands in it twice");
        bytes.putLong(8, 0);
        assertBroken(copy, 0, 0, "part 0 of the set is damaged: a fingerprint in it belongs elsewhere");
    }

    private static void assertBroken(byte[] copy, int at, int value, String message) {
        byte[] changed = copy.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
        assertThatThrownBy(() -> read(changed)).isInstanceOf(IOException.class).hasMessageStartingWith(message);
    }

    /** Bytes that are not caught by the structure give another set, never an endless loop or another exception. */
    @Test
    void survivesAnyChangeOfBytes() {
        Random random = new Random(seed);
        byte[] copy = Parts.copy(some(2_000));
        for (int round = 0; round < 200; round++) {
            byte[] changed = copy.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(read(changed).size()).as("seed %d", seed).isEqualTo(2_000);
            } catch (IOException e) {
                assertThat(e.getMessage()).as("seed %d", seed).contains("the set");
            }
        }
    }

    private FingerprintSet some(int count) {
        FingerprintSet set = new FingerprintSet();
        set.addAll(new SplittableRandom(seed).longs(2L * count).toArray(), count, new boolean[count]);
        return set;
    }

    private static FingerprintSet read(byte[] bytes) throws IOException {
        return FingerprintSet.read(Channels.newChannel(new ByteArrayInputStream(bytes)));
    }
}
