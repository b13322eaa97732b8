package junretsu.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventNameTest {
    private static final String LONGEST = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._";

    @ParameterizedTest
    @ValueSource(strings = {"a", "live", "Song-2", "2026.11.20_final", LONGEST})
    void takesPlainNames(String name) {
        assertThat(EventName.parse(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Song 2", "a{b", "a}b", "a/b", "a:b", "a\nb", "歌", "é", LONGEST + "x"})
    void refusesWhatDoesNotFitAKeyAHeaderALineAndAUrl(String name) {
        assertThatThrownBy(() -> EventName.parse(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(EventName.CHARACTERS);
    }
}
