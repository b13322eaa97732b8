package junretsu.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyPoolTest {
    private static final int MAX = 10 << 20;

    @Test
    void growsBySizesThatEndAtTheLimit() {
        assertThat(BodyPool.size(1, MAX)).isEqualTo(4_096);
        assertThat(BodyPool.size(4_097, MAX)).isEqualTo(8_192);
        assertThat(BodyPool.size((8 << 20) + 1, MAX)).isEqualTo(MAX);
        assertThat(BodyPool.size(5_000, 5_000)).isEqualTo(5_000);
    }

    @Test
    void givesAnArrayAgainAndNeverMoreThanItMay() {
        BodyPool pool = new BodyPool(3L << 20);
        byte[] first = pool.take(1 << 20);
        byte[] second = pool.take(2 << 20);
        assertThat(pool.take(4_096)).isNull();
        pool.giveBack(first);
        assertThat(pool.take(1 << 20)).isSameAs(first);
        pool.giveBack(first);
        pool.giveBack(second);
        assertThat(pool.usedBytes()).isZero();
    }
}
