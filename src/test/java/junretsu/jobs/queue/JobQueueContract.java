package junretsu.jobs.queue;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import junretsu.jobs.JobWire;
import junretsu.testing.Waiting;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every queue of jobs promises to those who post and to those who work. */
public abstract class JobQueueContract {
    protected static final long SLICE_NANOS = 50_000_000;
    protected static final QueueConfig CONFIG = new QueueConfig(true, SLICE_NANOS, 2, 1, 200, 3_600_000, 10_000, 1);

    /** Callers whose name begins with {@code small} may have three jobs open and run one at a time. */
    protected static final CallerRules RULES = caller -> caller.startsWith("small")
            ? new CallerRules.Rule(1, 1, 3)
            : new CallerRules.Rule(caller.startsWith("heavy") ? 3 : 1, Integer.MAX_VALUE, 10_000);

    private static final JobResult RESULT = new JobResult(List.of("3", "5"), null, true);

    private final List<JobQueue> opened = new ArrayList<>();
    private JobQueue queue;
    private Turns turns;

    /** Opens the queue of this test, with what it held when it was closed. */
    protected abstract JobQueue open(QueueConfig config, CallerRules rules) throws Exception;

    @AfterEach
    void closeAll() throws IOException {
        for (JobQueue each : opened) {
            each.close();
        }
    }

    private JobQueue opened() throws Exception {
        return opened(CONFIG);
    }

