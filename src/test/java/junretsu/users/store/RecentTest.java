package junretsu.users.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentTest {
    private final Recent<Integer> recent = new Recent<>(
            1 << 17, row -> row.toString().getBytes(UTF_8), (key, row) -> Integer.valueOf(new String(row, UTF_8)));

    private static byte[] key(String name) {
        return name.getBytes(UTF_8);
    }

    @Test
    void aRowThatWasReadBeforeAChangeIsNotTakenIn() {
        long generation = recent.generation(key("a"));
        recent.changed(key("a"), 2);
        recent.changed(key("a"), null);
        recent.fill(key("a"), 1, generation);
        assertThat(recent.get(key("a"))).isNull();
        recent.fill(key("a"), 3, recent.generation(key("a")));
        assertThat(recent.get(key("a"))).isEqualTo(3);
    }

    @Test
    void onlyARowThatIsThereIsReplaced() {
        recent.replace(key("a"), 1, 2);
        assertThat(recent.get(key("a"))).isNull();
        recent.changed(key("a"), 1);
        recent.replace(key("a"), 1, 2);
        recent.replace(key("a"), 1, 3);
        assertThat(recent.get(key("a"))).isEqualTo(2);
    }

    @Test
    void thoseThatWereNotUsedForLongGo() {
        for (int i = 0; i < 100_000; i++) {
            recent.changed(key("key" + i), i);
            assertThat(recent.get(key("key0"))).isZero();
        }
        long kept = IntStream.range(0, 100_000)
                .filter(i -> recent.get(key("key" + i)) != null)
                .count();
        assertThat(kept).isBetween(2_000L, 5_000L);
        assertThat(recent.get(key("key99999"))).isEqualTo(99_999);
    }
}
