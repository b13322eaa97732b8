package junretsu.items.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ZerosTest {
    private static final int CREATE_TRUNCATE_WRITE = 3;

    @TempDir
    Path directory;

    private Path path;

    @BeforeEach
    void letAnOlderFileBeThere() throws IOException {
        path = directory.resolve("zeros");
        Files.write(path, new byte[] {1, 2, 3});
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 4_095, 4_096, 4_097, 262_144, 1_000_000})
    void aFileHasSoManyZeros(long bytes) throws IOException {
        Zeros.make(Disk.SYSTEM, path, bytes, () -> true);
        assertZeros(bytes);
    }

    @Test
    void aFileSystemWithoutDirectWritesGetsOthers() throws IOException {
        Disk refusing = (file, options) -> {
            if (options.length > CREATE_TRUNCATE_WRITE) {
                throw new FileSystemException(file.toString(), null, "Invalid argument");
            }
            return FileChannel.open(file, options);
        };
        Zeros.make(refusing, path, 10_000, () -> false);
        assertZeros(10_000);
    }

    @Test
    void aFirstDirectWriteThatFailsIsFollowedByOthers() throws IOException {
        TestDisk failing = new TestDisk();
        int[] writes = {0};
        failing.before = (file, operation) -> {
            if (operation.equals("write") && writes[0]++ == 0) {
                throw new IOException("Invalid argument");
            }
        };
        Zeros.make(failing, path, 10_000, () -> false);
        assertZeros(10_000);
    }

    @Test
    void aDiskThatIsFullIsNotTriedAgain() {
        TestDisk full = new TestDisk();
        int[] writes = {0};
        full.before = (file, operation) -> {
            if (operation.equals("write") && ++writes[0] > 1) {
                throw new IOException("No space left on device");
            }
        };
        assertThatThrownBy(() -> Zeros.make(full, path, 1_000_000, () -> true)).hasMessage("No space left on device");
        assertThat(writes[0]).isEqualTo(2);
    }

    private void assertZeros(long bytes) throws IOException {
        byte[] found = Files.readAllBytes(path);
        assertThat(found).hasSize((int) bytes);
        assertThat(Arrays.equals(found, new byte[(int) bytes])).isTrue();
    }
}
