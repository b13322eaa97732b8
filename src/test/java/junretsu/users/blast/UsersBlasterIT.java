package junretsu.users.blast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import junretsu.base.Clock;
import junretsu.config.StartException;
import junretsu.load.Conclusion;
import junretsu.testing.FlagSettings;
import junretsu.testing.LeapingClock;
import junretsu.testing.RefusedPort;
import junretsu.testing.Reports;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;
import junretsu.users.blast.LyingServer.Lie;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The blast on a server that can be made to lie, to be late or to go away. */
class UsersBlasterIT {
    private static final String ALL_VERBS = "login=2,validate=5,nickname=2,logout=1";

    @ParameterizedTest
    @CsvSource({"random,1", "fixed:5,2", "zipf,2"})
    void agreesWithAServerThatTellsTheTruth(String pick, String loops) throws Exception {
        try (LyingServer server = new LyingServer()) {
            UsersReport report = run(server, "count", "5000", "mix", ALL_VERBS, "pick", pick, "loops", loops);

            assertThat(report.problems()).isEmpty();
            assertThat(report.limitPassed()).isNull();
            assertThat(report.sum(Outcome.OK)).isEqualTo(5_000);
            assertThat(server.requests()).isEqualTo(5_002);
            assertThat(report.text()).contains("login by password: 5,000 operations", "closed loop");
        }
    }

    @Test
    void whatComesBeforeTheMeasuredTimeIsNotCountedUnlessItIsWrong() throws Exception {
        try (LyingServer server = new LyingServer()) {
            UsersReport report = run(server, "count", "500", "warm-up", "200ms");
            assertThat(report.problems()).isEmpty();
            assertThat(report.sum(Outcome.OK)).isEqualTo(500);
            assertThat(server.requests()).isGreaterThan(502);
        }
        try (LyingServer server = new LyingServer().with(Lie.OTHER_USER, 1).lyingOnceFrom(10)) {
            UsersReport report = run(server, "count", "50", "warm-up", "300ms");
            assertThat(report.wrong()).isEqualTo(server.lies()).isEqualTo(1);
            assertThat(report.sum(Outcome.WRONG)).isZero();
        }
    }

    @Test
    void aSecondLoadGoesOnFromTheNicknamesOfTheFirst() throws Exception {
        try (LyingServer server = new LyingServer()) {
            for (int i = 0; i < 2; i++) {
                UsersReport report =
                        run(server, "count", "500", "mix", "login,nickname=9", "pick", "fixed:1", "clients", "1");
                assertThat(report.problems()).isEmpty();
            }
            assertThat(server.version("id0")).isBetween(800, 1_000);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OTHER_USER,another user",
        "OLDER_NICKNAME,a nickname older than the last one acknowledged",
        "UNWRITTEN_NICKNAME,a nickname that this load did not write",
        "OTHER_TOKEN,another session's token",
        "LOST_SESSION,of a session that nobody ended",
        "WRONG_PASSWORD,which was right before",
        "ANSWER_BEFORE,the answer to another request",
        "ANSWER_OF_ANOTHER,the answer to another request",
        "TWICE,an answer that nobody had asked for",
        "GARBAGE,what is no answer"
    })
    void everyLieIsWrongAndWeighsMoreThanAFailure(Lie lie, String reason) throws Exception {
        try (LyingServer server = new LyingServer().with(lie, 50)) {
            UsersReport report =
                    run(server, "count", "3000", "pick", "fixed:20", "mix", "login=2,validate=6,nickname=2");

            assertThat(report.wrong()).isPositive().isEqualTo(server.lies());
            assertThat(report.sum(Outcome.FAILED)).isZero();
            assertThat(report.limitPassed()).contains(" answers are wrong", reason);
            assertThat(Conclusion.of(report).grade()).isEqualTo(Conclusion.Grade.FAILED);
            assertThat(report.problems()).isEmpty();
            assertThat(report.stages().get(0).counts().isSumRight()).isTrue();
            assertThat(report.stages().get(0).counts().sent()).isEqualTo(3_000);
        }
    }

    @ParameterizedTest
    @CsvSource({"DROPPED,FAILED,closed by the server", "BUSY,REFUSED,Busy", "LATE,FAILED,no answer in time"})
    void whatIsNotDoneIsNotWrong(Lie lie, Outcome outcome, String reason) throws Exception {
        try (LyingServer server = new LyingServer().with(lie, 100)) {
            UsersReport report =
                    run(server, "count", "1000", "mix", "login=5,validate=5", "clients", "4", "timeout", "1s");

            assertThat(report.wrong()).isZero();
            assertThat(report.sum(outcome)).isEqualTo(server.lies()).isBetween(9L, 11L);
            assertThat(report.sum(Outcome.OK)).isEqualTo(1_000 - server.lies());
            assertThat(report.problems()).first().asString().contains(reason);
        }
    }

    @Test
    void aChangeWithoutAnAnswerMayBeSeenOrNot() throws Exception {
        try (LyingServer server = new LyingServer().with(Lie.DROPPED, 20)) {
            UsersReport report = run(server, "count", "2000", "mix", "login,nickname=5,validate=4", "pick", "fixed:5");

            assertThat(report.wrong()).as(report.text()).isZero();
            assertThat(report.sum(Outcome.FAILED)).isPositive();
        }
    }

