package junretsu.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockedFileTest {
    @TempDir
    Path directory;

    @Test
    void isForOneServerAtATime() throws Exception {
        try (LockedFile first = open(directory.resolve("file"))) {
            assertThat(first).isNotNull();
            assertThat(open(directory.resolve("file"))).isNull();
        }
        open(directory.resolve("file")).close();
    }

    /** POSIX drops a process's locks on a file when it closes any descriptor of it. */
    @Test
    void staysLockedForOtherProcessesAfterThisOneWasRefused() throws Exception {
        try (LockedFile first = open(directory.resolve("file"))) {
            assertThat(first.channel().isOpen()).isTrue();
            assertThat(open(directory.resolve("file"))).isNull();
            assertThat(isLockedForOthers()).isTrue();
        }
        assertThat(isLockedForOthers()).isFalse();
    }

    /** As an interrupt does to a thread that reads, and as happens before the system gives the inode to another file. */
    @Test
    void isFreeOnceItsChannelIsClosedInAnotherWay() throws Exception {
        LockedFile first = open(directory.resolve("file"));
        first.channel().close();
        try (LockedFile second = open(directory.resolve("file"))) {
            assertThat(second).isNotNull();
            first.close();
            assertThat(open(directory.resolve("file"))).isNull();
        }
    }

    @Test
    void staysLockedUnderItsNewName() throws Exception {
        try (LockedFile first = open(directory.resolve("unfinished"))) {
            Files.move(directory.resolve("unfinished"), directory.resolve("file"));
            assertThat(open(directory.resolve("file"))).isNull();
            assertThat(isLockedForOthers()).isTrue();
            first.close();
            first.close();
            open(directory.resolve("file")).close();
        }
    }

    @Test
    void aFileThatAnotherHasIsLockedOnceThatIsClosed() throws Exception {
        LockedFile first = open(directory.resolve("file"));
        try (LockedFile second = LockedFile.openUnlocked(directory.resolve("file"), StandardOpenOption.WRITE)) {
            assertThat(second.lock()).isFalse();
            first.close();
            assertThat(isLockedForOthers()).isFalse();
            assertThat(second.lock()).isTrue();
            assertThat(isLockedForOthers()).isTrue();
            assertThat(open(directory.resolve("file"))).isNull();
        }
        open(directory.resolve("file")).close();
    }

    @Test
    void aDeviceIsNotLocked() throws Exception {
        try (LockedFile first = LockedFile.open(Path.of("/dev/null"), StandardOpenOption.WRITE);
                LockedFile second = LockedFile.open(Path.of("/dev/null"), StandardOpenOption.WRITE)) {
            assertThat(first).isNotNull();
            assertThat(second).isNotNull();
        }
    }

    private static LockedFile open(Path path) throws IOException {
        return LockedFile.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** As the kernel lists it, by inode; what this process thinks of its locks does not count. */
    private boolean isLockedForOthers() throws IOException {
        Path locks = Path.of("/proc/locks");
        Assumptions.assumeTrue(Files.exists(locks), "needs /proc/locks");
        String inode = ":" + Files.getAttribute(directory.resolve("file"), "unix:ino") + " ";
        return Files.readString(locks).lines().anyMatch(line -> line.contains("POSIX") && line.contains(inode));
    }
}
