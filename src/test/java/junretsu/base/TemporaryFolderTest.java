package junretsu.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

class TemporaryFolderTest {
    @Test
    void isItsOwnersAloneAndIsRemovedWithAllThatIsInIt() throws Exception {
        Path path;
        try (TemporaryFolder folder = TemporaryFolder.make("junretsu-test")) {
            path = folder.path();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
            Files.writeString(Files.createDirectories(path.resolve("a/b")).resolve("c"), "c");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void aSecondCloseDoesNothing() throws Exception {
        TemporaryFolder folder = TemporaryFolder.make("junretsu-test");
        folder.close();
        folder.close();
        assertThat(folder.path()).doesNotExist();
    }
}
