package junretsu.jobs.blast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import junretsu.base.Clock;
import junretsu.config.StartException;
import junretsu.testing.FlagSettings;
import junretsu.testing.JobsSite;
import junretsu.testing.RefusedPort;
import junretsu.testing.Reports;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;
import junretsu.web.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The blast on a server that can be made to lie, to fail, to forget or to go away. */
class JobsBlasterIT {
    private final List<String> progress = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"1ms", "wait"})
    void asksForEveryJobUntilItIsDoneAndFindsAllAnswersRight(String poll) throws Exception {
        try (JobsSite site = new JobsSite().pendingFor(2)) {
            JobsReport report = run(site, "count", "1003", "poll", poll, "verify", "true");

            assertThat(report.problems()).isEmpty();
            assertThat(site.jobs()).isEqualTo(1_003);
            assertThat(site.jobsByCaller()).hasSize(1_003);
            LoadCounts counts = report.counts();
            assertThat(counts.accepted).isEqualTo(1_003);
            assertThat(counts.of(Outcome.COMPLETED)).isEqualTo(1_003).isEqualTo(counts.checked);
            assertThat(counts.wrong).isZero();
            assertThat(counts.posts.count()).isEqualTo(1_003);
            assertThat(counts.gets.count()).isEqualTo(3 * 1_003);
            assertThat(counts.jobs.count()).isEqualTo(1_003);
            assertThat(report.text()).contains("until all were done", "1,003 answers multiplied back");
        }
    }

    @Test
    void connectionsBeyondThoseKeptAreOpenedAnewForEachRequest() throws Exception {
        try (JobsSite site = new JobsSite()) {
            String[] words = {"count", "40", "connections", "4", "keep-alive", "1"};
            assertThat(run(site, words).counts().connects).isEqualTo(1 + 3 * 20);
            words[5] = "4";
            assertThat(run(site, words).counts().connects).isEqualTo(4);
        }
    }

    @Test
    void noticesEveryWrongAnswer() throws Exception {
        try (JobsSite site = new JobsSite()) {
            site.spoilResults(result -> result.replace("[", "[\"2\","));
            JobsReport report = run(site, "count", "100", "verify", "true");

            assertThat(report.counts().wrong).isEqualTo(100);
            assertThat(report.problems())
                    .anyMatch(line -> line.equals("100 of 100 answers checked are wrong"))
                    .anyMatch(line -> line.contains("the product of [2, "));
            assertThat(run(site, "count", "100").problems()).isEmpty();
        }
    }

    @Test
    void countsFailuresByTheirReasonAndEverySumIsRight() throws Exception {
        try (JobsSite site = new JobsSite()) {
            AtomicLong posts = new AtomicLong();
            site.spoilPosts(answer -> switch ((int) (posts.incrementAndGet() % 5)) {
                case 1 -> Response.problem(503, "the queue is full");
                case 2 -> Response.problem(400, "number: not a number");
                case 3 -> Response.json("{\"id\":1}");
                default -> answer;
            });
            JobsReport report = run(site, "count", "500");

            LoadCounts counts = report.counts();
            assertThat(counts.isSumRight()).isTrue();
            assertThat(counts.accepted).isEqualTo(200);
            assertThat(counts.failed).isEqualTo(100);
            assertThat(counts.unknown).isEqualTo(200);
            assertThat(counts.postErrors.counts())
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of("answer 503", 100L, "answer 400", 100L, "an answer without a request_id", 100L));
            assertThat(counts.postErrors.example("answer 400")).contains("number: not a number");
            assertThat(report.problems()).first().asString().startsWith("300 of 500 jobs have no result: 100 were not");
        }
    }

    @Test
    void aJobThatWasAcceptedAndIsNotKnownIsLost() throws Exception {
        try (JobsSite site = new JobsSite().pendingFor(5)) {
            AtomicLong posts = new AtomicLong();
            site.spoilPosts(answer -> {
                if (posts.incrementAndGet() == 100) {
                    site.forget(3);
                }
                return answer;
            });
            JobsReport report = run(site, "count", "100");

            assertThat(report.counts().postErrors.counts()).isEmpty();
            assertThat(report.counts().of(Outcome.LOST)).isEqualTo(3);
            assertThat(report.counts().isSumRight()).isTrue();
            assertThat(report.problems()).anyMatch(line -> line.contains("3 are lost"));
            assertThat(report.limitPassed()).isNull();
        }
    }

    @Test
    void limitsOfWaitAndLossArePassedAndJudgedInsteadOfSingleLosses() throws Exception {
        try (JobsSite site = new JobsSite().pendingFor(Integer.MAX_VALUE)) {
            JobsReport report = run(site, "count", "100", "settle", "300ms", "max-loss", "1%", "max-wait", "100ms");

            assertThat(report.counts().of(Outcome.OPEN)).isEqualTo(100);
            assertThat(report.problems()).isEmpty();
            assertThat(report.interrupted()).isFalse();
            assertThat(report.limitPassed())
                    .contains("100.0000% of the jobs have no result, more than --max-loss 1.0000%", "100 open")
                    .contains("longer than --max-wait 0.100 s");
            assertThat(report.text()).contains("until the last that was done");
        }
    }

    @Test
    void showsWorkerTimeAndJobsByCaller() throws Exception {
        try (JobsSite site = new JobsSite()) {
            JobsReport report = run(site, "count", "300", "callers", "3", "fairness", "true");

            assertThat(site.jobsByCaller())
                    .containsExactlyInAnyOrderEntriesOf(Map.of("caller-0", 100L, "caller-1", 100L, "caller-2", 100L));
            assertThat(report.shares().cpuNanos()).isEqualTo(500_000_000L);
            assertThat(report.shares().jainIndex()).isCloseTo(16.0 / 18, within());
            assertThat(report.text()).containsPattern("caller-0 +100 +100 +0.250 +50.00%");
            assertThat(JsonReader.readObject(report.json()).get("fairness"))
                    .asString()
                    .contains("worker_s=0.25");
        }
    }

    @Test
    void sendsAgainUntilAcceptedWhenTheServerIsKilledAndEveryResultIsAsBefore() throws Exception {
        JobsSite first = new JobsSite().pendingFor(1);
        CompletableFuture<JobsReport> end = CompletableFuture.supplyAsync(
                () -> run(first, "duration", "6s", "connections", "4", "open", "50", "kill-check", "true"));
        Waiting.until("some load", () -> first.posts() > 50);
        first.close();
        try (JobsSite second = new JobsSite(first.port()).with(first)) {
            JobsReport report = end.get(30, TimeUnit.SECONDS);

            assertThat(report.problems()).isEmpty();
            assertThat(second.posts()).isPositive();
            assertThat(report.counts().postErrors.count()
                            + report.counts().getErrors.count())
                    .isPositive();
            assertThat(report.counts().askedAgain).isEqualTo(report.counts().accepted);
            assertThat(report.text()).contains("0 changed, 0 not known any more");
        }
    }

    /** Slow enough that few jobs are open when they are lost: those stay open, and leave no room for others. */
    @Test
    void aServerThatComesBackWithoutItsJobsIsFoundOut() throws Exception {
        JobsSite first = new JobsSite();
        CompletableFuture<JobsReport> end = CompletableFuture.supplyAsync(() ->
                run(first, "duration", "6s", "rate", "100", "open", "100", "kill-check", "true", "settle", "500ms"));
        Waiting.until("some load", () -> first.posts() > 50);
        first.close();
        try (JobsSite second = new JobsSite(first.port())) {
            JobsReport report = end.get(30, TimeUnit.SECONDS);

            assertThat(second.posts()).isPositive();
            assertThat(report.counts().missing).isPositive();
            assertThat(report.problems()).anyMatch(line -> line.contains("jobs that had a result are not known any"));
        }
    }

    @Test
    void aResultThatChangesIsFoundOut() throws Exception {
        try (JobsSite site = new JobsSite()) {
            AtomicLong answers = new AtomicLong();
            site.spoilResults(result -> answers.incrementAndGet() == 150 ? result.replace("]", ",\"1\"]") : result);
            JobsReport report = run(site, "count", "100", "kill-check", "true");

            assertThat(report.counts().changed).isEqualTo(1);
            assertThat(report.problems()).anyMatch(line -> line.equals("1 of 100 results changed"));
        }
    }

    @Test
    void whatIsDueAfterTheServerHasGoneIsLost() throws Exception {
        JobsSite site = new JobsSite();
        String[] words = {"rate", "500", "duration", "2s", "settle", "100ms", "max-loss", "50%"};
        CompletableFuture<JobsReport> end = CompletableFuture.supplyAsync(() -> run(site, words));
        Waiting.until("some load", () -> site.posts() > 30);
        site.close();
        JobsReport report = end.get(30, TimeUnit.SECONDS);

        assertThat(report.counts().unsent).isPositive();
        assertThat(report.counts().sent + report.counts().unsent).isEqualTo(1_000);
        assertThat(report.limitPassed())
                .contains("more than --max-loss 50.0000%", "more were not sent, since no server answered");
        assertThat(report.text()).contains("  unsent  ");
    }

    @Test
    void inOpenLoopTimesCountFromThePlannedOne() throws Exception {
        try (JobsSite site = new JobsSite()) {
            AtomicLong posts = new AtomicLong();
            site.spoilPosts(answer -> {
                if (posts.incrementAndGet() == 20) {
                    Waiting.sleep(400);
                }
                return answer;
            });
            JobsReport report = run(site, "rate", "1000", "count", "500", "connections", "1");

            assertThat(report.counts().sent).isEqualTo(500);
            assertThat(report.keptUp()).isTrue();
            assertThat(report.counts().posts.maxMicros()).isGreaterThan(390_000);
            assertThat(report.lag().maxMicros()).isGreaterThan(300_000);
            assertThat(report.text()).contains("from the planned time (open loop)", "behind the schedule");
            assertThat(Reports.page(report)).contains("<svg", "from the planned time");
            assertThat(JsonReader.readObject(report.json()))
                    .containsEntry("times_from", "planned")
                    .containsEntry("asked_rate", 1_000L);
        }
    }

    @Test
    void oneOpenJobAConnectionIsPostedOnlyWhenTheOneBeforeIsDone() throws Exception {
        try (JobsSite site = new JobsSite().pendingFor(Integer.MAX_VALUE)) {
            JobsBlaster blaster = blaster(site, "count", "1000", "connections", "7", "open", "1");
            CompletableFuture<JobsReport> end = CompletableFuture.supplyAsync(() -> run(blaster));
            Waiting.until("a job of each connection", () -> site.posts() == 7);
            blaster.stop();

            JobsReport report = end.get(10, TimeUnit.SECONDS);
            assertThat(report.interrupted()).isTrue();
            assertThat(report.counts().of(Outcome.OPEN)).isEqualTo(7).isEqualTo(site.posts());
            assertThat(report.counts().isSumRight()).isTrue();
        }
    }

    @Test
    void endsWithinSecondsOfBeingStoppedWhenTheServerDoesNotAnswer() throws Exception {
        try (JobsSite site = new JobsSite().spoilPosts(answer -> null)) {
            JobsBlaster blaster = blaster(site, "duration", "10m", "timeout", "5m", "connections", "16");
            CompletableFuture<JobsReport> end = CompletableFuture.supplyAsync(() -> run(blaster));
            Waiting.until("requests", () -> site.posts() == 16);
            blaster.stop();

            JobsReport report = end.get(10, TimeUnit.SECONDS);
            assertThat(report.interrupted()).isTrue();
            assertThat(report.counts().unknown).isEqualTo(16);
            assertThat(report.counts().isSumRight()).isTrue();
            assertThat(report.counts().postErrors.counts()).containsEntry("cut at the end", 16L);
        }
    }

    @Test
    void namesTheTargetThatTakesNoConnection() throws Exception {
        try (RefusedPort gone = new RefusedPort()) {
            assertThatThrownBy(() -> blaster(gone.url(), "count", "1").run(line -> {}))
                    .isInstanceOf(StartException.class)
                    .hasMessage("cannot connect to " + gone.url()
                            + ": connection refused; start 'junretsu serve jobs' there, or give --target");
        }
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-9);
    }

    private JobsReport run(JobsSite site, String... namesAndValues) {
        return run(blaster(site, namesAndValues));
    }

    private JobsReport run(JobsBlaster blaster) {
        try {
            return blaster.run(progress::add);
        } catch (StartException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JobsBlaster blaster(JobsSite site, String... namesAndValues) {
        return blaster(site.url(), namesAndValues);
    }

    private static JobsBlaster blaster(String target, String... namesAndValues) {
        List<String> words = new ArrayList<>(List.of("target", target, "numbers", "range:1e3..1e6"));
        words.addAll(List.of(namesAndValues));
        return new JobsBlaster(JobsBlastConfig.from(FlagSettings.of(words.toArray(String[]::new))), Clock.SYSTEM);
    }
}
