package junretsu.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CounterFileTest {
    @TempDir
    Path directory;

    @Test
    void goesOnFromWhereItStoodWhenOpenedAgain() throws Exception {
        String node;
        try (CounterFile file = CounterFile.open(directory, "live", 1_000)) {
            node = file.nodeId();
            file.block(0).add(7, 5);
            file.block(63).add(7, 6);
            file.block(3).add(CounterBlock.DATAGRAMS, 11);
            file.block(3).set(CounterBlock.KERNEL_DROPS, 4);
        }
        try (CounterFile file = CounterFile.open(directory, "live", 2_000)) {
            Tally tally = new Tally().merge(file);

            assertThat(file.nodeId()).isEqualTo(node).matches("[0-9a-f]{32}");
            assertThat(file.createdMs()).isEqualTo(1_000);
            assertThat(tally.buttons()[7]).isEqualTo(11);
            assertThat(tally.total()).isEqualTo(11);
            assertThat(tally.datagrams()).isEqualTo(11);
            assertThat(tally.kernelDrops()).isEqualTo(4);
        }
    }

    @Test
    void addsUpToWhatRandomWritersWrote() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long[] expected = new long[CounterBlock.BUTTONS];
        long total = 0;
        try (CounterFile file = CounterFile.open(directory, "live", 0)) {
            for (int i = 0; i < 10_000; i++) {
                int button = random.nextInt(CounterBlock.BUTTONS);
                long votes = random.nextInt(1 << 30);
                file.block(random.nextInt(CounterFile.SLOTS)).add(button, votes);
                expected[button] += votes;
                total += votes;
            }
            Tally tally = new Tally().merge(file);

            assertThat(tally.buttons()).as("seed %d", seed).isEqualTo(expected);
            assertThat(tally.total()).as("seed %d", seed).isEqualTo(total);
        }
    }

    @Test
    void hasTheLayoutThatItsDrawingsShow() throws Exception {
        try (CounterFile file = CounterFile.open(directory, "finals", 1_234)) {
            file.block(2).add(255, 9);
            file.block(2).add(CounterBlock.REJECTED, 10);
            file.block(2).add(CounterBlock.EMPTY, 11);
            file.block(2).set(CounterBlock.KERNEL_DROPS, 12);
        }
        byte[] bytes = Files.readAllBytes(path());
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

        assertThat(bytes).hasSize(266_240).startsWith("JUNRETSU".getBytes());
        assertThat(file.getInt(8)).isEqualTo(1);
        assertThat(file.getInt(12)).isEqualTo(64);
        assertThat(file.getLong(16)).isEqualTo(1_234);
        assertThat(file.getInt(40)).isEqualTo(6);
        assertThat(new String(bytes, 44, 6)).isEqualTo("finals");
        int block = 4096 + 2 * 4096;
        assertThat(file.getLong(block + 2040)).isEqualTo(9);
        assertThat(file.getLong(block + 2056)).isEqualTo(10);
        assertThat(file.getLong(block + 2064)).isEqualTo(11);
        assertThat(file.getLong(block + 2176)).isEqualTo(12);
    }

    @Test
    void isNeverSparse() throws Exception {
        CounterFile.open(directory, "live", 0).close();

        assertThat((long) Files.getAttribute(path(), "unix:size")).isEqualTo(266_240);
        Process du = new ProcessBuilder("du", "-B1", path().toString()).start();
        String used = new String(du.getInputStream().readAllBytes()).split("\\s")[0];
        assertThat(Long.parseLong(used)).isGreaterThanOrEqualTo(266_240);
    }

    @Test
    void keepsASecondServerOutAndNamesTheFirst() throws Exception {
        try (CounterFile first = CounterFile.open(directory, "live", 0)) {
            assertRefused(() -> CounterFile.open(directory, "live", 0))
                    .hasMessageContaining("in use by another server (process "
                            + ProcessHandle.current().pid());
            assertThat(first.nodeId()).isNotEmpty();
        }
        CounterFile.open(directory, "live", 0).close();
    }

    @Test
    void refusesAnotherEventsCounts() throws Exception {
        CounterFile.open(directory, "live", 0).close();
        assertLeftAlone(() -> assertRefused(() -> CounterFile.open(directory, "finals", 0))
                .hasMessageContaining("'live'")
                .hasMessageContaining("--event live"));
    }

    @Test
    void refusesACutFile() throws Exception {
        CounterFile.open(directory, "live", 0).close();
        for (int length : new int[] {0, 5, 11, 100, 4095, 4096, 266_239}) {
            byte[] whole = Files.readAllBytes(path());
            Files.write(path(), Arrays.copyOf(whole, length));
            assertLeftAlone(() -> assertRefused(() -> CounterFile.open(directory, "live", 0)));
            Files.write(path(), whole);
        }
        CounterFile.open(directory, "live", 0).close();
    }

    @Test
    void refusesAForeignFile() throws Exception {
        Files.createDirectories(directory);
        Files.write(path(), "these are my holiday photos".repeat(20_000).getBytes());
        assertLeftAlone(() ->
                assertRefused(() -> CounterFile.open(directory, "live", 0)).hasMessageContaining("not a counter file"));
    }

    @Test
    void refusesAnotherVersionOfTheLayout() throws Exception {
        CounterFile.open(directory, "live", 0).close();
        byte[] bytes = Files.readAllBytes(path());
        bytes[8] = 0;
        Files.write(path(), bytes);
        assertLeftAlone(() ->
                assertRefused(() -> CounterFile.open(directory, "live", 0)).hasMessageContaining("version 0"));
    }

    @Test
    void noticesAnyDamagedByteOfTheHeader() throws Exception {
        CounterFile.open(directory, "live", 0).close();
        byte[] whole = Files.readAllBytes(path());
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            byte[] damaged = whole.clone();
            int at = random.nextInt(4096);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(path(), damaged);
            assertRefused(() -> CounterFile.open(directory, "live", 0)).as("seed %d, byte %d", seed, at);
        }
    }

    @Test
    void makesItAnewAfterAMakingThatWasCutShort() throws Exception {
        Files.createDirectories(directory);
        Files.write(directory.resolve("counters.unfinished"), new byte[100]);

        CounterFile.open(directory, "live", 0).close();

        assertThat(Files.list(directory)).containsExactlyInAnyOrder(path(), directory.resolve("lock"));
    }

    @Test
    void refusesADirectoryThatIsAFile() throws Exception {
        Path file = Files.createFile(directory.resolve("occupied"));
        assertRefused(() -> CounterFile.open(file, "live", 0)).hasMessageContaining("is a file");
    }

    private Path path() {
        return directory.resolve("counters");
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertRefused(ThrowingCallable open) {
        return assertThatThrownBy(open).isInstanceOf(CounterFileException.class);
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
