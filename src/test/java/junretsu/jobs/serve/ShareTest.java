package junretsu.jobs.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShareTest {
    private static final Share OTHERS = new Share("", 1, 99, 100, 5);

    private static Share parse(String words) {
        return Share.parse(List.of(words.split(" ")));
    }

    @Test
    void readsWhatACallerMayHave() {
        assertThat(parse("acme")).isEqualTo(new Share("acme", 0, 0, 0, 0));
        assertThat(parse("acme rate=100/s weight=2.5 open=1k running=4"))
                .isEqualTo(new Share("acme", 2.5, 4, 1_000, 100));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a=b",
                "acme weight=0",
                "acme weight=x",
                "acme weight=-1",
                "acme running=0",
                "acme open=0",
                "acme rate=0",
                "acme size=5",
                "acme weight",
                "acme weight=NaN"
            })
    void whatIsNotAcceptedIsSaid(String words) {
        assertThatThrownBy(() -> parse(words))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("a .*|weight=.*|so many a second.*");
    }

    @Test
    void ofSeveralLinesTheGreaterHoldsAndTheServersOwnWhereNothingIsSaid() {
        Share both = parse("acme weight=2 open=5").and(parse("acme open=7 running=3"));
        assertThat(both).isEqualTo(new Share("acme", 2, 3, 7, 0));
        assertThat(both.or(OTHERS)).isEqualTo(new Share("acme", 2, 3, 7, 5));
        assertThat(parse("acme").or(OTHERS)).isEqualTo(new Share("acme", 1, 99, 100, 5));
    }
}
