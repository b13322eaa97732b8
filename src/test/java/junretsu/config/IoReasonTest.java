package junretsu.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IoReasonTest {
    @TempDir
    Path directory;

    @Test
    void saysTheReasonWithoutTheFilesName() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThat(reasonOf(() -> FileChannel.open(directory, StandardOpenOption.WRITE)))
                .isEqualTo("Is a directory");
        assertThat(reasonOf(() -> FileChannel.open(directory.resolve("no/where"), StandardOpenOption.READ)))
                .isEqualTo("no such file or directory");
        assertThat(reasonOf(() -> FileChannel.open(file.resolve("below"), StandardOpenOption.READ)))
                .isEqualTo("Not a directory");
        assertThat(reasonOf(() -> Files.createDirectory(file))).isEqualTo("it exists already");
        assertThat(reasonOf(() -> Files.newDirectoryStream(file))).isEqualTo("not a directory");
    }

    @Test
    void isNeverNull() {
        assertThat(IoReason.of(new ClosedChannelException())).isEqualTo("it has been closed");
        assertThat(IoReason.of(new IOException("No space left on device"))).isEqualTo("No space left on device");
        assertThat(IoReason.of(new IOException())).isEqualTo("java.io.IOException");
    }

    private static String reasonOf(Callable<?> access) throws Exception {
        try {
            access.call();
        } catch (IOException e) {
            return IoReason.of(e);
        }
        throw new AssertionError("it went well");
    }
}
