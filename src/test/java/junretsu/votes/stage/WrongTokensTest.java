package junretsu.votes.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import junretsu.base.ManualClock;
import org.junit.jupiter.api.Test;

class WrongTokensTest {
    private final ManualClock clock = new ManualClock();
    private final WrongTokens wrong = new WrongTokens(clock);
    private final InetAddress address = InetAddress.getLoopbackAddress();

    @Test
    void oneTokenSentAgainIsOneGuess() {
        for (int time = 0; time < 3 * WrongTokens.MAX; time++) {
            guess("the old token");
        }
        assertThat(wrong.waitNanos(address)).isZero();
    }

    @Test
    void manyTokensAreAGuesserWhoseTokensWaitForTheirTurnUntilTheMinuteIsOver() {
        becomeAGuesser();
        long turnMs = 1_000 / WrongTokens.TURNS_PER_SECOND;
        for (int turn = 1; turn <= 10; turn++) {
            assertThat(TimeUnit.NANOSECONDS.toMillis(wrong.waitNanos(address))).isEqualTo(turn * turnMs);
        }
        clock.advanceMillis(60_000);
        assertThat(wrong.waitNanos(address)).isZero();
        guess("one more");
        assertThat(wrong.waitNanos(address)).isZero();
    }

    @Test
    void aFloodOfGuessesIsLookedAtFiveTimesASecondAndATokenStillGetsATurn() {
        becomeAGuesser();
        int taken = 0;
        for (int ms = 0; ms < 30_000; ms++) {
            taken += wrong.waitNanos(address) == WrongTokens.REFUSED ? 0 : 1;
            clock.advanceMillis(1);
        }
        assertThat(taken).isBetween(150, (30 + WrongTokens.WAIT_SECONDS_MAX) * WrongTokens.TURNS_PER_SECOND);
        clock.advanceMillis(1_000);
        assertThat(wrong.waitNanos(address)).isBetween(0L, TimeUnit.SECONDS.toNanos(WrongTokens.WAIT_SECONDS_MAX));
    }

    private void becomeAGuesser() {
        for (int guess = 0; guess < WrongTokens.MAX; guess++) {
            assertThat(wrong.waitNanos(address)).isZero();
            guess("guess-" + guess);
        }
    }

    private void guess(String token) {
        wrong.add(address, token.getBytes(StandardCharsets.UTF_8));
    }
}
