package junretsu.votes.milestones;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import junretsu.base.DistinctErrors;
import junretsu.base.ManualClock;
import junretsu.store.MilestonePassed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookTest {
    private static final long GIVE_UP_MS = 60_000;

    @TempDir
    Path directory;

    private final ManualClock clock = new ManualClock();
    private final List<String> printed = new ArrayList<>();
    private final DistinctErrors errors = new DistinctErrors(printed::add, clock);
    private final List<ScriptedPost> posts = new ArrayList<>();
    private MilestoneLog log;
    private Webhook webhook;

    @BeforeEach
    void open() throws Exception {
        log = MilestoneLog.open(directory);
        webhook = new Webhook(
                entry -> {
                    posts.add(new ScriptedPost(entry.reached().total()));
                    return posts.get(posts.size() - 1);
                },
                GIVE_UP_MS * 1_000_000,
                log,
                errors,
                clock);
    }

    @AfterEach
    void close() throws Exception {
        log.close();
    }

    @Test
    void postsInTheOrderInWhichMilestonesWerePassed() throws Exception {
        announce(1, 2, 3);
        for (int i = 0; i < 3; i++) {
            webhook.doWork();
            assertThat(posts).as("one at a time").hasSize(i + 1);
            posts.get(i).answer(null);
        }
        webhook.doWork();

        assertThat(tried()).containsExactly(1L, 2L, 3L);
        assertThat(webhook.delivered()).isEqualTo(3);
        assertThat(webhook.pending()).isZero();
        assertThat(log.unsettled("node")).isEmpty();
        assertThat(printed).isEmpty();
    }

    @Test
    void doesNotHoldUpLaterMessagesForOneThatFails() throws Exception {
        announce(1, 2, 3);
        webhook.doWork();
        posts.get(0).answer("the receiver answered 500");
        for (int i = 1; i < 3; i++) {
            webhook.doWork();
            posts.get(i).answer(null);
        }
        webhook.doWork();
        assertThat(tried()).containsExactly(1L, 2L, 3L);
        assertThat(webhook.delivered()).isEqualTo(2);

        clock.advanceMillis(499);
        webhook.doWork();
        assertThat(posts).hasSize(3);
        clock.advanceMillis(1);
        webhook.doWork();
        assertThat(tried()).containsExactly(1L, 2L, 3L, 1L);
        posts.get(3).answer(null);
        webhook.doWork();
        assertThat(webhook.delivered()).isEqualTo(3);
    }

    @Test
    void waitsFiveSecondsForAnAnswerAndThenDropsTheConnection() throws Exception {
        announce(1, 2);
        webhook.doWork();
        clock.advanceMillis(4_999);
        webhook.doWork();
        assertThat(posts).hasSize(1);
        assertThat(posts.get(0).isAborted).isFalse();

        clock.advanceMillis(1);
        webhook.doWork();
        assertThat(posts.get(0).isAborted).isTrue();
        assertThat(tried()).containsExactly(1L, 2L);
        assertThat(String.join("\n", printed)).contains("webhook: the receiver does not answer; trying again");
    }

    @Test
    void takesAnAnswerWhoseBodyDoesNotEndForAnAnswer() throws Exception {
        announce(1);
        webhook.doWork();
        posts.get(0).problem = null;
        clock.advanceMillis(5_000);
        webhook.doWork();

        assertThat(posts.get(0).isAborted).isTrue();
        assertThat(webhook.delivered()).isEqualTo(1);
    }

    @Test
    void hasNoMoreThanFourUnderWayAndTriesTheNextForTheFirstTimeAllTheSame() throws Exception {
        announce(LongStream.rangeClosed(1, 20).toArray());
        long longestUnderWay = 0;
        for (int i = 0; i < 2_000; i++) {
            webhook.doWork();
            longestUnderWay = Math.max(
                    longestUnderWay,
                    posts.stream().filter(post -> !post.isAborted).count());
            clock.advanceMillis(50);
        }
        assertThat(longestUnderWay).isEqualTo(4);
        assertThat(tried().stream().distinct().toList())
                .as("a first try is made each five seconds until all are given up")
                .startsWith(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        assertThat(webhook.failed()).isEqualTo(20);
    }

    @Test
    void givesEachMessageUpByItsOwnAge() throws Exception {
        announce(1);
        List<Long> triedAtMs = new ArrayList<>();
        for (long ms = 0; ms < 100_000; ms += 50) {
            if (ms == 30_000) {
                announce(2);
            }
            int before = posts.size();
            webhook.doWork();
            for (int i = before; i < posts.size(); i++) {
                posts.get(i).answer("the receiver answered 500");
                if (posts.get(i).milestone == 1) {
                    triedAtMs.add(ms);
                }
            }
            if (ms == 60_000) {
                assertThat(webhook.failed()).isEqualTo(1);
            }
            clock.advanceMillis(50);
        }
        assertThat(triedAtMs).hasSizeBetween(7, 8);
        assertThat(triedAtMs.get(triedAtMs.size() - 1)).isLessThan(GIVE_UP_MS);
        assertThat(webhook.failed()).isEqualTo(2);
        assertThat(String.join("\n", printed))
                .contains("gave up on the message about milestone 1: the receiver answered 500")
                .contains("gave up on the message about milestone 2");
        assertThat(log.unsettled("node")).isEmpty();
    }

    @Test
    void doesNotPostAMessageOfAnEarlierRunThatIsTooOld() throws Exception {
        MilestoneLog.Entry old = entry(1);
        log.passed(old, true);
        clock.advanceMillis(GIVE_UP_MS);
        webhook.resume(old);
        MilestoneLog.Entry younger = entry(2);
        log.passed(younger, true);
        webhook.resume(younger);
        webhook.doWork();

        assertThat(tried()).containsExactly(2L);
        assertThat(webhook.failed()).isEqualTo(1);
        assertThat(String.join("\n", printed))
                .contains("gave up on the message about milestone 1: it is left from before this start");
    }

    @Test
    void saysOnceThatItFailsAndOnceThatItTakesMessagesAgain() throws Exception {
        announce(1, 2);
        for (int i = 0; i < 40; i++) {
            webhook.doWork();
            posts.stream().filter(post -> !post.isDone).forEach(post -> post.answer("the receiver answered 500"));
            clock.advanceMillis(50);
        }
        for (int i = 0; i < 100; i++) {
            webhook.doWork();
            posts.stream().filter(post -> !post.isDone).forEach(post -> post.answer(null));
            clock.advanceMillis(50);
        }
        assertThat(webhook.delivered()).isEqualTo(2);
        assertThat(printed)
                .containsExactly("webhook: the receiver answered 500; trying again", "webhook: takes messages again");
    }

    @Test
    void endsWithoutWaitingForAnAnswerThatDoesNotCome() throws Exception {
        announce(1);
        webhook.doWork();
        posts.get(0).whenAsked = () -> clock.advanceMillis(100);
        webhook.onClose();

        assertThat(posts.get(0).isAborted).isTrue();
        assertThat(webhook.pending()).isEqualTo(1);
        assertThat(log.unsettled("node")).hasSize(1);
    }

    private void announce(long... milestones) throws Exception {
        for (long milestone : milestones) {
            MilestoneLog.Entry entry = entry(milestone);
            log.passed(entry, true);
            webhook.announce(entry);
        }
    }

    private MilestoneLog.Entry entry(long milestone) {
        return new MilestoneLog.Entry(
                "live", new MilestonePassed(milestone, clock.epochMillis(), "node"), milestone + 1);
    }

    private List<Long> tried() {
        return posts.stream().map(post -> post.milestone).toList();
    }

    /** A post that is answered when the test says so. */
    private static final class ScriptedPost implements Post {
        final long milestone;
        boolean isDone;
        boolean isAborted;
        String problem = "the receiver does not answer";
        Runnable whenAsked = () -> {};

        ScriptedPost(long milestone) {
            this.milestone = milestone;
        }

        void answer(String newProblem) {
            problem = newProblem;
            isDone = true;
        }

        @Override
        public boolean isDone() {
            whenAsked.run();
            return isDone;
        }

        @Override
        public String problem() {
            return problem;
        }

        @Override
        public void abort() {
            isAborted = true;
        }
    }
}
