package junretsu.items.share;

import static junretsu.items.share.SetLooks.Verdict.FINE;
import static junretsu.items.share.SetLooks.Verdict.LOST;
import static junretsu.items.share.SetLooks.Verdict.LOST_BEFORE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SetLooksTest {
    private final SetLooks looks = new SetLooks(tenant -> true);

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

    @Test
    void itKnowsOnlyOfTenantsThatAreLeftHoweverHighTheirNumbersAre() {
        Set<Integer> left = new HashSet<>();
        SetLooks looks = new SetLooks(left::contains);
        for (int hour = 0; hour < 1_000; hour++) {
            left.removeIf(tenant -> tenant >= 10);
            for (int i = 0; i < 1_000; i++) {
                int tenant = hour == 0 ? i : 10_000_000 + 1_000 * hour + i;
                left.add(tenant);
                looks.added(tenant, 1L, 5, 10);
            }
            looks.added(0, 10 + hour, 11 + hour);
        }
        assertThat(looks.room()).isLessThan(5_000);
        assertThat(looks.size(0)).isEqualTo(1_010);
        assertThat(looks.isFilled(9)).isTrue();
        assertThat(looks.isFilled(10_999_999)).isTrue();
        assertThat(looks.isFilled(16)).isFalse();
    }

    @Test
    void aSetWhoseSizeIsExpectedIsLostWhenItIsSmaller() {
        looks.forget(true);
        looks.expect(0, 100);
        looks.expect(1, 100);
        assertThat(looks.looked(0, 1L, 99)).isEqualTo(LOST);
        assertThat(looks.looked(1, 1L, 100)).isEqualTo(FINE);
    }
}
