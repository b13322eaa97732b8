package junretsu.users.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;

class RecentRowsTest {
    private static final int BYTES = 1 << 14;

    private final RecentRows rows = new RecentRows(BYTES);

    @Test
    void givesTheLastRowOfAKeyOrNone() {
        long seed = Seed.draw();
        Random random = new Random(seed);
        Map<Integer, byte[]> expected = new HashMap<>();
        Map<Integer, Integer> lastPut = new HashMap<>();
        for (int step = 0; step < 100_000; step++) {
            int number = random.nextInt(200);
            int hash = number % 3;
            byte[] key = new byte[1 + number % 7];
            key[0] = (byte) number;
            byte[] found = rows.get(hash, key);
            if (found != null) {
                assertThat(found).as(Seed.flag(seed)).isEqualTo(expected.get(number));
            } else if (expected.get(number) != null) {
                assertThat(step - lastPut.get(number)).as(Seed.flag(seed)).isGreaterThan(100);
            }
            if (random.nextInt(4) == 0) {
                rows.remove(hash, key);
                expected.remove(number);
            } else {
                byte[] row = new byte[random.nextInt(100)];
                random.nextBytes(row);
                rows.put(hash, key, row);
                expected.put(number, row);
                lastPut.put(number, step);
            }
        }
    }

    @Test
    void aRowThatIsTooLargeTakesTheOneBeforeAway() {
        byte[] key = {1};
        rows.put(0, key, new byte[8]);
        rows.put(0, key, new byte[BYTES]);
        assertThat(rows.get(0, key)).isNull();
    }

    @Test
    void keepsAnEmptyRow() {
        rows.put(0, new byte[] {1}, new byte[0]);
        assertThat(rows.get(0, new byte[] {1})).isEmpty();
    }
}
