package junretsu.votes.blast.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import junretsu.base.Clock;
import junretsu.config.StartException;
import junretsu.load.Conclusion;
import junretsu.testing.FlagSettings;
import junretsu.testing.Reports;
import junretsu.text.JsonReader;
import junretsu.votes.blast.crowd.LyingCrowdServer.Lie;
import org.junit.jupiter.api.Test;

/** The crowd on a server that can be made to lie: what is wrong is told apart from what failed. */
class CrowdBlasterIT {
    private static final int VOTES = 600;

    @Test
    void agreesWithAServerThatCountsRight() throws Exception {
        CrowdReport report = blast(Lie.NONE);

        assertThat(report.problems()).isEmpty();
        assertThat(report.limitPassed()).isNull();
        assertThat(report.verdict().isEqual()).isTrue();
        assertThat(report.book().counted).isEqualTo(VOTES);
        assertThat(report.book().latency.count()).isEqualTo(VOTES);
        assertThat(report.screen().count()).isEqualTo(VOTES);
        assertThat(report.ramp().open()).isEqualTo(20);
    }

    @Test
    void saysThatAnswersAreWrong() throws Exception {
        assertThatIsWrong(Lie.ACKNOWLEDGES_WHAT_WAS_NOT_SENT, "acknowledged what was not sent");
        assertThatIsWrong(Lie.SAYS_MORE, "counted more than was sent, such as 4 of 3 votes");
        assertThatIsWrong(Lie.SAYS_LESS, "neither that they were counted nor limited");
        assertThatIsWrong(Lie.TAKES_BACK, "takes back votes");
        assertThatIsWrong(Lie.MASKS, "broke the protocol, such as a masked frame");
        assertThatIsWrong(Lie.SHORT_ANSWER, "not 24 bytes long, such as 23 bytes");
    }

    @Test
    void saysThatCountsAreWrong() throws Exception {
        assertThatIsWrong(Lie.LOSES, "3 votes that were acknowledged are not in the server's counts");
        assertThatIsWrong(Lie.COUNTS_ANOTHER_BUTTON, "votes that were acknowledged are not in the server's counts");
        assertThatIsWrong(Lie.TOTAL_IS_ANOTHER, "the server contradicts itself");
    }

    @Test
    void saysThatVotesWhichItDidNotSendMayBeOthers() throws Exception {
        CrowdReport report = blast(Lie.COUNTS_TWICE);

        assertThat(report.problems()).isEmpty();
        assertThat(report.limitPassed()).isNull();
        assertThat(report.verdict().extra()).isEqualTo(3);
        assertThat(report.verdict().isEqual()).isFalse();
        assertThat(report.text()).containsPattern("not from here +3 votes").contains("perhaps too short");
    }

    @Test
    void aVoteThatIsCountedTwiceIsWrongInAKillCheck() throws Exception {
        assertThatIsWrong(Lie.COUNTS_TWICE, "wrong: 3 votes were counted beyond those sent", "kill-check", "true");
    }

    @Test
    void votesThatCameWhileVotingWasClosedAreNotMissing() throws Exception {
        CrowdReport report = blast(Lie.IS_LATE);

        assertThat(report.limitPassed()).isNull();
        assertThat(report.verdict().late()).isEqualTo(3);
        assertThat(report.verdict().isEqual()).isTrue();
    }

    @Test
    void noTimeIsShorterThanTheServerTook() throws Exception {
        CrowdReport report = blast(Lie.IS_SLOW);

        assertThat(report.book().latency.percentileMicros(0.001))
                .isGreaterThanOrEqualTo(LyingCrowdServer.SLOW_MS * 1_000);
        assertThat(report.problems()).isEmpty();
    }

    @Test
    void limitedVotesAreNoFailure() throws Exception {
        CrowdReport report = blast(Lie.LIMITS);

        assertThat(report.problems()).isEmpty();
        assertThat(report.limitPassed()).isNull();
        assertThat(report.book().limited).isEqualTo(1);
        assertThat(report.verdict().isEqual()).isTrue();
    }

