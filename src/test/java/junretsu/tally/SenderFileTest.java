package junretsu.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import junretsu.config.StartException;
import junretsu.tally.SenderFile.Sender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SenderFileTest {
    private static final CellLayout LAYOUT = new CellLayout("apples", List.of("red", "green"));
    private static final int SLOTS = 8;
    private static final int BLOCK = 5;
    private static final int RED = 0;
    private static final int GREEN = 1;

    @TempDir
    Path directory;

    private CounterFile counters;

    @BeforeEach
    void openCounters() throws Exception {
        counters = CounterFile.open(directory, LAYOUT, "live", 1_000);
    }

    @AfterEach
    void closeCounters() throws Exception {
        counters.close();
    }

    @Test
    void keepsTheLastMessageOfEachSender() throws Exception {
        try (SenderFile file = open(SLOTS)) {
            commit(file, 2, 1, 3);
            commit(file, 2, 2, 4);
            commit(file, 5, 1, 1);
            file.forget(5);
        }
        try (SenderFile file = open(SLOTS)) {
            assertThat(file.sender(2)).isEqualTo(new Sender(102, 2, 7, 0, 50));
            assertThat(file.sender(5)).isNull();
            assertThat(file.sender(0)).isNull();
        }
        assertThat(counters.block(BLOCK).get(RED)).isEqualTo(8);
    }

    @Test
    void aMessageIsCountedAndKnownOrNeitherAtWhateverStoreTheProcessDies() throws Exception {
        int dead = 0;
        for (int stores = 0; stores < 40; stores++) {
            Sender before;
            try (SenderFile file = open(SLOTS)) {
                before = file.sender(3);
            }
            long number = before == null ? 1 : before.number() + 1;
            try {
                commit(dying(stores), 3, number, 2);
            } catch (Died e) {
                dead++;
            }
            try (SenderFile file = open(SLOTS)) {
                Sender after = file.sender(3);
                long counted = after == null ? 0 : after.counted();
                assertThat(counters.block(BLOCK).get(RED))
                        .as("%d stores", stores)
                        .isEqualTo(counted);
                assertThat(counters.block(BLOCK).get(GREEN)).isEqualTo(counted / 2);
                assertThat(after == null ? 0 : after.number()).isBetween(number - 1, number);
            }
        }
        assertThat(dead).isBetween(10, 30);
    }

    @Test
    void oneOfAnotherSizeIsReplacedByOneWithTheSameSenders() throws Exception {
        try (SenderFile file = open(SLOTS)) {
            commit(file, 7, 9, 3);
        }
        try (SenderFile file = open(100)) {
            assertThat(file.slots()).isEqualTo(100);
            assertThat(file.sender(0)).isEqualTo(new Sender(107, 9, 3, 0, 50));
        }
    }

    @Test
    void ofASmallerSizeItKeepsThoseThatWereHeardOfLast() throws Exception {
        try (SenderFile file = open(SLOTS)) {
            for (int slot = 0; slot < SLOTS; slot++) {
                file.commit(slot, new Sender(slot, 1, 1, 0, 100 - slot));
            }
        }
        try (SenderFile file = open(2)) {
            assertThat(List.of(file.sender(0), file.sender(1)))
                    .containsExactly(new Sender(1, 1, 1, 0, 99), new Sender(0, 1, 1, 0, 100));
        }
    }

    @Test
    void theOldOneStaysUntilTheReplacementIsWhole() throws Exception {
        try (SenderFile file = open(SLOTS)) {
            commit(file, 7, 9, 3);
        }
        Files.createDirectories(directory.resolve("senders.next.unfinished"));
        assertThatThrownBy(() -> open(100)).isInstanceOf(StartException.class);
        Files.delete(directory.resolve("senders.next.unfinished"));
        try (SenderFile file = open(100)) {
            assertThat(file.sender(0)).isEqualTo(new Sender(107, 9, 3, 0, 50));
        }
    }

    @Test
    void oneOfOtherCountersKnowsNobody() throws Exception {
        try (SenderFile file = open(SLOTS)) {
            commit(file, 7, 9, 3);
        }
        counters.close();
        Files.delete(directory.resolve("counters"));
        counters = CounterFile.open(directory, LAYOUT, "live", 1_000);
        try (SenderFile file = open(SLOTS)) {
            assertThat(file.sender(7)).isNull();
        }
    }

    @Test
    void aFileThatWasCutIsRefused() throws Exception {
        open(SLOTS).close();
        try (FileChannel channel = FileChannel.open(directory.resolve("senders"), StandardOpenOption.WRITE)) {
            channel.truncate(5_000);
        }
        assertThatThrownBy(() -> open(SLOTS))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("is damaged: it has 5000 bytes; move it away");
    }

    private SenderFile open(int slots) throws Exception {
        return SenderFile.open(directory, counters, BLOCK, slots);
    }

    private static void commit(SenderFile file, int slot, long number, int red) {
        Sender before = file.sender(slot);
        file.add(RED, red);
        file.add(GREEN, red / 2);
        file.commit(slot, new Sender(100 + slot, number, (before == null ? 0 : before.counted()) + red, 0, 50));
    }

    /** The process has died. */
    private static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private SenderFile dying(int stores) throws Exception {
        try (FileChannel channel =
                FileChannel.open(directory.resolve("senders"), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedCells cells = new MappedCells(channel.map(MapMode.READ_WRITE, 0, channel.size()), directory) {
                private int left = stores;

                @Override
                void set(int at, long value) {
                    if (left-- == 0) {
                        throw new Died();
                    }
                    super.set(at, value);
                }
            };
            return new SenderFile(null, cells, counters.block(BLOCK), SLOTS);
        }
    }
}
