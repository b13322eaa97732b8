package junretsu.votes.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import junretsu.tally.CounterFile;
import junretsu.testing.Seed;
import junretsu.votes.VoteCells;
import junretsu.votes.VoteTally;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VoteCounterTest {
    @TempDir
    Path directory;

    private CounterFile file;

    @BeforeEach
    void open() throws Exception {
        file = CounterFile.open(directory, VoteCells.LAYOUT, "live", 0);
    }

    @AfterEach
    void close() throws Exception {
        file.close();
    }

    @Test
    void countsEachByteForItsButtonWhateverTheLengthAndTheOffset() {
        long seed = Seed.draw();
        Random random = new Random(seed);
        VoteCounter counter = new VoteCounter(file.block(0), 256);
        ByteBuffer buffer = ByteBuffer.allocateDirect(70_000);
        long[] expected = new long[256];
        long datagrams = 0;
        long empty = 0;
        for (int batch = 0; batch < 50; batch++) {
            for (int packet = random.nextInt(8); packet >= 0; packet--) {
                int length = random.nextInt(10) == 0 ? random.nextInt(65_508) : random.nextInt(600);
                int offset = random.nextInt(1_000);
                fill(buffer, offset, length, random, expected);
                counter.onPacket(buffer, offset, length, 1);
                datagrams++;
                empty += length == 0 ? 1 : 0;
            }
            counter.publish();
        }
        VoteTally tally = new VoteTally().merge(file);

        assertThat(tally.buttons()).as("seed %d", seed).isEqualTo(expected);
        assertThat(tally.datagrams()).as("seed %d", seed).isEqualTo(datagrams);
        assertThat(tally.empty()).as("seed %d", seed).isEqualTo(empty);
        assertThat(tally.rejected()).isZero();
    }

    @Test
    void rejectsButtonsThatTheEventDoesNotHaveInShortAndLongPackets() {
        VoteCounter counter = new VoteCounter(file.block(0), 4);
        ByteBuffer buffer = ByteBuffer.allocateDirect(2_560);
        for (int i = 0; i < buffer.capacity(); i++) {
            buffer.put(i, (byte) i);
        }
        counter.onPacket(buffer, 0, 6, 1);
        counter.onPacket(buffer, 0, 2_560, 1);
        counter.publish();
        VoteTally tally = new VoteTally().merge(file);

        assertThat(tally.total()).isEqualTo(4 + 10 * 4);
        assertThat(tally.rejected()).isEqualTo(2 + 10 * 252);
        assertThat(tally.total() + tally.rejected()).isEqualTo(6 + 2_560);
    }

    @Test
    void countsTheDatagramsThatTheKernelJoinedInOnePacket() {
        VoteCounter counter = new VoteCounter(file.block(0), 256);
        counter.onPacket(ByteBuffer.allocateDirect(128), 0, 128, 128);
        counter.publish();
        VoteTally tally = new VoteTally().merge(file);

        assertThat(tally.datagrams()).isEqualTo(128);
        assertThat(tally.total()).isEqualTo(128);
    }

    private static void fill(ByteBuffer buffer, int offset, int length, Random random, long[] expected) {
        boolean skewed = random.nextBoolean();
        for (int i = offset; i < offset + length; i++) {
            int button = skewed ? random.nextInt(3) : random.nextInt(256);
            buffer.put(i, (byte) button);
            expected[button]++;
        }
    }
}
