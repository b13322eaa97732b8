package junretsu.store.redis;

import static junretsu.store.redis.NodeClaim.Verdict.TAKE;
import static junretsu.store.redis.NodeClaim.Verdict.WAIT;
import static junretsu.store.redis.NodeClaim.Verdict.YIELD;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeClaimTest {
    private final NodeClaim claim = new NodeClaim();

    @Test
    void takesWhatHasStoodStillForThreeSeconds() {
        assertThat(claim.judge("x", 1_000, 4_000)).isEqualTo(TAKE);
    }

    @Test
    void waitsToSeeWhetherAFreshHolderMoves() {
        assertThat(claim.judge("x", 1_000, 1_500)).isEqualTo(WAIT);
        assertThat(claim.judge("x", 1_000, 2_500)).isEqualTo(WAIT);
        assertThat(claim.judge("x", 1_000, 4_000)).isEqualTo(TAKE);
    }

    @Test
    void yieldsToAHolderThatMoves() {
        assertThat(claim.judge("x", 1_000, 1_500)).isEqualTo(WAIT);
        assertThat(claim.judge("x", 1_600, 1_700)).isEqualTo(YIELD);
    }

    @Test
    void startsWaitingAnewForAnotherHolder() {
        assertThat(claim.judge("x", 1_000, 1_500)).isEqualTo(WAIT);
        assertThat(claim.judge("y", 1_900, 2_000)).isEqualTo(WAIT);
        assertThat(claim.judge("y", 2_100, 2_200)).isEqualTo(YIELD);
    }

    @Test
    void anOwnerTakesItsPlaceAgainInAnOlderDump() {
        claim.reported(10_000);
        assertThat(claim.judge("x", 9_000, 11_000)).isEqualTo(TAKE);
    }

    @Test
    void anOwnerYieldsToWhoCameAfterIt() {
        claim.reported(10_000);
        assertThat(claim.judge("x", 10_500, 11_000)).isEqualTo(YIELD);
    }
}
