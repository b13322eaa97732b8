package junretsu.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadStageTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void isKeptUpWithFromNinetyNineHundredthsOnAndAlwaysWithoutANumber() {
        LoadStage paced = LoadStage.lasting(new Rate(1_000), SECOND);
        assertThat(paced.count()).isEqualTo(1_000);
        assertThat(paced.isKeptUpBy(990)).isTrue();
        assertThat(paced.isKeptUpBy(989)).isFalse();
        assertThat(LoadStage.counting(Rate.MAX, 1_000).isKeptUpBy(989)).isFalse();
        assertThat(LoadStage.lasting(Rate.MAX, SECOND).isKeptUpBy(0)).isTrue();
    }

    @Test
    void isDoneByItsTimeOrByItsCount() {
        LoadStage lasting = LoadStage.lasting(new Rate(1_000), 4 * SECOND);
        assertThat(lasting.done(-1, 500)).isZero();
        assertThat(lasting.done(SECOND, 4_000)).isEqualTo(0.25);
        assertThat(lasting.done(9 * SECOND, 0)).isEqualTo(1);
        LoadStage counting = LoadStage.counting(new Rate(1_000), 4_000);
        assertThat(counting.done(9 * SECOND, 1_000)).isEqualTo(0.25);
    }

    @Test
    void atARateEachHasItsTurnTheLastOneToo() {
        LoadStage slow = LoadStage.lasting(new Rate(1), SECOND);
        assertThat(Rate.perSecond(1, slow.tookNanos(1, 1_000))).isEqualTo(1);
        LoadStage big = LoadStage.lasting(new Rate(500_000), SECOND);
        assertThat(big.tookNanos(500_000, 917_098_000)).isEqualTo(SECOND);
        assertThat(big.tookNanos(500_000, SECOND + 1)).isEqualTo(SECOND + 1);
        assertThat(big.tookNanos(0, 5)).isEqualTo(5);
        assertThat(LoadStage.counting(Rate.MAX, 1_000).tookNanos(1_000, 5)).isEqualTo(5);
    }

    @Test
    void dealsAllOutToTheSendersInTurn() {
        for (long total : new long[] {0, 1, 6, 7, 8, 1_000_003}) {
            long sum = 0;
            for (int sender = 0; sender < 7; sender++) {
                sum += Pacer.part(total, 7, sender);
            }
            assertThat(sum).isEqualTo(total);
        }
        assertThat(Pacer.part(8, 7, 0)).isEqualTo(2);
        assertThat(Pacer.part(8, 7, 1)).isEqualTo(1);
        assertThat(Pacer.part(Long.MAX_VALUE, 7, 6)).isEqualTo(Long.MAX_VALUE);
    }
}
