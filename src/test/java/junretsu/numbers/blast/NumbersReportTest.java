package junretsu.numbers.blast;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import junretsu.load.NamedCounts;
import junretsu.load.ScheduleLag;
import junretsu.load.SentCourse;
import junretsu.load.TimeLine;
import junretsu.testing.FlagSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A load of 10 lines, 8 of them unique, and 2 bad ones. */
class NumbersReportTest {

    @Test
    void isEqualWhenTheServerCountedWhatWasSent() {
        NumbersReport report = report(10, 8, 2, 2);

        assertThat(report.isEqual()).isTrue();
        assertThat(report.problems()).isEmpty();
        assertThat(report.limitPassed()).isNull();
        assertThat(report.text()).contains("equal                  yes");
    }

    @ParameterizedTest
    @CsvSource({"9,7,2,2", "9,8,1,2", "11,9,2,2", "11,8,3,2", "10,9,1,2", "10,8,2,1", "10,8,2,3", "10,8,1,2", "0,0,0,0"
    })
    void objectsToAServerThatIsWrongByOne(long received, long unique, long duplicates, long rejected) {
        NumbersReport report = report(received, unique, duplicates, rejected);

        assertThat(report.isEqual()).isFalse();
        assertThat(report.problems()).hasSize(1);
        assertThat(report.text()).contains("equal                   no");
        assertThat(report.json()).contains("\"equal\":false");
    }

    @Test
    void saysThatTheServerHasSeenTheNumbersBefore() {
        String sentence = "the server has seen these numbers before (seed 1): restart it or give another --seed";

        assertThat(report(10, 0, 10, 2).problems()).containsExactly(sentence);
        assertThat(report(10, 3, 7, 2).problems()).containsExactly(sentence);
        assertThat(report(10, 3, 6, 2).problems()).containsExactly("the server's counts are not what was sent");
    }

    @Test
    void allowsALossUpToItsLimitAndNothingElse() {
        assertThat(report(9, 7, 2, 2, "verify", "http://x", "max-loss", "10%").problems())
                .isEmpty();
        assertThat(report(9, 7, 2, 2, "verify", "http://x", "max-loss", "10%").limitPassed())
                .isNull();
        assertThat(report(8, 7, 1, 2, "verify", "http://x", "max-loss", "10%").limitPassed())
                .isEqualTo("20.0000% of the numbers was lost, more than --max-loss 10.0000%");
        assertThat(report(9, 9, 0, 2, "verify", "http://x", "max-loss", "10%").problems())
                .hasSize(1);
        assertThat(report(10, 0, 10, 2, "verify", "http://x", "max-loss", "10%").problems())
                .hasSize(1);
    }

    private static NumbersReport report(
            long received, long unique, long duplicates, long rejected, String... namesAndValues) {
        NamedCounts counted = NamedCounts.parse(
                "{\"received\":" + received + ",\"unique\":" + unique + ",\"duplicates\":" + duplicates
                        + ",\"rejected\":" + rejected + "}",
                NumbersReport.COUNTS);
        return new NumbersReport(
                NumbersBlastConfig.from(FlagSettings.of(namesAndValues)),
                new InetSocketAddress("127.0.0.1", 4000),
                10,
                8,
                2,
                1_000_000_000L,
                new ScheduleLag(),
                new SentCourse(new TimeLine(), null, 0),
                0,
                false,
                counted,
                null,
                List.of());
    }
}
