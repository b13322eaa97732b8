package junretsu.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedCountsTest {
    private static final List<String> NAMES = List.of("total", "buttons");
    private static final NamedCounts BEFORE =
            NamedCounts.parse("{\"event\":\"live\",\"total\":5,\"rate\":1.5,\"buttons\":{\"0\":4,\"7\":1}}", NAMES);

    @Test
    void readsTheNamedFieldsAndTheMembersOfObjects() {
        assertThat(BEFORE.event()).isEqualTo("live");
        assertThat(BEFORE.count("total")).isEqualTo(5);
        assertThat(BEFORE.count("buttons.7")).isEqualTo(1);
        assertThat(BEFORE.count("buttons.8")).isZero();
    }

    @Test
    void returnsWhatCameBetweenTwoMoments() {
        NamedCounts after = NamedCounts.parse("{\"total\":9,\"buttons\":{\"0\":5,\"8\":4}}", NAMES);
        NamedCounts between = after.since(BEFORE);

        assertThat(between.count("total")).isEqualTo(4);
        assertThat(between.count("buttons.0")).isEqualTo(1);
        assertThat(between.count("buttons.7")).isEqualTo(-1);
        assertThat(between.count("buttons.8")).isEqualTo(4);
        assertThat(between.hasNegative()).isTrue();
    }

    @Test
    void isTheSameWhenNothingWasCountedBetween() {
        assertThat(BEFORE.isSame(BEFORE)).isTrue();
        NamedCounts zeroShown =
                NamedCounts.parse("{\"event\":\"live\",\"total\":5,\"buttons\":{\"0\":4,\"7\":1,\"9\":0}}", NAMES);
        NamedCounts moved = NamedCounts.parse("{\"event\":\"live\",\"total\":5,\"buttons\":{\"0\":3,\"7\":2}}", NAMES);
        NamedCounts other = NamedCounts.parse("{\"event\":\"next\",\"total\":5,\"buttons\":{\"0\":4,\"7\":1}}", NAMES);

        assertThat(zeroShown.isSame(BEFORE)).isTrue();
        assertThat(moved.isSame(BEFORE)).isFalse();
        assertThat(other.isSame(BEFORE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"total\":1}",
                "{\"total\":\"1\",\"buttons\":{}}",
                "{\"total\":1.5,\"buttons\":{}}",
                "{\"total\":1,\"buttons\":{\"0\":null}}",
                "[]",
                "no JSON"
            })
    void refusesAnotherServicesCounts(String json) {
        assertThatThrownBy(() -> NamedCounts.parse(json, NAMES)).isInstanceOf(IllegalArgumentException.class);
    }
}
