package junretsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import junretsu.numbers.serve.NumbersMetric;
import junretsu.store.StoreMetric;
import junretsu.text.PrometheusText;
import junretsu.votes.serve.VotesMetric;
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
        assertThat(readme).contains(table(StoreMetric.values()));
    }

    private static String table(PrometheusText.Family[] metrics) {
        StringBuilder table = new StringBuilder("| metric | type | what |\n|---|---|---|\n");
        for (PrometheusText.Family metric : metrics) {
            table.append("| `")
                    .append(metric.description().name())
                    .append("` | ")
                    .append(metric.description().type());
            table.append(" | ").append(metric.description().help()).append(" |\n");
        }
        return table.toString();
    }
}
