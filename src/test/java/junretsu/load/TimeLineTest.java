package junretsu.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import junretsu.text.LogHistogram;
import org.junit.jupiter.api.Test;

class TimeLineTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void countsInSlicesOfATenthOfASecond() {
        TimeLine line = new TimeLine();
        line.record(0, 5, 10);
        line.record(SECOND / 10 - 1, 6, 30);
        line.record(SECOND, 7, 20);
        assertThat(line.slices()).isEqualTo(11);
        assertThat(line.count(0)).isEqualTo(11);
        assertThat(line.maxNanos(0)).isEqualTo(30);
        assertThat(line.count(10)).isEqualTo(7);
    }

    @Test
    void aLongLoadHasLongSlicesAndKeepsEveryCount() {
        TimeLine line = new TimeLine();
        for (int second = 0; second < 10_000; second++) {
            line.record(second * SECOND, 1, second);
        }
        assertThat(line.slices()).isBetween(TimeLine.SLICES_MAX / 2, TimeLine.SLICES_MAX);
        assertThat(sum(line)).isEqualTo(10_000);
        assertThat(line.maxNanos(line.slices() - 1)).isEqualTo(9_999);
    }

    @Test
    void linesOfDifferentSlicesAddUp() {
        TimeLine coarse = new TimeLine();
        coarse.record(1_000 * SECOND, 3, 1);
        TimeLine fine = new TimeLine();
        fine.record(SECOND, 4, 9);
        TimeLine both = new TimeLine();
        both.add(fine);
        both.add(coarse);
        assertThat(sum(both)).isEqualTo(7);
        assertThat(both.sliceNanos()).isEqualTo(coarse.sliceNanos());
    }

    @Test
    void thePageNeedsNothingElseAndShowsNoMarkupOfOthers() {
        LogHistogram latency = new LogHistogram();
        latency.record(1_500_000, 10);
        latency.record(40_000_000, 1);
        TimeLine line = new TimeLine();
        line.record(SECOND, 100, 40_000_000);
        String html = new LoadPage("load", "a <b> & c")
                .problem("<script>")
                .latencies("Latency", latency)
                .course("Course", line)
                .html();
        assertThat(html)
                .contains("a &lt;b&gt; &amp; c", "&lt;script&gt;", "up to 1,000/s", "up to 40.0 ms", "&lt;2.0 ms");
        assertThat(html).doesNotContain("<script", "http", "@import", "url(").endsWith("</html>\n");
    }

    private static long sum(TimeLine line) {
        return IntStream.range(0, line.slices()).mapToLong(line::count).sum();
    }
}
