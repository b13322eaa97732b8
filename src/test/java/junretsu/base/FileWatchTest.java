package junretsu.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
    @TempDir
    Path directory;

    private Path one;
    private Path other;

    @BeforeEach
    void write() throws IOException {
        one = Files.writeString(directory.resolve("one"), "1");
        other = Files.writeString(directory.resolve("other"), "1");
    }

    @Test
    void filesThatStayHaveNotChanged() {
        FileWatch watch = new FileWatch(one, other);
        assertThat(watch.hasChanged()).isFalse();
        assertThat(watch.hasChanged()).isFalse();
    }

    @Test
    void aChangeIsSeenOnceAfterTheFileWasTheSameAtTwoLooks() throws IOException {
        FileWatch watch = new FileWatch(one, other);
        Files.writeString(other, "");
        assertThat(watch.hasChanged()).isFalse();
        Files.writeString(other, "22");
        assertThat(watch.hasChanged()).isFalse();
        assertThat(watch.hasChanged()).isTrue();
        assertThat(watch.hasChanged()).isFalse();
    }

    @Test
    void aFileThatWasEmptyForAMomentHasNotChanged() throws IOException {
        FileWatch watch = new FileWatch(one);
        FileTime time = Files.getLastModifiedTime(one);
        Files.writeString(one, "");
        assertThat(watch.hasChanged()).isFalse();
        Files.setLastModifiedTime(Files.writeString(one, "1"), time);
        assertThat(watch.hasChanged()).isFalse();
        assertThat(watch.hasChanged()).isFalse();
    }

    @Test
    void anotherFileOfTheSameTimeAndSizeIsAChange() throws IOException {
        FileWatch watch = new FileWatch(one);
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(one));
        Files.move(other, one, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        watch.hasChanged();
        assertThat(watch.hasChanged()).isTrue();
    }

    @Test
    void aFileThatComesOrGoesHasChanged() throws IOException {
        Path late = directory.resolve("late");
        FileWatch watch = new FileWatch(late);
        assertThat(watch.hasChanged()).isFalse();
        Files.writeString(late, "1");
        assertThat(watch.hasChanged()).isFalse();
        assertThat(watch.hasChanged()).isTrue();
        Files.delete(late);
        assertThat(watch.hasChanged()).isFalse();
        assertThat(watch.hasChanged()).isTrue();
    }

    @Test
    void aWatchOfNoFileNeverSeesAChange() {
        FileWatch watch = new FileWatch();
        assertThat(watch.hasChanged()).isFalse();
        assertThat(watch.hasChanged()).isFalse();
    }
}
