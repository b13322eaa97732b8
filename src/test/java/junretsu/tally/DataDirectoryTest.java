package junretsu.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import junretsu.config.StartException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path temporary;

    @Test
    void isMadeWithTheDirectoriesAboveIt() throws Exception {
        Path directory = temporary.resolve("a/b");
        DataDirectory.make(directory);
        DataDirectory.make(directory);
        assertThat(directory).isDirectory();
    }

    @Test
    void thatItCannotBeMadeIsSaidWithItsFlagAndItsPath() throws Exception {
        Path file = Files.createFile(temporary.resolve("file"));
        assertThatThrownBy(() -> DataDirectory.make(file))
                .isInstanceOf(StartException.class)
                .hasMessage("--data " + file + " is a file; give a directory");
        Path below = file.resolve("data");
        assertThatThrownBy(() -> DataDirectory.make(below))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("--data " + below + ": ");
    }
}
