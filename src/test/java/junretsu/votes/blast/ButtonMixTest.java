package junretsu.votes.blast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ButtonMixTest {

    @Test
    void pressesTheFirstButtonsAlike() {
        long[] pressed = count(ButtonMix.parse("4").sample(400_000, 7));

        for (int button = 0; button < 4; button++) {
            assertThat(pressed[button]).isCloseTo(100_000, Percentage.withPercentage(2));
        }
        assertThat(pressed[4]).isZero();
    }

    @Test
    void pressesByWeight() {
        long[] pressed = count(ButtonMix.parse("0:70,5:0,255:30").sample(100_000, 7));

        assertThat(pressed[0]).isCloseTo(70_000, Percentage.withPercentage(2));
        assertThat(pressed[255]).isCloseTo(30_000, Percentage.withPercentage(2));
        assertThat(pressed[0] + pressed[255]).isEqualTo(100_000);
    }

    @Test
    void choosesTheSameWithTheSameSeed() {
        ButtonMix mix = ButtonMix.parse("256");

        assertThat(mix.sample(1_000, 3)).isEqualTo(mix.sample(1_000, 3)).isNotEqualTo(mix.sample(1_000, 4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "257", "-1", "x", "0:", ":1", "0:1,", "256:1", "0:-1", "0:0", "0:1;1:2", "0:9999999"})
    void refusesWhatIsNoMix(String text) {
        assertThatThrownBy(() -> ButtonMix.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("such as 0:70,1:30");
    }

    private static long[] count(byte[] buttons) {
        long[] pressed = new long[256];
        for (byte button : buttons) {
            pressed[button & 0xFF]++;
        }
        return pressed;
    }
}
