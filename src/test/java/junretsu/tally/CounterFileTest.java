package junretsu.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import junretsu.config.StartException;
import junretsu.testing.Seed;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CounterFileTest {
    private static final CellLayout LAYOUT = new CellLayout("apples", List.of("red", "green", "", "rotten"));
    private static final int BYTES = 270_336;

    @TempDir
    Path directory;

    @Test
    void resumesWhereItStoodWhenOpenedAgain() throws Exception {
        String node;
        try (CounterFile file = open()) {
            node = file.nodeId();
            file.block(0).add(1, 5);
            file.block(62).add(1, 6);
            file.block(3).set(3, 4);
        }
        try (CounterFile file = CounterFile.open(directory, LAYOUT, "live", 2_000)) {
            assertThat(file.nodeId()).isEqualTo(node).matches("[0-9a-f]{32}");
            assertThat(file.createdMs()).isEqualTo(1_000);
            assertThat(file.event()).isEqualTo("live");
            assertThat(file.service()).isEqualTo("apples");
            assertThat(new Tally(LAYOUT).merge(file).toArray()).containsExactly(0, 11, 0, 4);
        }
    }

    @Test
    void addsUpToWhatRandomWritersWroteAndWhatWasPutBack() throws Exception {
        long seed = Seed.draw();
        Random random = new Random(seed);
        long[] expected = new long[4];
        try (CounterFile file = open()) {
            for (int i = 0; i < 10_000; i++) {
                int cell = random.nextInt(4);
                int slot = random.nextInt(CounterFile.SLOTS + 1);
                long count = random.nextInt(1 << 30);
                if (slot < CounterFile.SLOTS) {
                    file.block(slot).add(cell, count);
                } else {
                    file.raise(cell, count);
                }
                expected[cell] += count;
            }
            assertThat(new Tally(LAYOUT).merge(file).toArray())
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void hasTheLayoutThatItsDrawingsShow() throws Exception {
        try (CounterFile file = CounterFile.open(directory, LAYOUT, "finals", 1_234)) {
            file.block(2).add(3, 9);
            file.raise(1, 10);
        }
        byte[] bytes = Files.readAllBytes(path());
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

        assertThat(bytes).hasSize(BYTES).startsWith("JUNRETSU".getBytes());
        assertThat(file.getInt(8)).isEqualTo(2);
        assertThat(file.getInt(12)).isEqualTo(65);
        assertThat(file.getLong(16)).isEqualTo(1_234);
        assertThat(file.getInt(40)).isEqualTo(6);
        assertThat(new String(bytes, 44, 6)).isEqualTo("finals");
        assertThat(file.getInt(50)).isEqualTo(6);
        assertThat(new String(bytes, 54, 6)).isEqualTo("apples");
        assertThat(file.getInt(60)).isZero();
        assertThat(file.getLong(4096 + 2 * 4096 + 3 * 8)).isEqualTo(9);
        assertThat(file.getLong(4096 + 64 * 4096 + 8)).isEqualTo(10);
    }

    @Test
    void isNeverSparse() throws Exception {
        open().close();

        assertThat((long) Files.getAttribute(path(), "unix:size")).isEqualTo(BYTES);
        Process du = new ProcessBuilder("du", "-B1", path().toString()).start();
        String used = new String(du.getInputStream().readAllBytes()).split("\\s")[0];
        assertThat(Long.parseLong(used)).isGreaterThanOrEqualTo(BYTES);
    }

    @Test
    void keepsASecondServerOutAndNamesTheFirst() throws Exception {
        try (CounterFile first = open()) {
            assertRefused(this::open)
                    .hasMessageContaining("in use by another server (process "
                            + ProcessHandle.current().pid());
            assertThat(first.nodeId()).isNotEmpty();
        }
        open().close();
    }

    @Test
    void keepsASecondServerOutWhateverIsRemovedBesideIt() throws Exception {
        try (CounterFile first = open()) {
            Files.delete(directory.resolve("lock"));
            assertRefused(this::open).hasMessageContaining("in use by another server;");
            first.block(0).add(0, 1);
        }
        open().close();
    }

    @Test
    void refusesAnotherEventsCounts() throws Exception {
        open().close();
        assertLeftAlone(() -> assertRefused(() -> CounterFile.open(directory, LAYOUT, "finals", 0))
                .hasMessageContaining("'live'")
                .hasMessageContaining("--event live"));
    }

    @Test
    void refusesAnotherServicesCounts() throws Exception {
        open().close();
        CellLayout pears = new CellLayout("pears", List.of("soft"));
        assertLeftAlone(() -> assertRefused(() -> CounterFile.open(directory, pears, "live", 0))
                .hasMessage(path() + " counts apples, not pears; give another --data directory"));
    }

    @Test
    void refusesACutFile() throws Exception {
        open().close();
        for (int length : new int[] {0, 5, 11, 100, 4095, 4096, BYTES - 1}) {
            byte[] whole = Files.readAllBytes(path());
            Files.write(path(), Arrays.copyOf(whole, length));
            assertLeftAlone(() -> assertRefused(this::open));
            Files.write(path(), whole);
        }
        open().close();
    }

    @Test
    void refusesAForeignFile() throws Exception {
        Files.write(path(), "these are my holiday photos".repeat(20_000).getBytes());
        assertLeftAlone(() -> assertRefused(this::open).hasMessageContaining("not a counter file"));
    }

    @Test
    void refusesAnotherVersionOfTheLayout() throws Exception {
        open().close();
        byte[] bytes = Files.readAllBytes(path());
        bytes[8] = 1;
        Files.write(path(), bytes);
        assertLeftAlone(() -> assertRefused(this::open).hasMessageContaining("version 1, made by an older junretsu"));
        bytes[8] = 3;
        Files.write(path(), bytes);
        assertLeftAlone(() -> assertRefused(this::open).hasMessageContaining("version 3, but this junretsu reads"));
    }

    @Test
    void refusesANegativeCount() throws Exception {
        open().close();
        byte[] bytes = Files.readAllBytes(path());
        bytes[4096 + 5 * 4096 + 8 + 7] = (byte) 0x80;
        Files.write(path(), bytes);
        assertLeftAlone(() -> assertRefused(this::open)
                .hasMessageContaining("block 5 has -9223372036854775808 in the cell 'green'")
                .hasMessageContaining("put a whole copy in its place"));
    }

    @Test
    void noticesAnyDamagedByteOfTheHeader() throws Exception {
        open().close();
        byte[] whole = Files.readAllBytes(path());
        long seed = Seed.draw();
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            byte[] damaged = whole.clone();
            int at = random.nextInt(4096);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(path(), damaged);
            assertRefused(this::open).as("seed %d, byte %d", seed, at);
        }
    }

    /** Headers that somebody damaged and gave a right checksum: a sentence, or a file that is right all the same. */
    @Test
    void refusesNonsenseWithARightChecksumInASentence() throws Exception {
        open().close();
        byte[] whole = Arrays.copyOf(Files.readAllBytes(path()), FileHeader.BYTES);
        long seed = Seed.draw();
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = whole.clone();
            for (int damages = random.nextInt(4); damages >= 0; damages--) {
                damage(ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN), random);
            }
            try {
                FileHeader header =
                        FileHeader.decode(FileHeader.Kind.COUNTERS, ByteBuffer.wrap(damaged.clone()), path());
                assertThat(header.nodeId()).as("seed %d, case %d", seed, i).hasSize(32);
            } catch (StartException e) {
                assertThat(e).as("seed %d, case %d", seed, i).hasMessageStartingWith(path() + " ");
                refused++;
            }
            if (i % 100 == 0) {
                assertOpensOrSays(damaged, seed);
            }
        }
        assertThat(refused).as("seed %d", seed).isBetween(1_000, 5_000);
    }

    private static void damage(ByteBuffer header, Random random) {
        int[] nonsense = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0, 1, 255, 256, 4_048, random.nextInt()};
        switch (random.nextInt(3)) {
            case 0 -> header.put(random.nextInt(FileHeader.BYTES), (byte) random.nextInt());
            case 1 -> header.putInt(40 + random.nextInt(20), nonsense[random.nextInt(nonsense.length)]);
            default -> header.putInt(8 + 4 * random.nextInt(12), nonsense[random.nextInt(nonsense.length)]);
        }
        CRC32C crc = new CRC32C();
        crc.update(header.array(), 0, FileHeader.BYTES - Integer.BYTES);
        header.putInt(FileHeader.BYTES - Integer.BYTES, (int) crc.getValue());
    }

    private void assertOpensOrSays(byte[] header, long seed) throws Exception {
        byte[] file = Arrays.copyOf(header, BYTES);
        Files.write(path(), file);
        try {
            open().close();
        } catch (StartException e) {
            assertThat(e).as("seed %d", seed).hasMessageStartingWith(path() + " ");
        }
        assertThat(Files.readAllBytes(path())).as("seed %d", seed).isEqualTo(file);
    }

    @Test
    void createsTheFileAnewAfterAnInterruptedCreation() throws Exception {
        Files.write(directory.resolve("counters.unfinished"), new byte[100]);

        open().close();

        try (var files = Files.list(directory)) {
            assertThat(files).containsExactlyInAnyOrder(path(), directory.resolve("lock"));
        }
    }

    @Test
    void refusesADirectoryThatIsAFile() throws Exception {
        Path file = Files.createFile(directory.resolve("occupied"));
        assertRefused(() -> CounterFile.open(file, LAYOUT, "live", 0)).hasMessageContaining("is a file");
    }

    private CounterFile open() throws StartException {
        return CounterFile.open(directory, LAYOUT, "live", 1_000);
    }

    private Path path() {
        return directory.resolve("counters");
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(ThrowingCallable open) {
        return assertThatThrownBy(open).isInstanceOf(StartException.class);
    }

    private void assertLeftAlone(ThrowingCallable attempt) throws Exception {
        byte[] before = Files.readAllBytes(path());
        try {
            attempt.call();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        assertThat(Files.readAllBytes(path())).isEqualTo(before);
    }
}
