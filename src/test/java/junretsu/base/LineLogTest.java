package junretsu.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineLogTest {
    @TempDir
    Path directory;

    private Path path;

    @BeforeEach
    void name() {
        path = directory.resolve("facts");
    }

    @Test
    void givesBackWhatWasAppended() throws Exception {
        try (LineLog log = LineLog.open(path)) {
            assertThat(log.linesAtOpen()).isEmpty();
            log.append("one");
            log.appendForced("two words");
        }
        try (LineLog log = LineLog.open(path)) {
            assertThat(log.linesAtOpen()).containsExactly("one", "two words");
        }
    }

    @Test
    void cutsOffALineThatACrashCutShort() throws Exception {
        for (String torn : new String[] {"", "t", "thr", "three"}) {
            Files.writeString(path, "one\ntwo\n" + torn);
            try (LineLog log = LineLog.open(path)) {
                assertThat(log.linesAtOpen()).containsExactly("one", "two");
                log.append("four");
            }
            assertThat(path).hasContent("one\ntwo\nfour\n");
        }
    }

    @Test
    void leavesAFileUnchangedToWhichNothingIsAppended() throws Exception {
        Files.writeString(path, "one\nhalf of tw");
        LineLog.open(path).close();
        assertThat(path).hasContent("one\nhalf of tw");
    }

    @Test
    void refusesAFileThatIsNotAscii() throws Exception {
        byte[] foreign = {'o', 'n', 'e', '\n', (byte) 0xFF, (byte) 0xD8, '\n'};
        Files.write(path, foreign);
        assertThatThrownBy(() -> LineLog.open(path))
                .isInstanceOf(IOException.class)
                .hasMessage(path + " is not a text of ASCII lines: see its byte 5; move it away");
        assertThat(path).hasBinaryContent(foreign);
    }

    @Test
    void refusesAFileThatIsLargerThanMemory() throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(5_000_000_000L);
        }
        assertThatThrownBy(() -> LineLog.open(path))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is 5000000000 bytes long")
                .hasMessageContaining("move it away");
        assertThat(Files.size(path)).isEqualTo(5_000_000_000L);
    }

    @Test
    void neverGrowsBeyondWhatCanBeOpenedAgain() throws Exception {
        String line = "x".repeat(1 << 20);
        try (LineLog log = LineLog.open(path)) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 17; i++) {
                            log.append(line);
                        }
                    })
                    .hasMessageContaining("greatest length");
        }
        try (LineLog log = LineLog.open(path)) {
            assertThat(log.linesAtOpen()).hasSize(15);
        }
    }

    @Test
    void namesTheLineThatItsReaderDoesNotTake() throws Exception {
        Files.writeString(path, "at 1\nat 2\nat x\nat 4\nat 5");
        List<Long> taken = new ArrayList<>();
        try (LineLog log = LineLog.open(path)) {
            assertThatThrownBy(() -> log.read("a list of places", words -> taken.add(Long.parseLong(words[1]))))
                    .isInstanceOf(IOException.class)
                    .hasMessage(path + " is not a list of places: see its line 3; move it away");
        }
        assertThat(taken).containsExactly(1L, 2L);
    }
}
