package junretsu.numbers.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.ManualClock;
import junretsu.config.StartException;
import junretsu.testing.WrappedFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberLogTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void emptiesAnOldLogAndWritesBatchesOfAnySize(LogWrites writes) throws Exception {
        Path path = directory.resolve("numbers.log");
        Files.writeString(path, "000000007\n0000");
        StringBuilder expected = new StringBuilder();
        try (NumberLog log = NumberLog.create(path, writes, Clock.SYSTEM)) {
            for (int batch : new int[] {1, 2_047, 2_048, 2_049, 13_107, 3}) {
                StringBuilder lines = new StringBuilder();
                for (int i = 0; i < batch; i++) {
                    lines.append(String.format("%09d%n", expected.length() / 10 + i));
                }
                log.append(StandardCharsets.US_ASCII.encode(lines.toString()));
                expected.append(lines);
                assertThat(log.lines()).isEqualTo(expected.length() / 10);
            }
        }
        assertThat(Files.readString(path)).isEqualTo(expected.toString());
    }

    @Test
    void goesOnWithALogAndCutsAHalfLineOff() throws Exception {
        Path path = directory.resolve("numbers.log");
        Files.writeString(path, "000000007\n123456789\n0000");
        List<Integer> known = new ArrayList<>();
        try (NumberLog log = NumberLog.resume(path, known::add, LogWrites.BATCH, Clock.SYSTEM)) {
            assertThat(known).containsExactly(7, 123_456_789);
            log.append(ByteBuffer.wrap("000000008\n".getBytes(StandardCharsets.US_ASCII)));
        }
        assertThat(Files.readString(path)).isEqualTo("000000007\n123456789\n000000008\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello\n", "000000007\nterminate\n", "000000007\n\n", "000000007\n000000007\n"})
    void refusesWhatIsNoSuchLogAndLeavesItAlone(String text) throws Exception {
        Path path = directory.resolve("numbers.log");
        Files.writeString(path, text);
        NumberSet set = new NumberSet();
        assertThatThrownBy(() -> NumberLog.resume(path, set::add, LogWrites.BATCH, Clock.SYSTEM))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("numbers.log")
                .hasMessageContaining("line ");
        assertThat(Files.readString(path)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"12345", "12345\n", "redis=redis://10.0.0.5\n", "000000007\n# numbers\n", "000000007\r\n", "\n"})
    void emptiesNoFileThatHoldsAnythingElse(String text) throws Exception {
        Path path = directory.resolve("settings");
        Files.writeString(path, text);
        assertThatThrownBy(() -> NumberLog.create(path, LogWrites.BATCH, Clock.SYSTEM))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("is not a numbers log")
                .hasMessageContaining("--log");
        assertThat(Files.readString(path)).isEqualTo(text);
    }

    @Test
    void looksAtBothEndsOfALargeFile() throws Exception {
        Path path = directory.resolve("numbers.log");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            lines.append(String.format("%09d\n", i));
        }
        for (String end : List.of("an end\n", "000003000\n\n", "\0\0\0\0")) {
            Files.writeString(path, lines + end);
            assertThatThrownBy(() -> NumberLog.create(path, LogWrites.BATCH, Clock.SYSTEM))
                    .isInstanceOf(StartException.class);
            assertThat(Files.size(path)).isEqualTo(lines.length() + end.length());
        }
        for (int half = 0; half < 10; half++) {
            Files.writeString(path, lines + "0".repeat(half));
            NumberLog.create(path, LogWrites.BATCH, Clock.SYSTEM).close();
            assertThat(path).isEmptyFile();
        }
    }

    @Test
    void aBatchThatTheDiskTookInPartShowsHowManyOfItsLinesAreInTheFile() throws Exception {
        Path path = directory.resolve("numbers.log");
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        NumberLog log = new NumberLog(path, file, new SmallDisk(file, 25), 0, LogWrites.BATCH, Clock.SYSTEM);
        ByteBuffer lines = StandardCharsets.US_ASCII.encode("000000001\n000000002\n000000003\n000000004\n");
        assertThatThrownBy(() -> log.append(lines)).isInstanceOf(IOException.class);
        assertThat(lines.position()).isEqualTo(20);
        assertThat(log.lines()).isEqualTo(2);
        assertThat(path).hasContent("000000001\n000000002\n");
        assertThatThrownBy(() -> log.append(lines)).isInstanceOf(IOException.class);
        assertThat(lines.position()).isEqualTo(20);
        log.close();
    }

    /** A disk that takes so many bytes and then is full. */
    private static final class SmallDisk extends WrappedFile {
        private int room;

        SmallDisk(FileChannel file, int room) {
            super(file);
            this.room = room;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            if (room == 0) {
                throw new IOException("No space left on device");
            }
            ByteBuffer part = source.slice(source.position(), Math.min(room, source.remaining()));
            int bytes = super.write(part, position);
            source.position(source.position() + bytes);
            room -= bytes;
            return bytes;
        }
    }

    @Test
    void measuresItsWritesByItsClock() throws Exception {
        ManualClock clock = new ManualClock();
        SlowDisk disk = new SlowDisk();
        try (NumberLog log = new NumberLog(Path.of("slow"), disk, disk, 0, LogWrites.BATCH, clock)) {
            Thread writer = new Thread(() -> write(log));
            writer.start();
            disk.awaitWrite();
            clock.advanceMillis(700);
            disk.release();
            writer.join();
            assertThat(log.writeNanos()).isEqualTo(700_000_000);
            assertThat(log.lines()).isEqualTo(1);
        }
    }

    @Test
    void closesWithoutWaitingForAWriterThatTheDiskHoldsUp() throws Exception {
        SlowDisk disk = new SlowDisk();
        NumberLog log = new NumberLog(Path.of("slow"), disk, disk, 0, LogWrites.BATCH, Clock.SYSTEM);
        Thread writer = new Thread(() -> write(log));
        writer.start();
        disk.awaitWrite();
        DistinctErrors errors = new DistinctErrors(line -> {}, Clock.SYSTEM);
        assertThat(log.close(60_000, errors)).isTrue();
        assertThat(errors.count()).isZero();
        assertThat(writer.isAlive()).isTrue();
        disk.release();
        writer.join();
    }

    private static void write(NumberLog log) {
        try {
            log.append(ByteBuffer.wrap("000000008\n".getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
