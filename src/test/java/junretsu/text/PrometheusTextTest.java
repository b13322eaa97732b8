package junretsu.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrometheusTextTest {
    private static final Metric VOTES = Metric.counter("votes_total", "Votes,\nby \\ \"button\"");

    @Test
    void writesAFamilyWithItsSamples() {
        String text = new PrometheusText("votes")
                .family(VOTES)
                .sample(7)
                .labelled(30_000_000_000L, "button", "0")
                .labelled("_x", 0.25, "a", "q\"\\\n", "b", "")
                .sample("_sum", 1.5)
                .toString();

        assertThat(text).isEqualTo("""
                        # HELP votes_total Votes,\\nby \\\\ "button"
                        # TYPE votes_total counter
                        votes_total 7
                        votes_total{button="0"} 30000000000
                        votes_total_x{a="q\\"\\\\\\n",b=""} 0.25
                        votes_total_sum 1.5
                        """);
    }

    @Test
    void namesACountersFamilyWithoutTotalAndEndsWithEofInOpenMetrics() {
        String text = new PrometheusText("votes", true)
                .family(VOTES)
                .sample(7)
                .family(Metric.gauge("up", "1"))
                .sample(1)
                .toString();

        assertThat(text).isEqualTo("""
                        # HELP votes Votes,\\nby \\\\ \\"button\\"
                        # TYPE votes counter
                        votes_total 7
                        # HELP up 1
                        # TYPE up gauge
                        up 1
                        # EOF
                        """);
    }

    @Test
    void writesTheBucketsOfAHistogramUpToItsLongestBound() {
        LogHistogram durations = new LogHistogram();
        durations.record(100_000_000_000L);
        String text = new PrometheusText("jobs")
                .family(Metric.histogram("wait_seconds", "Waits"))
                .longHistogram(durations)
                .toString();

        assertThat(text)
                .contains("wait_seconds_bucket{le=\"67.108864\"} 0\nwait_seconds_bucket{le=\"134.217728\"} 1\n"
                        + "wait_seconds_bucket{le=\"+Inf\"} 1\nwait_seconds_sum 100\n");
    }

    @Test
    void marksTheSamplesOfACommonFamilyWithTheService() {
        String text = new PrometheusText("numbers")
                .family(Metric.gauge("store_up", "1 when it is").common())
                .sample(1)
                .labelled("_bucket", 2, "le", "+Inf")
                .toString();

        assertThat(text).isEqualTo("""
                        # HELP store_up 1 when it is
                        # TYPE store_up gauge
                        store_up{service="numbers"} 1
                        store_up_bucket{service="numbers",le="+Inf"} 2
                        """);
    }
}
