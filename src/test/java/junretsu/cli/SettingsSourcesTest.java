package junretsu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import junretsu.config.Settings;
import junretsu.config.UsageException;
import junretsu.redis.RedisConfig;
import junretsu.store.Milestone;
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
        Map<String, String> environment =
                Map.of("JUNRETSU_FLUSH", "1500ms", "JUNRETSU_EVENT", "environed", "PATH", "/");

        Settings settings = resolve(environment, "--config", file.toString(), "--flush", "2s");
        VotesConfig config = VotesConfig.from(settings);

        assertThat(config.server().flushIntervalNanos()).isEqualTo(2_000_000_000L);
        assertThat(config.server().event()).isEqualTo("environed");
        assertThat(config.buttons()).isEqualTo(9);
        assertThat(config.server().drainNanos()).isEqualTo(5_000_000_000L);
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
                .hasMessage("--threads: '0' is not accepted; give auto, or a whole number from 1 to 62");
    }

    @Test
    void refusesAnUnknownNameInTheFileAndAMissingFile() throws Exception {
        Path file = Files.writeString(directory.resolve("junretsu.properties"), "flsh=1s\n");

        assertThatThrownBy(() -> resolve(Map.of(), "--config", file.toString()))
                .hasMessageContaining("unknown name 'flsh' (did you mean flush?)");
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

    @Test
    void takesARepeatableFlagAlikeWhereverItIsSet() throws Exception {
        Path file = Files.writeString(
                directory.resolve("junretsu.properties"),
                "milestone=1m=flash\nbuttons=9\nmilestone = 2m=gold , 3m=shake\n");
        List<Milestone> expected = List.of(
                new Milestone(1_000_000, "flash"), new Milestone(2_000_000, "gold"), new Milestone(3_000_000, "shake"));
        String variable = "1m=flash,2m=gold, 3m=shake";

        assertThat(milestones(resolve(Map.of(), "--config", file.toString()))).isEqualTo(expected);
        assertThat(milestones(resolve(Map.of("JUNRETSU_MILESTONE", variable)))).isEqualTo(expected);
        assertThat(milestones(resolve(Map.of(), "--milestone", "1m=flash", "--milestone=2m=gold,3m=shake")))
                .isEqualTo(expected);
    }

    @Test
    void keepsACommaInAPasswordOfRedisWhereverItIsSet() throws Exception {
        String urls = "redis://:a,b@one:1,redis://:a,b@two:2";
        Path file = Files.writeString(directory.resolve("junretsu.properties"), "redis=" + urls + "\n");

        for (Settings settings : List.of(
                resolve(Map.of(), "--config", file.toString()),
                resolve(Map.of("JUNRETSU_REDIS", urls)),
                resolve(Map.of(), "--redis", urls))) {
            RedisConfig redis = RedisConfig.from(settings, name -> null).orElseThrow();
            assertThat(redis.location()).isEqualTo("redis://one:1,redis://two:2");
            assertThat(redis.password()).isEqualTo("a,b");
        }
    }

    @Test
    void refusesANameThatStandsTwiceInTheFileAndTakesOneValue() throws Exception {
        Path file = Files.writeString(directory.resolve("junretsu.properties"), "flush=1s\nbuttons=9\nflush=2s\n");

        assertThatThrownBy(() -> resolve(Map.of(), "--config", file.toString()))
                .isInstanceOf(UsageException.class)
                .hasMessage(file + ": 'flush' is given 2 times and takes one value; leave one line of them");
    }

    @Test
    void refusesAVariableThatNoCommandKnows() {
        assertThatThrownBy(() -> resolve(Map.of("JUNRETSU_FLSH", "1s")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("did you mean JUNRETSU_FLUSH?");
    }

    @Test
    void hidesSecretsAlsoInWhatIsNotAccepted() {
        Settings settings = resolve(
                Map.of("JUNRETSU_ADMIN_TOKEN", "opensesame"), "--webhook", "https://u:pw@lights.example.org/SECRET");
        assertThat(PrintedConfig.of(SERVE, settings))
                .contains("webhook=https://***@lights.example.org/***", "admin-token=***")
                .doesNotContain("pw", "SECRET", "sesame");
        assertThatThrownBy(() -> VotesConfig.from(resolve(Map.of("JUNRETSU_ADMIN_TOKEN", "sesame"))))
                .hasMessageNotContaining("sesame");
        assertThatThrownBy(() -> VotesConfig.from(resolve(Map.of(), "--webhook", "u:pw@lights.example.org/SECRET")))
                .hasMessageStartingWith(
                        "--webhook: '***@lights.example.org/***' is not accepted; give an http or https URL");
    }

    @Test
    void hidesTheUserOfAServerToCompareWith() {
        Command blast = Services.COMMANDS.get(1);
        ParsedFlags flags = ParsedFlags.parse(blast, List.of("--verify", "http://u:pw@host:8080"));
        assertThat(PrintedConfig.of(blast, SettingsSources.resolve(blast, flags, Map.of())))
                .contains("verify=http://***@host:8080");
    }

    @Test
    void printsABackslashSoThatItIsReadBack() throws Exception {
        Settings settings = resolve(Map.of(), "--data", "C:\\new\\data", "--labels", "0=a\\b:#e33");
        Path file = Files.writeString(directory.resolve("printed.properties"), PrintedConfig.of(SERVE, settings));

        VotesConfig read = VotesConfig.from(resolve(Map.of(), "--config", file.toString()));
        assertThat(read.server().data()).isEqualTo(Path.of("C:\\new\\data"));
        assertThat(read.announcements().labels().get(0).text()).isEqualTo("a\\b");
    }

    private static List<Milestone> milestones(Settings settings) {
        return VotesConfig.from(settings).announcements().milestones().plan();
    }

    private static Settings resolve(Map<String, String> environment, String... args) {
        return SettingsSources.resolve(SERVE, ParsedFlags.parse(SERVE, List.of(args)), environment);
    }
}
