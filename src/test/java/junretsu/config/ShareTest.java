package junretsu.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareTest {

    @ParameterizedTest
    @CsvSource({"7%,7,100", "0.07,7,100", "0.1%,1,1000", "0%,0,100", "100%,100,100", "1,1,1", "12.345%,12345,100000"})
    void isAnExactFraction(String text, long numerator, long denominator) {
        assertThat(Share.parse(text)).isEqualTo(new Share(numerator, denominator));
        assertThat(Share.parse(text).value()).isEqualTo((double) numerator / denominator);
    }

    @Test
    void roundsUpExactly() {
        assertThat(Share.parse("7%").ceilOf(100)).isEqualTo(7);
        assertThat(Share.parse("7%").ceilOf(101)).isEqualTo(8);
        assertThat(Share.parse("0%").ceilOf(100)).isZero();
        assertThat(Share.parse("99.999999999%").ceilOf(Long.MAX_VALUE)).isEqualTo(9_223_372_036_762_542_087L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-1%", "101%", "2", "x", "", "%", "NaN", "1e9", "0.1.1", " 1", "0.12345678901", "1.0000000001"})
    void refusesWhatIsNoShare(String text) {
        assertThatThrownBy(() -> Share.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 0% to 100%");
    }
}
