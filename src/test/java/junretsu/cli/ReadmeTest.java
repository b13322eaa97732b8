package junretsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import junretsu.numbers.serve.NumbersMetric;
import junretsu.votes.serve.VotesMetric;
import junretsu.web.PrometheusText;
import org.junit.jupiter.api.Test;

/** The README's tables are made from the flags and metrics themselves; a failure prints the table to paste. */
class ReadmeTest {

    @Test
    void listsEveryFlagOfEveryCommand() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        for (Command command : Cli.COMMANDS) {
            assertThat(readme)
                    .as("flags of " + command.verb() + " " + command.service())
                    .contains(Help.markdown(command));
        }
    }

    @Test
    void listsEveryMetric() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        assertThat(readme).contains(table(VotesMetric.values()));
        assertThat(readme).contains(table(NumbersMetric.values()));
    }

    private static String table(PrometheusText.Family[] metrics) {
        StringBuilder table = new StringBuilder("| metric | type | what |\n|---|---|---|\n");
        for (PrometheusText.Family metric : metrics) {
            table.append("| `").append(metric.metricName()).append("` | ").append(metric.type());
            table.append(" | ").append(metric.help()).append(" |\n");
        }
        return table.toString();
    }
}
