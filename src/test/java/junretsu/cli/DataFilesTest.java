package junretsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFilesTest {
    @TempDir
    Path folder;

    @Test
    void filesBehindLinksAreFoundUnderTheNamesThatWereGiven() throws Exception {
        Path real = Files.createDirectories(folder.resolve("real/pictures/ab"));
        Files.writeString(real.resolve("cd.jpg"), "12345");
        Path link = Files.createSymbolicLink(folder.resolve("data"), folder.resolve("real"));
        Files.createSymbolicLink(folder.resolve("real/loop"), folder.resolve("real"));
        Files.createSymbolicLink(folder.resolve("real/gone"), folder.resolve("none"));
        assertThat(DataFiles.of(link)).singleElement().satisfies(file -> {
            assertThat(file.path()).isEqualTo(link.resolve("pictures/ab/cd.jpg"));
            assertThat(file.bytes()).isEqualTo(5);
        });
    }

    @Test
    void aFileIsItsOnlyOneAndAMissingPathHasNone() throws Exception {
        Path file = Files.writeString(folder.resolve("numbers.log"), "1");
        assertThat(DataFiles.of(file)).extracting(DataFiles.Found::path).containsExactly(file);
        assertThat(DataFiles.of(folder.resolve("none"))).isEmpty();
    }

    @Test
    void aLinkedDirectoryIsCopiedToBeTried() throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("real/sub")).resolve("counters"), "x");
        Path link = Files.createSymbolicLink(folder.resolve("data"), folder.resolve("real"));
        assertThat(ServeCheckData.copy(link, folder.resolve("copy"))).isTrue();
        assertThat(folder.resolve("copy/sub/counters")).hasContent("x");
    }
}
