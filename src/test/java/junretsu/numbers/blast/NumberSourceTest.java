package junretsu.numbers.blast;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import junretsu.config.Share;
import junretsu.numbers.NumberWire;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberSourceTest {

    @ParameterizedTest
    @ValueSource(strings = {"1%", "7%", "50%", "80%", "100%"})
    void sendsExactlyTheShareOfUniqueNumbersOverAllConnections(String share) {
        Set<String> all = new HashSet<>();
        long unique = 0;
        for (int connection = 0; connection < 3; connection++) {
            NumberSource source = new NumberSource(42, Share.parse(share), 3, connection);
            all.addAll(lines(source, 10_000));
            assertThat(source.lines()).isEqualTo(10_000);
            assertThat(source.unique(10_000)).isEqualTo((int) Share.parse(share).ceilOf(10_000));
            unique += source.unique(10_000);
        }
        assertThat(all).hasSize((int) unique).allMatch(line -> line.matches("[0-9]{9}"));
    }

    @Test
    void afterEachLineTheShareIsExactWhateverItIs() {
        long seed = Seed.draw();
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            long denominator = (long) Math.pow(10, random.nextInt(12));
            Share share = new Share(random.nextLong(denominator + 1), denominator);
            NumberSource source = new NumberSource(random.nextLong(), share, 2, random.nextInt(2));
            Set<String> seen = new HashSet<>();
            for (int n = 1; n <= 500; n++) {
                seen.addAll(lines(source, 1));
                BigInteger[] exact = BigInteger.valueOf(n)
                        .multiply(BigInteger.valueOf(share.numerator()))
                        .divideAndRemainder(BigInteger.valueOf(denominator));
                int ceiling = exact[0].intValue() + exact[1].signum();
                assertThat(seen)
                        .as("seed %d, %s, %d lines", seed, share, n)
                        .hasSize(Math.max(1, ceiling))
                        .hasSize(source.unique(n));
            }
        }
    }

    @Test
    void knowsTheNumbersOfItsFirstLines() {
        NumberSource source = new NumberSource(5, Share.parse("30%"), 4, 1);
        BitSet expected = new BitSet();
        lines(source, 777).forEach(line -> expected.set(Integer.parseInt(line)));
        lines(source, 100);

        BitSet known = new BitSet();
        source.addNumbers(777, known);
        assertThat(known).isEqualTo(expected);
    }

    @Test
    void connectionsTogetherHaveEachNumberOnce() {
        long inAll = 0;
        for (int connection = 0; connection < 3; connection++) {
            inAll += new NumberSource(1, Share.parse("100%"), 3, connection).unique(NumberWire.NUMBERS);
        }
        assertThat(inAll).isEqualTo(NumberWire.NUMBERS);
    }

    private static Set<String> lines(NumberSource source, int count) {
        ByteBuffer lines = ByteBuffer.allocate(count * NumberWire.LINE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        source.write(count, lines);
        String text = StandardCharsets.US_ASCII.decode(lines.flip()).toString();
        return new HashSet<>(Arrays.asList(text.split("\n")));
    }
}
