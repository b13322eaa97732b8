package junretsu.votes.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
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
        assertThat(wrong.pauseSeconds(address)).isZero();
    }

    @Test
    void manyTokensAreAGuesserUntilTheMinuteIsOver() {
        for (int guess = 0; guess < WrongTokens.MAX; guess++) {
            assertThat(wrong.pauseSeconds(address)).isZero();
            guess("guess-" + guess);
        }
        assertThat(wrong.pauseSeconds(address)).isBetween(60, 61);
        clock.advanceMillis(60_000);
        assertThat(wrong.pauseSeconds(address)).isZero();
        guess("one more");
        assertThat(wrong.pauseSeconds(address)).isZero();
    }

    private void guess(String token) {
        wrong.add(address, token.getBytes(StandardCharsets.UTF_8));
    }
}
