package junretsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SuggestionTest {

    @Test
    void countsTheLettersToPutInLeaveOutOrChange() {
        assertThat(Suggestion.distance("", "abc")).isEqualTo(3);
        assertThat(Suggestion.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Suggestion.distance("flush", "flush")).isZero();
        assertThat(Suggestion.distance("http", "htp")).isEqualTo(1);
    }

    @Test
    void takesTheNearestNameAndNoneWhenAllAreFar() {
        assertThat(Suggestion.of("thread", Stream.of("udp", "threads", "data"))).isEqualTo(" (did you mean threads?)");
        assertThat(Suggestion.of("zzzzzz", Stream.of("udp", "threads", "data"))).isEmpty();
    }
}
