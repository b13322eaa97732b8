package junretsu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFileTest {
    @TempDir
    Path folder;

    @Test
    void aFileHasItsNameWhenItIsWhole() throws Exception {
        Path file = folder.resolve("out.csv");
        NewFile.write(file, out -> {
            out.write('a');
            assertThat(file).doesNotExist();
        });
        assertThat(file).hasContent("a");
        assertThat(folder.toFile().list()).containsExactly("out.csv");
    }

    @Test
    void aFailureLeavesNothing() {
        assertThatThrownBy(() -> NewFile.write(folder.resolve("out.csv"), out -> {
                    out.write('a');
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(folder.toFile().list()).isEmpty();
    }

    @Test
    void aFileThatIsThereIsLeftAlone() throws Exception {
        Path file = Files.writeString(folder.resolve("out.csv"), "old");
        assertThatThrownBy(() -> NewFile.write(file, out -> out.write('a')))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("old");
    }
}