    @Test
    void saysThatAServerWithoutAnAnswerFailed() throws Exception {
        CrowdReport report = blast(Lie.NEVER_ANSWERS, "timeout", "300ms");

        assertThat(report.limitPassed()).isNull();
        assertThat(report.problems()).singleElement().asString().contains("failed: of ", "no answer within 0.3 s");
        assertThat(report.book().unknown).isGreaterThanOrEqualTo(3);
        assertThat(report.book().isSumRight()).isTrue();
    }

    @Test
    void connectsAgainAfterAFrameThatWasCutOff() throws Exception {
        CrowdReport report = blast(Lie.CUTS_A_FRAME);

        assertThat(report.limitPassed()).isNull();
        assertThat(report.problems()).singleElement().asString().contains("failed: of ");
        assertThat(report.book().reconnects).isEqualTo(1);
        assertThat(report.book().unknown).isGreaterThanOrEqualTo(3);
        assertThat(report.book().unsent()).isZero();
        assertThat(report.verdict().missing()).isZero();
    }

    @Test
    void anUnknownOutcomeIsNoFailureOfAKillCheck() throws Exception {
        assertThat(blast(Lie.CUTS_A_FRAME, "kill-check", "true").problems()).isEmpty();
    }

    @Test
    void doesNotBeginWhenNobodyGetsIn() {
        assertThatThrownBy(() -> blast(Lie.REFUSES))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("answer 503");
        assertThatThrownBy(() -> blast(Lie.WRONG_ACCEPT))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("a wrong Sec-WebSocket-Accept");
    }

    @Test
    void aLimitOfTheP99IsPassed() throws Exception {
        assertThat(blast(Lie.NONE, "max-p99", "1us").limitPassed()).contains("the p99 of tap to acknowledged");
    }

    @Test
    void theReportIsAPageAndJson() throws Exception {
        CrowdReport report = blast(Lie.NONE);

        assertThat(Reports.page(report)).contains("Tap to on screen", "</html>");
        assertThat(JsonReader.readObject(report.json()))
                .containsEntry("acknowledged", (long) VOTES)
                .containsEntry("unsent", 0L)
                .containsKeys("ack_us", "screen_us", "verify", "wrong", "losses");
        assertThat(report.text()).contains("blast of a crowd on http://127.0.0.1:", "20 voters, 3 votes a message");
    }

    @Test
    void anInterruptedLoadSaysSo() throws Exception {
        try (LyingCrowdServer server = new LyingCrowdServer(Lie.NONE)) {
            CrowdBlaster blaster = blaster(server, "duration", "10m");
            CrowdReport report = blaster.run(line -> blaster.stop());

            assertThat(report.interrupted()).isTrue();
            assertThat(report.problems()).isEmpty();
            assertThat(report.keptUp()).isTrue();
        }
    }

    private static void assertThatIsWrong(Lie lie, String sentence, String... flags) throws Exception {
        CrowdReport report = blast(lie, flags);

        assertThat(report.problems()).as("%s: wrong is not failed", lie).isEmpty();
        assertThat(report.limitPassed()).as(lie.name()).startsWith("wrong: ").contains(sentence);
        assertThat(Conclusion.of(report).grade()).isEqualTo(Conclusion.Grade.FAILED);
        assertThat(report.book().isSumRight()).isTrue();
    }

    private static CrowdReport blast(Lie lie, String... flags) throws Exception {
        String[] words = Arrays.copyOf(flags, flags.length + 2);
        words[flags.length] = "count";
        words[flags.length + 1] = "" + VOTES;
        try (LyingCrowdServer server = new LyingCrowdServer(lie)) {
            return blaster(server, words).run(line -> {});
        }
    }

    private static CrowdBlaster blaster(LyingCrowdServer server, String... flags) {
        String[] given = {"target", server.url(), "clients", "20", "burst", "3", "rate", "1k", "verify", "true"};
        String[] words = Arrays.copyOf(flags, flags.length + given.length);
        System.arraycopy(given, 0, words, flags.length, given.length);
        return new CrowdBlaster(CrowdBlastConfig.from(FlagSettings.of(words)), Clock.SYSTEM);
    }
}
