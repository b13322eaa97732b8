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
        assertThat(looks.look(3, null, 0, 10, true)).isEqualTo(FINE);
        assertThat(looks.look(3, 10, 20)).isEqualTo(FINE);
        assertThat(looks.look(3, 25, 30)).isEqualTo(FINE);
        assertThat(looks.look(3, 29, 31)).isEqualTo(LOST);
        assertThat(looks.look(3, 31, 31)).isEqualTo(FINE);
    }

    @Test
    void aSetThatIsEmptyAlthoughItWasThereIsLostAlsoForOneWhoNeverSawIt() {
        assertThat(looks.look(0, 0L, 0, 50, true)).isEqualTo(LOST);
        assertThat(looks.look(1, 0L, 7, 50, true)).isEqualTo(FINE);
        assertThat(looks.look(2, null, 0, 0, false)).isEqualTo(FINE);
        assertThat(looks.isKnown(2)).isFalse();
    }

    @Test
    void aLossIsFoundOnceAndNotAgainWhileTheSetIsEmpty() {
        looks.look(0, null, 0, 10, true);
        assertThat(looks.look(0, 0L, 0, 0, false)).isEqualTo(LOST);
        looks.noted(0, 1);
        assertThat(looks.look(0, 1L, 0, 0, false)).isEqualTo(FINE);
        assertThat(looks.look(0, 0, 10)).isEqualTo(FINE);
        assertThat(looks.look(0, 0, 0)).isEqualTo(LOST);
    }

    @Test
    void aLossThatAnotherNodeNotedIsSeen() {
        looks.look(0, null, 0, 10, true);
        assertThat(looks.look(0, 1L, 12, 12, false)).isEqualTo(LOST_BEFORE);
        assertThat(looks.look(0, 1L, 12, 12, false)).isEqualTo(FINE);
        assertThat(looks.look(0, 2L, 3, 3, false)).isEqualTo(LOST_BEFORE);
    }

    @Test
    void aLossNotedBeforeThisRunConcernsARunThatGoesOnFromAnotherOnly() {
        looks.forget(false);
        assertThat(looks.look(0, 2L, 5, 5, false)).isEqualTo(FINE);
        looks.forget(true);
        assertThat(looks.look(0, 2L, 5, 5, false)).isEqualTo(LOST_BEFORE);
    }

    @Test
    void onAnotherServerASetMayBeSmallerButNotGone() {
        looks.look(0, null, 0, 10, true);
        looks.forgetSizes();
        assertThat(looks.look(0, 4, 4)).isEqualTo(FINE);
        looks.forgetSizes();
        assertThat(looks.look(0, 0, 0)).isEqualTo(LOST);
    }
}
