package junretsu.items.share;

import static junretsu.items.share.SetLooks.Verdict.FINE;
import static junretsu.items.share.SetLooks.Verdict.LOST;
import static junretsu.items.share.SetLooks.Verdict.LOST_BEFORE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SetLooksTest {
    private final SetLooks looks = new SetLooks();

    @Test
    void aSetThatGrowsIsFineAndOneThatIsSmallerThanItWasIsLost() {
        assertThat(looks.added(3, null, 0, 10)).isEqualTo(FINE);
        assertThat(looks.added(3, 10, 20)).isEqualTo(FINE);
        assertThat(looks.added(3, 25, 30)).isEqualTo(FINE);
        assertThat(looks.added(3, 29, 31)).isEqualTo(LOST);
        assertThat(looks.added(3, 31, 31)).isEqualTo(FINE);
    }

    @Test
    void aSetThatIsEmptyAlthoughItWasFilledIsLostAlsoForOneWhoNeverSawIt() {
        assertThat(looks.added(0, 1L, 0, 50)).isEqualTo(LOST);
        assertThat(looks.added(1, 1L, 7, 50)).isEqualTo(FINE);
        assertThat(looks.looked(2, null, 0)).isEqualTo(FINE);
        assertThat(looks.isFilled(2)).isFalse();
        assertThat(looks.looked(4, 1L, 0)).isEqualTo(LOST);
    }

    @Test
    void aLossIsFoundOnceAndNotAgainUntilTheSetWasFilled() {
        looks.added(0, null, 0, 10);
        assertThat(looks.looked(0, 1L, 0)).isEqualTo(LOST);
        looks.noted(0, 2);
        assertThat(looks.looked(0, 2L, 0)).isEqualTo(FINE);
        assertThat(looks.added(0, 2L, 0, 10)).isEqualTo(FINE);
        assertThat(looks.added(0, 0, 3)).isEqualTo(LOST);
    }

    /** The other node filled it after the loss, then it was lost again, and this node is the next to fill it. */
    @Test
    void aSecondLossBeforeThisNodeHasFilledTheSetIsFound() {
        looks.added(0, null, 0, 10);
        looks.looked(0, 1L, 0);
        looks.noted(0, 2);
        assertThat(looks.added(0, 3L, 0, 10)).isEqualTo(LOST);
    }

    @Test
    void aLossThatAnotherNodeNotedIsSeen() {
        looks.added(0, null, 0, 10);
        assertThat(looks.looked(0, 3L, 12)).isEqualTo(LOST_BEFORE);
        assertThat(looks.looked(0, 3L, 12)).isEqualTo(FINE);
        assertThat(looks.looked(0, 4L, 0)).isEqualTo(LOST_BEFORE);
        assertThat(looks.looked(0, 5L, 2)).isEqualTo(FINE);
    }

    @Test
    void aLossNotedBeforeThisRunConcernsARunThatGoesOnFromAnotherOnly() {
        looks.forget(false);
        assertThat(looks.looked(0, 5L, 5)).isEqualTo(FINE);
        looks.forget(true);
        assertThat(looks.looked(0, 5L, 5)).isEqualTo(LOST_BEFORE);
        assertThat(looks.looked(1, 1L, 5)).isEqualTo(FINE);
    }

    /** A repair that was shipped may be missing there, so a set that was ever lost is repaired again. */
    @Test
    void onAnotherServerASetMayBeSmallerButNeitherGoneNorOneThatWasEverLost() {
        looks.added(0, null, 0, 10);
        looks.added(1, null, 0, 10);
        looks.forget(true);
        assertThat(looks.looked(0, 1L, 4)).isEqualTo(FINE);
        assertThat(looks.looked(1, 3L, 10)).isEqualTo(LOST_BEFORE);
        looks.forget(true);
        assertThat(looks.looked(0, 1L, 0)).isEqualTo(LOST);
    }
}
