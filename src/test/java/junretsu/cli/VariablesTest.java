package junretsu.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import junretsu.config.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VariablesTest {

    @Test
    void namesTheNearestOneToAMisspeltOne() {
        assertThatThrownBy(() -> requireKnown("PATH", "JUNRETSU_MILESTONES"))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(
                        "unknown environment variable JUNRETSU_MILESTONES (did you mean JUNRETSU_MILESTONE?); ");
        assertThatThrownBy(() -> requireKnown("JUNRETSU_REDIS_PASWORD"))
                .hasMessageContaining("did you mean JUNRETSU_REDIS_PASSWORD?");
        assertThatThrownBy(() -> requireKnown("JUNRETSU_ENTIRELY_ELSE")).hasMessageNotContaining("did you mean");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JUNRETSU_FLUSH",
                "JUNRETSU_CONFIG",
                "JUNRETSU_REDIS_PASSWORD",
                "JUNRETSU_ADMIN_TOKEN",
                "JUNRETSU_NUMBERS_PORT",
                "JUNRETSU_BLAST_MAX_LOSS",
                "JUNRETSU_BLAST_NUMBERS_UNIQUE",
                "JUNRETSU_BLAST_ITEMS_KILL_CHECK"
            })
    void takesThoseOfEachCommandWhicheverRuns(String name) {
        assertThatCode(() -> requireKnown(name)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "junretsu_flsh",
                "JUNRETSU",
                "JUNRETSU_SERVICE_HOST",
                "JUNRETSU_SERVICE_PORT",
                "JUNRETSU_SERVICE_PORT_HTTP",
                "JUNRETSU_PORT",
                "JUNRETSU_PORT_9999_UDP",
                "JUNRETSU_PORT_8080_TCP_ADDR",
                "JUNRETSU_PORT_8080_TCP_PROTO"
            })
    void ignoresTheVariablesOfOtherPrograms(String name) {
        assertThatCode(() -> requireKnown(name)).doesNotThrowAnyException();
    }

    private static void requireKnown(String... names) {
        Variables.requireKnown(List.of(names), Services.COMMANDS);
    }
}
