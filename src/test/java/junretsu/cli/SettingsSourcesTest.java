package junretsu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import junretsu.config.Settings;
import junretsu.config.UsageException;
import junretsu.votes.serve.VotesConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsSourcesTest {
    private static final Command SERVE = Services.COMMANDS.get(0);

    @TempDir
    Path directory;

    @Test
    void prefersTheFlagThenTheEnvironmentThenTheFileThenTheDefault() throws Exception {
        Path file = Files.writeString(directory.resolve("junretsu.properties"), "flush=1s\nevent=filed\nbuttons=9\n");
        Map<String, String> environment = Map.of("JUNRETSU_FLUSH", "2s", "JUNRETSU_EVENT", "environed", "PATH", "/");

        Settings settings = resolve(environment, "--config", file.toString(), "--flush", "3s");
        VotesConfig config = VotesConfig.from(settings);

        assertThat(config.flushIntervalNanos()).isEqualTo(3_000_000_000L);
        assertThat(config.event()).isEqualTo("environed");
        assertThat(config.buttons()).isEqualTo(9);
        assertThat(config.drainNanos()).isEqualTo(5_000_000_000L);
    }

    @Test
    void namesTheSourceOfABadValue() throws Exception {
        Path file = Files.writeString(directory.resolve("junretsu.properties"), "flush=often\n");

        assertThatThrownBy(() -> VotesConfig.from(resolve(Map.of(), "--config", file.toString())))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--flush (from " + file + "): 'often' is not accepted; give a time");
        assertThatThrownBy(() -> VotesConfig.from(resolve(Map.of("JUNRETSU_BUTTONS", "300"))))
                .hasMessage(
                        "--buttons (from JUNRETSU_BUTTONS): '300' is not accepted; give a whole number from 1 to 256");
        assertThatThrownBy(() -> VotesConfig.from(resolve(Map.of(), "--threads", "0")))
                .hasMessage("--threads: '0' is not accepted; give auto, or a whole number from 1 to 64");
    }

    @Test
    void refusesAnUnknownNameInTheFileAndAMissingFile() throws Exception {
        Path file = Files.writeString(directory.resolve("junretsu.properties"), "flsh=1s\n");

        assertThatThrownBy(() -> resolve(Map.of(), "--config", file.toString()))
                .hasMessageContaining("unknown name 'flsh'; did you mean flush?");
        assertThatThrownBy(() -> resolve(Map.of(), "--config", "/nowhere/x")).hasMessageContaining("there is no file");
    }

    @Test
    void printsAFileThatItReadsBackAlike() throws Exception {
        Settings settings = resolve(Map.of("JUNRETSU_THREADS", "3"), "--flush=70ms", "--http", "off");
        String printed = PrintedConfig.of(SERVE, settings);
        Path file = Files.writeString(directory.resolve("printed.properties"), printed);

        assertThat(printed)
                .contains("# from --flush\nflush=70ms", "# from JUNRETSU_THREADS\nthreads=3", "# from default\n");
        assertThat(VotesConfig.from(resolve(Map.of(), "--config", file.toString())))
                .isEqualTo(VotesConfig.from(settings));
    }

    private static Settings resolve(Map<String, String> environment, String... args) {
        return SettingsSources.resolve(SERVE, ParsedFlags.parse(SERVE, List.of(args)), environment);
    }
}
