package junretsu.items.share;

import static org.assertj.core.api.Assertions.assertThat;

import junretsu.base.Clock;
import org.junit.jupiter.api.Test;

class LagLogTest {
    private static final long SECOND = 1_000_000_000;

    private final MemoryNode node = new MemoryNode("n");
    private long nanos;
    private final LagLog lag = new LagLog(node, new Clock() {
        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public long epochMillis() {
            return 0;
        }
    });

    @Test
    void itemsBehindACursorAreExactWhereItLooked() {
        commit(1_000);
        commit(1);
        commit(1);
        assertThat(lag.itemsBehind(0)).isEqualTo(1_002);
        assertThat(lag.itemsBehind(1)).isEqualTo(2);
        assertThat(lag.itemsBehind(2)).isEqualTo(1);
        assertThat(lag.itemsBehind(3)).isZero();
    }

    @Test
    void inALongLogTheyStayAboutRight() {
        for (int i = 0; i < 5_000; i++) {
            commit(1 + i % 2);
        }
        assertThat(lag.itemsBehind(5_000)).isZero();
        assertThat(lag.itemsBehind(2_500)).isBetween(3_700L, 3_800L);
        assertThat(lag.itemsBehind(0)).isEqualTo(7_500);
    }

    @Test
    void theAgeIsThatOfTheLastTimeAtWhichRedisHadAll() {
        commit(1);
        lag.look(1);
        nanos += SECOND;
        lag.look(1);
        assertThat(lag.ageNanos(1)).isZero();
        node.commit("t", SharingNode.ids(100_000, 100_001));
        nanos += 3 * SECOND;
        lag.look(1);
        assertThat(lag.ageNanos(1)).isEqualTo(3 * SECOND);
        assertThat(lag.ageNanos(2)).isZero();
    }

    private void commit(int items) {
        int from = (int) node.items();
        node.commit("t", SharingNode.ids(from, from + items));
        nanos += SECOND;
        lag.look(0);
    }
}