    private JobQueue opened(QueueConfig config) throws Exception {
        queue = open(config, RULES);
        opened.add(queue);
        turns = queue.turns();
        turns.whenReady(() -> {});
        return queue;
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, SECONDS);
    }

    private static Posting.NewJob job(int number, int priority) {
        return new Posting.NewJob(Integer.toString(number), priority);
    }

    private Posted post(String caller, String key, int... numbers) throws Exception {
        List<Posting.NewJob> jobs = Arrays.stream(numbers)
                .mapToObj(number -> job(number, JobWire.PRIORITY_DEFAULT))
                .toList();
        return get(queue.post(new Posting(caller, jobs, key)));
    }

    private List<Job> accepted(String caller, int... numbers) throws Exception {
        return ((Posted.Accepted) post(caller, null, numbers)).jobs();
    }

    private JobState state(JobId id) throws Exception {
        return get(queue.find(id)).state();
    }

    /** The next turn; some queues need a moment for it. */
    private Turn take() {
        Turn[] turn = {null};
        Waiting.until("a turn", () -> (turn[0] = turns.take(0)) != null);
        return turn[0];
    }

    private String takeAndFinish() throws Exception {
        Turn turn = take();
        assertThat(get(turns.finish(turn, SLICE_NANOS, RESULT))).isTrue();
        return turn.job().number();
    }

    @Test
    void aJobThatWasCancelledIsNotOpenThoughItsWorkerDoesNotKnowYet() throws Exception {
        opened();
        JobId id = accepted("a", 15).get(0).id();
        Turn turn = take();
        assertThat(get(queue.cancel(id))).isEqualTo(Change.DONE);
        Waiting.until("the look", () -> queue.look().queued() + queue.look().running() == 0);
        turns.suspend(turn, SLICE_NANOS);
        assertThat(queue.look().queued() + queue.look().running()).isZero();
    }

    @Test
    void aPostedJobIsFoundWithItsPlace() throws Exception {
        opened();
        List<Job> jobs = accepted("a", 15, 21);
        Job found = get(queue.find(jobs.get(1).id()));
        assertThat(found).isEqualTo(jobs.get(1));
        assertThat(found.number()).isEqualTo("21");
        assertThat(found.caller()).isEqualTo("a");
        assertThat(found.state()).isEqualTo(JobState.QUEUED);
        assertThat(found.postedMs()).isCloseTo(System.currentTimeMillis(), within(60_000L));
        assertThat(get(queue.place(found)).position()).isEqualTo(1);
    }

    @Test
    void nobodyFindsOrCancelsAJobByAGuessedId() throws Exception {
        opened();
        JobId id = accepted("a", 15).get(0).id();
        JobId guessed = new JobId(id.sequence(), id.random() ^ 1);
        assertThat(get(queue.find(guessed))).isNull();
        assertThat(get(queue.cancel(guessed))).isEqualTo(Change.UNKNOWN);
        assertThat(get(queue.requeue(guessed))).isEqualTo(Change.UNKNOWN);
        assertThat(get(queue.find(JobId.of(id.sequence() + 7)))).isNull();
        assertThat(state(id)).isEqualTo(JobState.QUEUED);
    }

    @Test
    void jobsOfACallerComeByPriorityAndThenInTheirOrder() throws Exception {
        opened();
        get(queue.post(new Posting("a", List.of(job(1, 5), job(2, 0), job(3, 9)), null)));
        get(queue.post(new Posting("a", List.of(job(4, 5), job(5, 9)), null)));
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            order.add(takeAndFinish());
        }
        assertThat(order).containsExactly("3", "5", "1", "4", "2");
    }

    @Test
    void aFinishedJobShowsItsResultAndItsTimes() throws Exception {
        opened();
        JobId id = accepted("a", 15).get(0).id();
        Turn turn = take();
        assertThat(state(id)).isEqualTo(JobState.RUNNING);
        assertThat(get(turns.finish(turn, 7_000_000, RESULT))).isTrue();
        Job done = get(queue.find(id));
        assertThat(done.state()).isEqualTo(JobState.COMPLETED);
        assertThat(done.result()).isEqualTo(RESULT);
        assertThat(done.cpuNanos()).isCloseTo(7_000_000, within(1_000L));
        assertThat(done.startedMs()).isBetween(done.postedMs(), done.endedMs());
        assertThat(get(queue.cancel(id))).isEqualTo(Change.TOO_LATE);
        assertThat(get(queue.requeue(id))).isEqualTo(Change.TOO_LATE);
    }

    @Test
    void aResultWithARestIsPartial() throws Exception {
        opened();
        JobId id = accepted("a", 15).get(0).id();
        JobResult partial = new JobResult(List.of("3"), "5", false);
        assertThat(get(turns.finish(take(), 1, partial))).isTrue();
        assertThat(state(id)).isEqualTo(JobState.PARTIAL);
        assertThat(get(queue.find(id)).result()).isEqualTo(partial);
    }

    @Test
    void aJobHasOneResultWhoeverComesAgain() throws Exception {
        opened();
        JobId id = accepted("a", 15).get(0).id();
        Turn turn = take();
        assertThat(get(turns.finish(turn, 1, RESULT))).isTrue();
        assertThat(get(turns.finish(turn, 1, new JobResult(List.of("15"), null, true))))
                .isFalse();
        assertThat(get(queue.find(id)).result()).isEqualTo(RESULT);
        assertThat(queue.counts().sum(JobEvent.RESULT_REFUSED)).isEqualTo(1);
        assertThat(queue.counts().endedAs(JobState.COMPLETED)).isEqualTo(1);
    }

    @Test
    void aSuspendedJobComesAgainWithTheTimeThatItHasUsed() throws Exception {
        opened();
        JobId id = accepted("a", 15).get(0).id();
        turns.suspend(take(), SLICE_NANOS);
        assertThat(turns.isHeld(id)).isTrue();
        assertThat(state(id)).isEqualTo(JobState.RUNNING);
        Turn again = take();
        assertThat(again.job().id()).isEqualTo(id);
        assertThat(again.job().cpuNanos()).isCloseTo(SLICE_NANOS, within(1_000L));
        assertThat(get(turns.finish(again, SLICE_NANOS, RESULT))).isTrue();
        assertThat(get(queue.find(id)).cpuNanos()).isCloseTo(2 * SLICE_NANOS, within(2_000L));
        assertThat(turns.isHeld(id)).isFalse();
    }

    @Test
    void theOneSeatIsGivenToOneJobUntilThatEnds() throws Exception {
        opened();
        accepted("a", 1);
        accepted("b", 2);
        turns.awaitSeat(take(), SLICE_NANOS);
        turns.awaitSeat(take(), SLICE_NANOS);
        Turn seated = take();
        assertThat(seated.hasSeat()).isTrue();
        assertThat(turns.take(1)).isNull();
        assertThat(queue.look().seatsTaken()).isLessThanOrEqualTo(1);
        get(turns.finish(seated, 1, RESULT));
        assertThat(take().hasSeat()).isTrue();
    }

    @Test
    void aJobCancelledWhileItWaitsIsNeverTaken() throws Exception {
        opened();
        List<Job> jobs = accepted("a", 1, 2);
        assertThat(get(queue.cancel(jobs.get(0).id()))).isEqualTo(Change.DONE);
        assertThat(state(jobs.get(0).id())).isEqualTo(JobState.CANCELLED);
        assertThat(takeAndFinish()).isEqualTo("2");
        assertThat(turns.take(0)).isNull();
        assertThat(get(queue.cancel(jobs.get(0).id()))).isEqualTo(Change.TOO_LATE);
    }

    @Test
    void aJobCancelledWhileItRunsIsUnwantedAndItsResultRefused() throws Exception {
        opened();
        JobId id = accepted("a", 15).get(0).id();
        Turn turn = take();
        assertThat(turns.isWanted(turn)).isTrue();
        assertThat(get(queue.cancel(id))).isEqualTo(Change.DONE);
        Waiting.until("the worker to hear of it", () -> !turns.isWanted(turn));
        assertThat(get(turns.finish(turn, 1, RESULT))).isFalse();
        assertThat(state(id)).isEqualTo(JobState.CANCELLED);
        assertThat(get(queue.find(id)).result()).isNull();
        assertThat(turns.isHeld(id)).isFalse();
        assertThat(turns.take(0)).isNull();
    }

    @Test
    void aJobCancelledBetweenTwoSlicesDoesNotComeAgain() throws Exception {
        opened();
        JobId id = accepted("a", 15).get(0).id();
        turns.suspend(take(), SLICE_NANOS);
        assertThat(get(queue.cancel(id))).isEqualTo(Change.DONE);
        Waiting.until("it to be let go", () -> !turns.isHeld(id));
        assertThat(turns.take(0)).isNull();
        assertThat(state(id)).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void aCallersKeyBringsTheSameJobsAgainAndNoOthers() throws Exception {
        opened();
        Posted.Accepted first = (Posted.Accepted) post("a", "k", 15, 21);
        Posted.Accepted again = (Posted.Accepted) post("a", "k", 15, 21);
        assertThat(first.isRepeat()).isFalse();
        assertThat(again.isRepeat()).isTrue();
        assertThat(again.jobs())
                .extracting(Job::id)
                .isEqualTo(first.jobs().stream().map(Job::id).toList());
        assertThat(post("a", "k", 15, 22)).isInstanceOf(Posted.Conflict.class);
        assertThat(post("a", "k", 15)).isInstanceOf(Posted.Conflict.class);
        assertThat(((Posted.Accepted) post("b", "k", 15, 22)).isRepeat()).isFalse();
        assertThat(queue.counts().sum(JobEvent.ACCEPTED)).isEqualTo(4);
        assertThat(queue.counts().sum(JobEvent.REPEATED)).isEqualTo(2);
    }

    @Test
    void theSameKeyManyTimesAtOnceIsOneJob() throws Exception {
        opened();
        List<CompletionStage<Posted>> stages = new ArrayList<>();
        ExecutorService posters = Executors.newFixedThreadPool(8);
        try {
            List<Future<CompletionStage<Posted>>> posts = IntStream.range(0, 64)
                    .mapToObj(i -> posters.submit(() -> queue.post(new Posting("a", List.of(job(15, 5)), "k"))))
                    .toList();
            for (Future<CompletionStage<Posted>> each : posts) {
                stages.add(each.get());
            }
        } finally {
            posters.shutdown();
        }
        List<JobId> ids = new ArrayList<>();
        for (CompletionStage<Posted> stage : stages) {
            ids.add(((Posted.Accepted) get(stage)).jobs().get(0).id());
        }
        assertThat(Set.copyOf(ids)).hasSize(1);
        assertThat(queue.counts().sum(JobEvent.ACCEPTED)).isEqualTo(1);
        assertThat(queue.counts().sum(JobEvent.REPEATED)).isEqualTo(63);
    }

    @Test
    void aCallerHasNoMoreOpenJobsThanItMayAndAPostingIsTakenWholeOrNotAtAll() throws Exception {
        opened();
        accepted("small", 1, 2);
        assertThat(post("small", null, 3, 4)).isInstanceOf(Posted.Limited.class);
        accepted("small", 5);
        assertThat(post("small", null, 6))
                .asInstanceOf(InstanceOfAssertFactories.type(Posted.Limited.class))
                .satisfies(limited -> {
                    assertThat(limited.sentence()).isNotBlank();
                    assertThat(limited.retryAfterSeconds()).isPositive();
                });
        assertThat(takeAndFinish()).isEqualTo("1");
        accepted("small", 7);
        assertThat(get(queue.list(new JobFilter("small", Set.of(), null, 10))))
                .extracting(Job::number)
                .containsExactly("7", "5", "2", "1");
    }

    @Test
    void aCallerRunsNoMoreJobsAtATimeThanItMay() throws Exception {
        opened();
        accepted("small", 1, 2);
        Turn first = take();
        assertThat(turns.take(1)).isNull();
        turns.suspend(first, SLICE_NANOS);
        assertThat(take().job().number()).isEqualTo("1");
        assertThat(turns.take(1)).isNull();
    }

    @Test
    void aFullQueueTakesNothingAndSaysSo() throws Exception {
        opened();
        accepted("a", IntStream.range(0, 199).toArray());
        assertThat(post("b", null, 1, 2)).isInstanceOf(Posted.Unavailable.class);
        accepted("b", 1);
        assertThat(post("b", null, 2))
                .asInstanceOf(InstanceOfAssertFactories.type(Posted.Unavailable.class))
                .satisfies(unavailable -> {
                    assertThat(unavailable.sentence()).isNotBlank();
                    assertThat(unavailable.retryAfterSeconds()).isPositive();
                });
    }

    @Test
    void afterFiveDeathsAJobIsSetApartUntilItIsPutBack() throws Exception {
        opened();
        JobId id = accepted("a", 15).get(0).id();
        for (int death = 1; death <= JobWire.TRIES_MAX; death++) {
            turns.died(take(), 1, "death " + death);
            int deaths = death;
            Waiting.until("death " + death, () -> {
                try {
                    return get(queue.find(id)).deaths().size() == deaths;
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
        }
        Waiting.until("the end", () -> queue.counts().endedAs(JobState.FAILED) == 1);
        Job failed = get(queue.find(id));
        assertThat(failed.state()).isEqualTo(JobState.FAILED);
        assertThat(failed.deaths()).containsExactly("death 1", "death 2", "death 3", "death 4", "death 5");
        assertThat(turns.take(0)).isNull();
        assertThat(get(queue.list(new JobFilter(null, Set.of(JobState.FAILED), null, 10))))
                .extracting(Job::id)
                .containsExactly(id);

        assertThat(get(queue.requeue(id))).isEqualTo(Change.DONE);
        assertThat(get(queue.requeue(id))).isEqualTo(Change.TOO_LATE);
        assertThat(state(id)).isEqualTo(JobState.QUEUED);
        turns.died(take(), 1, "death 6");
        assertThat(get(turns.finish(take(), 1, RESULT))).isTrue();
        Job done = get(queue.find(id));
        assertThat(done.state()).isEqualTo(JobState.COMPLETED);
        assertThat(done.deaths()).hasSize(6).endsWith("death 6");
        requireBalance(1, 1, 2);
    }

    @Test
    void aJobThatIsPutBackHasThePlaceThatItHadAmongThoseOfItsCaller() throws Exception {
        opened();
        JobId first = accepted("a", 1).get(0).id();
        for (int death = 1; death <= JobWire.TRIES_MAX; death++) {
            turns.died(take(), 1, "a defect");
        }
        Waiting.until("the end", () -> queue.counts().endedAs(JobState.FAILED) == 1);
        accepted("a", 2, 3);
        assertThat(get(queue.requeue(first))).isEqualTo(Change.DONE);
        assertThat(List.of(takeAndFinish(), takeAndFinish(), takeAndFinish())).containsExactly("1", "2", "3");
    }

    private void requireBalance(long accepted, long requeued, long ended) {
        JobCounts counts = queue.counts();
        assertThat(counts.sum(JobEvent.ACCEPTED)).isEqualTo(accepted);
        assertThat(counts.sum(JobEvent.REQUEUED)).isEqualTo(requeued);
        assertThat(Arrays.stream(JobState.values()).mapToLong(counts::endedAs).sum())
                .isEqualTo(ended);
    }

    @Test
    void aListShowsTheNewestFirstByCallerStateAndPage() throws Exception {
        opened();
        List<Job> jobs = accepted("a", 1, 2, 3);
        accepted("b", 4);
        get(queue.cancel(jobs.get(1).id()));
        assertThat(numbers(null, Set.of(), null, 10)).containsExactly("4", "3", "2", "1");
        assertThat(numbers(null, Set.of(), null, 2)).containsExactly("4", "3");
        assertThat(numbers("a", Set.of(), null, 10)).containsExactly("3", "2", "1");
        assertThat(numbers("a", Set.of(), jobs.get(2).id(), 10)).containsExactly("2", "1");
        assertThat(numbers("a", Set.of(JobState.CANCELLED), null, 10)).containsExactly("2");
        assertThat(numbers("a", Set.of(JobState.QUEUED, JobState.RUNNING), null, 10))
                .containsExactly("3", "1");
        take();
        assertThat(numbers("a", Set.of(JobState.RUNNING), null, 10)).containsExactly("1");
        assertThat(numbers("nobody", Set.of(), null, 10)).isEmpty();
    }

    private List<String> numbers(String caller, Set<JobState> states, JobId before, int limit) throws Exception {
        return get(queue.list(new JobFilter(caller, states, before, limit))).stream()
                .map(Job::number)
                .toList();
    }

    @Test
    void whoWaitsForAnEndIsToldOnceHoweverItEnds() throws Exception {
        opened();
        List<Job> jobs = accepted("a", 1, 2, 3);
        List<String> told = new ArrayList<>();
        ConcurrentLinkedQueue<String> tellings = new ConcurrentLinkedQueue<>();
        jobs.forEach(job -> queue.whenEnded(job.id(), ended -> tellings.add(ended.number() + ended.state())));
        queue.whenEnded(jobs.get(0).id(), ended -> tellings.add("given up")).run();
        takeAndFinish();
        get(queue.cancel(jobs.get(1).id()));
        Waiting.until("two to be told", () -> tellings.size() >= 2);
        queue.whenEnded(jobs.get(0).id(), ended -> tellings.add("late"));
        Waiting.until("the late one to be told", () -> tellings.contains("late"));
        told.addAll(tellings);
        assertThat(told).containsExactlyInAnyOrder("1COMPLETED", "2CANCELLED", "late");
    }

    @Test
    void aCallerWithOneJobDoesNotWaitForOneWithMany() throws Exception {
        opened();
        accepted("many", IntStream.range(0, 100).toArray());
        for (int i = 0; i < 10; i++) {
            takeAndFinish();
        }
        accepted("one", 1_000);
        assertThat(Stream.of(takeAndFinish(), takeAndFinish())).contains("1000");
    }

    @Test
    void callersGetTimeByTheirWeights() throws Exception {
        opened();
        accepted("light", IntStream.range(0, 90).toArray());
        accepted("heavy", IntStream.range(0, 90).toArray());
        Map<String, Integer> turnsOf = new HashMap<>();
        for (int i = 0; i < 80; i++) {
            Turn turn = take();
            turnsOf.merge(turn.job().caller(), 1, Integer::sum);
            get(turns.finish(turn, SLICE_NANOS, RESULT));
        }
        assertThat(turnsOf.get("heavy")).isCloseTo(60, within(6));
    }

    @Test
    void theLookSumsUpTheQueueAndItsCallers() throws Exception {
        opened();
        accepted("a", 1, 2, 3);
        accepted("b", 4);
        Turn turn = take();
        Waiting.until(
                "a fresh look",
                () -> queue.look().running() == 1 && queue.look().queued() == 3);
        QueueLook look = queue.look();
        assertThat(look.callersActive()).isEqualTo(2);
        assertThat(look.callers()).extracting(QueueLook.CallerLook::caller).containsExactlyInAnyOrder("a", "b");
        get(turns.finish(turn, SLICE_NANOS, RESULT));
        Waiting.until("a fresh look", () -> queue.look().running() == 0);
    }

    @Test
    void afterTheRefusalNothingIsTakenAndNoTurnGoesOut() throws Exception {
        opened();
        JobId id = accepted("a", 1, 2).get(0).id();
        Turn turn = take();
        queue.refuseFurther();
        assertThat(post("a", null, 3)).isInstanceOf(Posted.Unavailable.class);
        assertThat(turns.take(0)).isNull();
        assertThat(get(turns.finish(turn, 1, RESULT))).isTrue();
        assertThat(state(id)).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void whatWasAcceptedIsThereAfterAClose() throws Exception {
        opened();
        List<Job> jobs = accepted("a", 1, 2, 3);
        Posted.Accepted keyed = (Posted.Accepted) post("b", "k", 4);
        takeAndFinish();
        get(queue.cancel(jobs.get(1).id()));
        queue.close();
        opened.remove(queue);

        opened();
        assertThat(get(queue.find(jobs.get(0).id())).result()).isEqualTo(RESULT);
        assertThat(state(jobs.get(1).id())).isEqualTo(JobState.CANCELLED);
        assertThat(state(jobs.get(2).id())).isEqualTo(JobState.QUEUED);
        Posted.Accepted again = (Posted.Accepted) post("b", "k", 4);
        assertThat(again.isRepeat()).isTrue();
        assertThat(again.jobs().get(0).id()).isEqualTo(keyed.jobs().get(0).id());
        assertThat(List.of(takeAndFinish(), takeAndFinish())).containsExactlyInAnyOrder("3", "4");
        assertThat(turns.take(0)).isNull();
        assertThat(accepted("a", 5).get(0).id()).isGreaterThan(jobs.get(2).id());
    }

    @Test
    void eachJobOfManyEndsOnceHoweverManyPostWorkAndCancelAtOnce() throws Exception {
        opened(new QueueConfig(true, SLICE_NANOS, 4, 2, 100_000, 3_600_000, 10_000, 1));
        int posters = 4;
        int each = 250;
        ConcurrentLinkedQueue<JobId> ids = new ConcurrentLinkedQueue<>();
        Map<JobId, AtomicInteger> ends = new java.util.concurrent.ConcurrentHashMap<>();
        AtomicInteger finished = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(posters + 2);
        try {
            List<Future<?>> posts = new ArrayList<>();
            for (int poster = 0; poster < posters; poster++) {
                String caller = "caller " + poster;
                posts.add(threads.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        JobId id = accepted(caller, i).get(0).id();
                        ends.put(id, new AtomicInteger());
                        queue.whenEnded(id, job -> ends.get(id).incrementAndGet());
                        ids.add(id);
                        if (i % 5 == 0) {
                            get(queue.cancel(id));
                        }
                    }
                    return null;
                }));
            }
            for (int worker = 0; worker < 2; worker++) {
                int number = worker;
                posts.add(threads.submit(() -> {
                    int rounds = 0;
                    while (ids.size() < posters * each
                            || queue.look().queued() + queue.look().running() > 0) {
                        Turn turn = turns.take(number);
                        if (turn == null) {
                            Thread.sleep(1);
                        } else if (rounds++ % 3 == 0) {
                            turns.suspend(turn, 1_000);
                        } else if (get(turns.finish(turn, 1_000, RESULT))) {
                            finished.incrementAndGet();
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> future : posts) {
                future.get(120, SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        Waiting.until("all to be told", () -> ends.values().stream().allMatch(count -> count.get() == 1));
        JobCounts counts = queue.counts();
        assertThat(ids).hasSize(posters * each).doesNotHaveDuplicates();
        assertThat(counts.endedAs(JobState.COMPLETED)).isEqualTo(finished.get());
        assertThat(counts.endedAs(JobState.COMPLETED) + counts.endedAs(JobState.CANCELLED))
                .isEqualTo(posters * each);
        assertThat(Duration.ofNanos(counts.workerNanos())).isPositive();
    }
}
