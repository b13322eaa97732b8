package junretsu.votes.blast;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import junretsu.load.Conclusion;
import junretsu.load.NamedCounts;
import junretsu.load.ScheduleLag;
import junretsu.load.SentCourse;
import junretsu.load.TimeLine;
import junretsu.testing.FlagSettings;
import junretsu.testing.Reports;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.Test;

/** A load of 100 votes, 60 for the first button and 40 for the second. */
class VotesReportTest {
    private static final VotesBlastConfig CONFIG = VotesBlastConfig.from(FlagSettings.of("verify", "http://x"));

    @Test
    void passesWhenEveryVoteWasCountedForItsButton() {
        assertThat(conclusion(60, 40, 0, 0, 0)).isEqualTo("  passed: every vote was counted: 100 sent, none missing");
    }

    @Test
    void votesThatWereRefusedAreNamedAndNoSuccess() {
        String sentence = "  done: of 100 votes sent none is missing, yet not each was counted as sent: ";
        assertThat(conclusion(60, 35, 5, 0, 0)).isEqualTo(sentence + "5 rejected");
        assertThat(conclusion(10, 40, 0, 50, 0)).isEqualTo(sentence + "50 limited");
        assertThat(conclusion(50, 37, 3, 10, 0)).isEqualTo(sentence + "3 rejected, 10 limited");
    }

    @Test
    void votesCountedThatWereNotSentAreNamedAndNoSuccess() {
        assertThat(conclusion(61, 40, 0, 0, 0))
                .isEqualTo(
                        "  done: of 100 votes sent none is missing, yet not each was counted as sent: 1 not from here");
        assertThat(conclusion(60, 40, 7, 0, 0)).startsWith("  done: ").endsWith("7 rejected, 7 not from here");
    }

    @Test
    void votesThatCameWhileVotingWasClosedAreNamedAndNoSuccess() {
        VotesReport report = report(List.of(stage(counts(10, 40, 0, 0, 50, 0))));

        assertThat(Conclusion.of(report).line())
                .isEqualTo("  done: of 100 votes sent none is missing, yet not each was counted as sent: 50 late");
        assertThat(report.text())
                .contains(
                        "late                  50 votes in no round",
                        "100 sent = 50 counted + 0 rejected + 50 late + 0");
        assertThat(Reports.page(report)).contains("late: voting was closed");
        assertThat(Reports.object(JsonReader.readObject(report.json()), "verify"))
                .containsEntry("late", 50L);
    }

    @Test
    void aReportOfALoadThatWasStoppedBeforeItsFirstVoteCanBeWritten() {
        VotesReport report = report(List.of());

        assertThat(report.interrupted()).isTrue();
        assertThat(Reports.page(report)).contains("interrupted", "</html>");
        assertThat(report.course().csv()).startsWith("elapsed_seconds,sent_total");
        assertThat(JsonReader.readObject(report.json())).containsEntry("interrupted", true);
    }

    @Test
    void aLossIsToldWithAllElse() {
        assertThat(conclusion(60, 30, 4, 0, 0))
                .isEqualTo("  done: 6 of 100 votes were not counted (6.0000%): 4 rejected");
        assertThat(conclusion(61, 39, 0, 0, 0))
                .isEqualTo("  done: 1 of 100 votes were not counted (1.0000%): 1 not from here");
        assertThat(conclusion(60, 30, 0, 0, 10)).isEqualTo("  done: 10 of 100 votes were not counted (10.0000%)");
    }

    private static String conclusion(long first, long second, long rejected, long limited, long dropped) {
        StageResult stage = stage(counts(first, second, rejected, limited, 0, dropped));
        return Conclusion.of(report(List.of(stage))).line();
    }

    private static NamedCounts counts(long first, long second, long rejected, long limited, long late, long dropped) {
        return NamedCounts.parse(
                "{\"buttons\":{\"0\":" + first + ",\"1\":" + second + "},\"total\":" + (first + second)
                        + ",\"rejected\":" + rejected + ",\"limited\":" + limited + ",\"late\":" + late
                        + ",\"dropped\":"
                        + dropped + "}",
                Verdict.COUNTS);
    }

    private static StageResult stage(NamedCounts counted) {
        long[] sent = new long[256];
        sent[0] = 60;
        sent[1] = 40;
        return new StageResult(
                CONFIG.plan().get(0),
                100,
                100,
                100,
                0,
                null,
                1_000_000_000L,
                new ScheduleLag(),
                false,
                1,
                sent,
                Verdict.of(counted, sent, 1, 1));
    }

    private static VotesReport report(List<StageResult> stages) {
        return new VotesReport(
                CONFIG,
                new InetSocketAddress("127.0.0.1", 9999),
                "nio",
                stages,
                new SentCourse(new TimeLine(), null, 0),
                null,
                null);
    }
}
