package junretsu.store.redis;

import static junretsu.store.redis.NodeLease.Verdict.FENCED;
import static junretsu.store.redis.NodeLease.Verdict.TAKE_OVER;
import static junretsu.store.redis.NodeLease.Verdict.WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeLeaseTest {
    private final NodeLease lease = new NodeLease();

    @Test
    void takesWhatHasStoodStillForThreeSeconds() {
        assertThat(lease.classify("x", 1_000, 4_000)).isEqualTo(TAKE_OVER);
    }

    @Test
    void waitsToSeeWhetherAFreshHolderMoves() {
        assertThat(lease.classify("x", 1_000, 1_500)).isEqualTo(WAIT);
        assertThat(lease.classify("x", 1_000, 2_500)).isEqualTo(WAIT);
        assertThat(lease.classify("x", 1_000, 4_000)).isEqualTo(TAKE_OVER);
    }

    @Test
    void yieldsToAHolderThatMoves() {
        assertThat(lease.classify("x", 1_000, 1_500)).isEqualTo(WAIT);
        assertThat(lease.classify("x", 1_600, 1_700)).isEqualTo(FENCED);
    }

    @Test
    void startsWaitingAnewForAnotherHolder() {
        assertThat(lease.classify("x", 1_000, 1_500)).isEqualTo(WAIT);
        assertThat(lease.classify("y", 1_900, 2_000)).isEqualTo(WAIT);
        assertThat(lease.classify("y", 2_100, 2_200)).isEqualTo(FENCED);
    }

    @Test
    void anOwnerTakesItsPlaceAgainInAnOlderDump() {
        lease.reported(10_000);
        assertThat(lease.classify("x", 9_000, 11_000)).isEqualTo(TAKE_OVER);
    }

    @Test
    void anOwnerYieldsToWhoCameAfterIt() {
        lease.reported(10_000);
        assertThat(lease.classify("x", 10_500, 11_000)).isEqualTo(FENCED);
    }
}
