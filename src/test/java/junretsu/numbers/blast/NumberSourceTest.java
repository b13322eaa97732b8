package junretsu.numbers.blast;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberSourceTest {

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.5, 0.8, 1})
    void sendsExactlyTheShareOfUniqueNumbersOverAllConnections(double share) {
        Set<String> all = new HashSet<>();
        long unique = 0;
        for (int connection = 0; connection < 3; connection++) {
            NumberSource source = new NumberSource(42, share, 3, connection);
            ByteBuffer lines = ByteBuffer.allocate(100_000).order(ByteOrder.LITTLE_ENDIAN);
            source.write(10_000, lines);
            for (String line :
                    StandardCharsets.US_ASCII.decode(lines.flip()).toString().split("\n")) {
                assertThat(line).matches("[0-9]{9}");
                all.add(line);
            }
            assertThat(source.lines()).isEqualTo(10_000);
            assertThat(source.unique()).isEqualTo((int) Math.ceil(10_000 * share));
            unique += source.unique();
        }
        assertThat(all).hasSize((int) unique);
    }
}
