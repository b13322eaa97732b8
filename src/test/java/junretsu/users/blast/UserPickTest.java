package junretsu.users.blast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserPickTest {
    private static final int DRAWS = 200_000;
    private static final long SEED = 5;

    @ParameterizedTest
    @CsvSource({"zipf,0.99", "zipf:1,1", "zipf:1.5,1.5", "zipf:0.5,0.5"})
    void zipfGivesEachRankItsShare(String text, double exponent) {
        int users = 1_000;
        int[] counts = draw(text, users);
        double sum = 0;
        for (int k = 1; k <= users; k++) {
            sum += Math.pow(k, -exponent);
        }
        for (int k : new int[] {1, 2, 3, 10}) {
            double share = Math.pow(k, -exponent) / sum;
            assertThat((double) counts[k - 1] / DRAWS)
                    .as("rank %d, seed %d", k, SEED)
                    .isCloseTo(share, within(6 * Math.sqrt(share / DRAWS)));
        }
    }

    @ParameterizedTest
    @CsvSource({"random,50", "fixed:50,50", "zipf,1", "zipf:5,2"})
    void everyUserMayBePickedAndNobodyElse(String text, int users) {
        int[] counts = draw(text, users);
        assertThat(counts[0]).isPositive();
        assertThat(counts[users - 1]).isPositive();
    }

    @Test
    void fixedPicksNoMoreThanThereAre() {
        assertThat(UserPick.parse("fixed:200").count(50)).isEqualTo(50);
        assertThat(UserPick.parse("fixed:200").count(5_000)).isEqualTo(200);
    }

    private static int[] draw(String text, int users) {
        SplittableRandom random = new SplittableRandom(SEED);
        ToIntFunction<SplittableRandom> pick = UserPick.parse(text).among(users);
        int[] counts = new int[users];
        for (int i = 0; i < DRAWS; i++) {
            counts[pick.applyAsInt(random)]++;
        }
        return counts;
    }
}
