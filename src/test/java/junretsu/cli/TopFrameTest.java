package junretsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TopFrameTest {
    private static final int ROWS = 24;
    private static final int COLUMNS = 80;
    private static final String TEXT = """
            # HELP junretsu_votes_total votes by button
            # TYPE junretsu_votes_total counter
            junretsu_votes_total{button="0"} %d
            junretsu_votes_total{button="1"} %d
            # TYPE junretsu_store_up gauge
            junretsu_store_up{service="votes"} 1
            """;

    @Test
    void whatMovesMostStandsFirstWithItsRate() {
        MetricSamples before = MetricSamples.parse(TEXT.formatted(100, 5), 0);
        MetricSamples now = MetricSamples.parse(TEXT.formatted(110, 5_005), TimeUnit.SECONDS.toNanos(2));

        List<String> lines = TopFrame.of("title", before, now, ROWS, COLUMNS);

        assertThat(lines.get(0)).isEqualTo("title");
        assertThat(lines.get(2)).startsWith("votes{button=1}").contains(" 2,500/s ", " 5,005 ", "################");
        assertThat(lines.get(3)).startsWith("votes{button=0}").contains(" 5/s ", " 110 ");
        assertThat(lines)
                .last()
                .asString()
                .startsWith("store_up{service=votes}")
                .endsWith(" 1");
    }

    @Test
    void theTotalOfTheEventStandsAboveAll() {
        String shared = "# TYPE junretsu_votes_event_total counter\n"
                + "junretsu_votes_event_total{button=\"0\"} %d\njunretsu_votes_event_total{button=\"7\"} 30\n";
        String own =
                TEXT + "# TYPE junretsu_votes_source_total counter\njunretsu_votes_source_total{source=\"udp\"} 9\n";
        MetricSamples before = MetricSamples.parse(shared.formatted(1_000), 0);
        MetricSamples now = MetricSamples.parse(shared.formatted(1_400), TimeUnit.SECONDS.toNanos(2));
        assertThat(TopFrame.of("title", before, now, ROWS, COLUMNS).get(1))
                .isEqualTo("1,430 votes of the round, on all servers of the event, 200/s");
        MetricSamples alone = MetricSamples.parse(own.formatted(1, 2), 0);
        assertThat(TopFrame.of("title", alone, alone, ROWS, COLUMNS).get(1))
                .isEqualTo("9 votes of this server, in all rounds, 0/s");
        MetricSamples other = MetricSamples.parse("# TYPE y gauge\ny 1\n", 0);
        assertThat(TopFrame.of("title", other, other, ROWS, COLUMNS).get(1)).isEmpty();
    }

    @Test
    void fitsTheScreenHoweverMuchThereIs() {
        StringBuilder text = new StringBuilder("# TYPE x_total counter\n# TYPE y gauge\n");
        for (int i = 0; i < 300; i++) {
            text.append("x_total{name=\"")
                    .append("long".repeat(30))
                    .append(i)
                    .append("\"} ")
                    .append(i + 1)
                    .append('\n');
            text.append("y{n=\"").append(i).append("\"} 0.5\n");
        }
        MetricSamples now = MetricSamples.parse(text.toString(), 0);
        List<String> lines = TopFrame.of("t".repeat(200), now, now, ROWS, COLUMNS);
        assertThat(lines).hasSize(ROWS).allMatch(line -> line.length() <= COLUMNS);
        assertThat(lines).anyMatch(line -> line.startsWith("y{n=0}"));
    }
}
