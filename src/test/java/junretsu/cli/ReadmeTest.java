package junretsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import junretsu.votes.serve.VotesMetric;
import org.junit.jupiter.api.Test;

/** The README's tables are made from the flags and metrics themselves; a failure prints the table to paste. */
class ReadmeTest {

    @Test
    void listsEveryFlagOfEveryCommand() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        for (Command command : Cli.COMMANDS) {
            assertThat(readme).as("flags of " + command.verb()).contains(Help.markdown(command));
        }
    }

    @Test
    void listsEveryMetric() throws Exception {
        StringBuilder table = new StringBuilder("| metric | type | what |\n|---|---|---|\n");
        for (VotesMetric metric : VotesMetric.values()) {
            table.append("| `").append(metric.metricName()).append("` | ").append(metric.type());
            table.append(" | ").append(metric.help()).append(" |\n");
        }
        assertThat(Files.readString(Path.of("README.md"))).contains(table);
    }
}
