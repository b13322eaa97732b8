package junretsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import junretsu.numbers.serve.NumbersMetrics;
import junretsu.service.CommonMetrics;
import junretsu.store.StoreMetrics;
import junretsu.text.Metric;
import junretsu.votes.serve.VotesMetrics;
import org.junit.jupiter.api.Test;

/** The README's tables are made from the flags and metrics themselves; a failure prints the table to paste. */
class ReadmeTest {

    @Test
    void listsEveryFlagOfEveryCommand() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        for (Command command : Services.COMMANDS) {
            assertThat(readme)
                    .as("flags of " + command.verb() + " " + command.service())
                    .contains(Help.markdown(command));
        }
    }

    @Test
    void listsEveryMetric() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        assertThat(readme).contains(table(VotesMetrics.ALL));
        assertThat(readme).contains(table(NumbersMetrics.ALL));
        assertThat(readme).contains(table(CommonMetrics.ALL));
        assertThat(readme).contains(table(StoreMetrics.ALL));
    }

    private static String table(List<Metric> metrics) {
        StringBuilder table = new StringBuilder("| metric | type | what |\n|---|---|---|\n");
        for (Metric metric : metrics) {
            table.append("| `").append(metric.name()).append("` | ").append(metric.type());
            table.append(" | ").append(metric.help()).append(" |\n");
        }
        return table.toString();
    }
}
