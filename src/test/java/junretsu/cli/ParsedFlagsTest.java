package junretsu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import junretsu.config.UsageException;
import org.junit.jupiter.api.Test;

class ParsedFlagsTest {
    private static final Command SERVE = Services.COMMANDS.get(0);

    @Test
    void takesAValueBehindItsFlagOrBehindAnEqualsSign() {
        ParsedFlags parsed = parse("--flush", "50ms", "--http=off", "--redis", "redis://a", "--redis=redis://b", "-h");

        assertThat(parsed.textsByName())
                .containsEntry("flush", List.of("50ms"))
                .containsEntry("http", List.of("off"))
                .containsEntry("redis", List.of("redis://a", "redis://b"))
                .containsEntry("help", List.of("true"));
    }

    @Test
    void namesTheNearestKnownFlag() {
        assertThatThrownBy(() -> parse("--flsh", "1s"))
                .isInstanceOf(UsageException.class)
                .hasMessage("unknown flag --flsh (did you mean --flush?); see junretsu serve votes --help");
        assertThatThrownBy(() -> parse("--nonsense")).hasMessageNotContaining("did you mean");
    }

    @Test
    void saysWhichValueIsMissing() {
        assertThatThrownBy(() -> parse("--flush")).hasMessage("--flush needs a value: TIME");
        assertThatThrownBy(() -> parse("--flush", "--http", "off")).hasMessage("--flush needs a value: TIME");
    }

    @Test
    void refusesAWordThatBelongsToNoFlag() {
        assertThatThrownBy(() -> parse("9999")).hasMessageContaining("unexpected '9999'");
        assertThatThrownBy(() -> parse("-x")).hasMessageContaining("unexpected '-x'");
        assertThatThrownBy(() -> parse("--new", "http://host:8080"))
                .hasMessageStartingWith("unexpected 'http://host:8080': --new takes no value; see ");
        assertThatThrownBy(() -> parse("--new", "--http", "off", "9999"))
                .hasMessageContaining("stands behind its flag");
    }

    private static ParsedFlags parse(String... args) {
        return ParsedFlags.parse(SERVE, List.of(args));
    }
}
