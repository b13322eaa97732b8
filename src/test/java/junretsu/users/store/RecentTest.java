package junretsu.users.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentTest {
    private final Recent<String, Integer> recent = new Recent<>(64 * 2);

    @Test
    void aRowThatWasReadBeforeAChangeIsNotTakenIn() {
        long generation = recent.generation("a");
        recent.changed("a", 2);
        recent.changed("a", null);
        recent.fill("a", 1, generation);
        assertThat(recent.get("a")).isNull();
        recent.fill("a", 3, recent.generation("a"));
        assertThat(recent.get("a")).isEqualTo(3);
    }

    @Test
    void onlyARowThatIsThereIsReplaced() {
        recent.replace("a", 1, 2);
        assertThat(recent.get("a")).isNull();
        recent.changed("a", 1);
        recent.replace("a", 1, 2);
        recent.replace("a", 1, 3);
        assertThat(recent.get("a")).isEqualTo(2);
    }

    @Test
    void thoseThatWereNotUsedForLongGo() {
        for (int i = 0; i < 10_000; i++) {
            recent.changed("key" + i, i);
        }
        long kept = java.util.stream.IntStream.range(0, 10_000)
                .filter(i -> recent.get("key" + i) != null)
                .count();
        assertThat(kept).isBetween(100L, 128L);
        assertThat(recent.get("key9999")).isEqualTo(9_999);
    }
}
