package junretsu.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineLogTest {
    @TempDir
    Path directory;

    @Test
    void givesBackWhatWasAppended() throws Exception {
        Path path = directory.resolve("facts");
        try (LineLog log = LineLog.open(path)) {
            assertThat(log.linesAtOpen()).isEmpty();
            log.append("one");
            log.append("two words");
        }
        try (LineLog log = LineLog.open(path)) {
            assertThat(log.linesAtOpen()).containsExactly("one", "two words");
        }
    }

    @Test
    void cutsOffALineThatACrashCutShort() throws Exception {
        Path path = directory.resolve("facts");
        for (String torn : new String[] {"", "t", "thr", "three"}) {
            Files.writeString(path, "one\ntwo\n" + torn);
            try (LineLog log = LineLog.open(path)) {
                assertThat(log.linesAtOpen()).containsExactly("one", "two");
                log.append("four");
            }
            assertThat(Files.readString(path)).isEqualTo("one\ntwo\nfour\n");
        }
    }
}