    @Test
    void inOpenLoopTimesCountFromThePlannedOne() throws Exception {
        try (LyingServer server = new LyingServer().with(Lie.LATE, 40)) {
            UsersReport report = run(server, "rate", "200", "count", "100", "clients", "1", "max-p99", "100ms");

            assertThat(report.sum(Outcome.OK)).isEqualTo(100);
            LoadCounts counts = report.stages().get(0).counts();
            assertThat(counts.of(Operation.VALIDATE).times.percentileMicros(0.75))
                    .isGreaterThan(50_000);
            assertThat(report.limitPassed()).contains("longer than --max-p99 100.000 ms");
            assertThat(Reports.page(report)).contains("<svg", "Time of a validate");
            assertThat(JsonReader.readObject(report.json()))
                    .containsEntry("asked_rate", 200L)
                    .containsEntry("wrong", 0L);
        }
    }

    @Test
    void aRateIsNotHigherThanItWasAskedFor() throws Exception {
        try (LyingServer server = new LyingServer()) {
            UsersReport report = run(server, "rate", "1", "count", "2");

            assertThat(report.stages().get(0).perSecond()).isPositive().isLessThanOrEqualTo(1.01);
        }
    }

    @Test
    void whatIsDueAfterTheServerHasGoneIsLost() throws Exception {
        LyingServer server = new LyingServer();
        String[] words = {"rate", "500", "duration", "2s", "max-loss", "20%"};
        CompletableFuture<UsersReport> end = CompletableFuture.supplyAsync(() -> run(server, words));
        Waiting.until("some load", () -> server.requests() > 100);
        server.close();
        UsersReport report = end.get(30, TimeUnit.SECONDS);

        LoadCounts counts = report.stages().get(0).counts();
        assertThat(counts.unsent).isPositive();
        assertThat(counts.sent() + counts.unsent).isEqualTo(1_000);
        assertThat(report.limitPassed()).contains("failed, were refused or not sent, more than --max-loss 20.0000%");
        assertThat(report.text()).contains("operations, for which no server answered");
    }

    @Test
    void aCountedLoadEndsAMinuteAfterTheServerHasGone() throws Exception {
        LeapingClock clock = new LeapingClock();
        LyingServer server = new LyingServer();
        UsersBlaster blaster =
                new UsersBlaster(config("127.0.0.1:" + server.port(), "rate", "500", "count", "100000"), clock);
        CompletableFuture<UsersReport> end = CompletableFuture.supplyAsync(() -> run(blaster));
        Waiting.until("some load", () -> server.requests() > 100);
        server.close();
        Waiting.until("the end", () -> {
            clock.leap(TimeUnit.SECONDS.toNanos(20));
            return end.isDone();
        });

        UsersReport report = end.get();
        LoadCounts counts = report.stages().get(0).counts();
        assertThat(counts.sent() + counts.unsent).isEqualTo(100_000);
        assertThat(report.problems()).anyMatch(line -> line.contains("operations were not sent, since the server"));
    }

    @Test
    void opensAnotherConnectionForEachThatIsLost() throws Exception {
        try (LyingServer server = new LyingServer().with(Lie.DROPPED, 3)) {
            UsersReport report = run(server, "count", "300", "clients", "8", "mix", "login,validate");
            assertThat(report.sum(Outcome.FAILED)).isEqualTo(server.lies()).isBetween(95L, 105L);
            assertThat(report.wrong()).isZero();
        }
    }

    @Test
    void endsWithinSecondsOfBeingStoppedWhenTheServerDoesNotAnswer() throws Exception {
        try (LyingServer server = new LyingServer()) {
            UsersBlaster blaster = blaster(server, "duration", "10m", "timeout", "5m");
            CompletableFuture<UsersReport> end = CompletableFuture.supplyAsync(() -> run(blaster));
            Waiting.until("requests", () -> server.requests() > 100);
            blaster.stop();
            assertThat(end.get(10, TimeUnit.SECONDS).interrupted()).isTrue();
        }
    }

    @Test
    void namesTheUserWhoCannotLogIn() throws Exception {
        try (LyingServer server = new LyingServer().knowing(5_000)) {
            assertThatThrownBy(() -> blaster(server, "users", "5001").run(line -> {}))
                    .isInstanceOf(StartException.class)
                    .hasMessageStartingWith("'id5000' cannot log in: 'Invalid password'");
        }
    }

    @Test
    void namesTheTargetThatTakesNoConnection() throws Exception {
        try (RefusedPort gone = new RefusedPort()) {
            assertThatThrownBy(() -> blaster(gone.target(), "count", "1").run(line -> {}))
                    .isInstanceOf(StartException.class)
                    .hasMessageEndingWith("start 'junretsu serve users' there, or give --target");
        }
    }

    private static UsersReport run(LyingServer server, String... namesAndValues) {
        return run(blaster(server, namesAndValues));
    }

    private static UsersReport run(UsersBlaster blaster) {
        try {
            return blaster.run(line -> {});
        } catch (StartException e) {
            throw new IllegalStateException(e);
        }
    }

    private static UsersBlaster blaster(LyingServer server, String... namesAndValues) {
        return blaster("127.0.0.1:" + server.port(), namesAndValues);
    }

    private static UsersBlaster blaster(String target, String... namesAndValues) {
        return new UsersBlaster(config(target, namesAndValues), Clock.SYSTEM);
    }

    private static UsersBlastConfig config(String target, String... namesAndValues) {
        List<String> words = new ArrayList<>(List.of("target", target));
        if (!List.of(namesAndValues).contains("clients")) {
            words.addAll(List.of("clients", "8"));
        }
        words.addAll(List.of(namesAndValues));
        return UsersBlastConfig.from(FlagSettings.of(words.toArray(String[]::new)));
    }
}
