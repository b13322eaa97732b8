package junretsu.numbers.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import junretsu.config.StartException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberLogTest {
    @TempDir
    Path directory;

    @Test
    void emptiesAnOldLogAndWritesBatchesOfAnySize() throws Exception {
        Path path = directory.resolve("numbers.log");
        Files.writeString(path, "old");
        StringBuilder expected = new StringBuilder();
        try (NumberLog log = NumberLog.create(path)) {
            for (int batch : new int[] {1, 2_047, 2_048, 2_049, 13_107, 3}) {
                StringBuilder lines = new StringBuilder();
                for (int i = 0; i < batch; i++) {
                    lines.append(String.format("%09d%n", expected.length() / 10 + i));
                }
                log.append(StandardCharsets.US_ASCII.encode(lines.toString()));
                expected.append(lines);
                assertThat(log.lines()).isEqualTo(expected.length() / 10);
            }
        }
        assertThat(Files.readString(path)).isEqualTo(expected.toString());
    }

    @Test
    void goesOnWithALogAndCutsAHalfLineOff() throws Exception {
        Path path = directory.resolve("numbers.log");
        Files.writeString(path, "000000007\n123456789\n0000");
        List<Integer> known = new ArrayList<>();
        try (NumberLog log = NumberLog.resume(path, known::add)) {
            assertThat(known).containsExactly(7, 123_456_789);
            log.append(ByteBuffer.wrap("000000008\n".getBytes(StandardCharsets.US_ASCII)));
        }
        assertThat(Files.readString(path)).isEqualTo("000000007\n123456789\n000000008\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello\n", "000000007\nterminate\n", "000000007\n\n", "000000007\n000000007\n"})
    void refusesWhatIsNoSuchLogAndLeavesItAlone(String text) throws Exception {
        Path path = directory.resolve("numbers.log");
        Files.writeString(path, text);
        NumberSet set = new NumberSet();
        assertThatThrownBy(() -> NumberLog.resume(path, set::add))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("numbers.log")
                .hasMessageContaining("line ");
        assertThat(Files.readString(path)).isEqualTo(text);
    }
}
