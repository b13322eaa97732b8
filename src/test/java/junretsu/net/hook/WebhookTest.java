package junretsu.net.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import junretsu.base.DistinctErrors;
import junretsu.base.ManualClock;
import org.junit.jupiter.api.Test;

class WebhookTest {
    private static final long GIVE_UP_MS = 60_000;
    private static final long UNRECORDED = 99;

    private final ManualClock clock = new ManualClock();
    private final List<String> printed = new ArrayList<>();
    private final DistinctErrors errors = new DistinctErrors(printed::add, clock);
    private final List<ScriptedPost> posts = new ArrayList<>();
    private final Map<Long, Boolean> settled = new TreeMap<>();
    private final Webhook webhook = new Webhook(
            message -> {
                posts.add(new ScriptedPost(((Numbered) message).number()));
                return posts.get(posts.size() - 1);
            },
            GIVE_UP_MS * 1_000_000,
            errors,
            clock);

    @Test
    void postsInTheOrderInWhichTheyWereAnnounced() throws Exception {
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
        assertThat(settled).isEqualTo(Map.of(1L, true, 2L, true, 3L, true));
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
                if (posts.get(i).message == 1) {
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
                .contains("gave up on message 1: the receiver answered 500")
                .contains("gave up on message 2");
        assertThat(settled).isEqualTo(Map.of(1L, false, 2L, false));
    }

    @Test
    void doesNotPostAMessageOfAnEarlierRunThatIsTooOld() throws Exception {
        long startedMs = clock.epochMillis();
        clock.advanceMillis(GIVE_UP_MS);
        webhook.resume(new Numbered(1), startedMs);
        webhook.resume(new Numbered(2), startedMs + 1);
        webhook.doWork();

        assertThat(tried()).containsExactly(2L);
        assertThat(webhook.failed()).isEqualTo(1);
        assertThat(String.join("\n", printed)).contains("gave up on message 1: it is left from before this start");
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
        assertThat(settled).isEmpty();
    }

    @Test
    void recordsThatAnOutcomeCouldNotBeRecordedAndGoesOn() {
        webhook.announce(new Numbered(UNRECORDED));
        announce(2);
        for (int i = 0; i < 2; i++) {
            webhook.doWork();
            posts.get(i).answer(null);
        }
        webhook.doWork();

        assertThat(webhook.delivered()).isEqualTo(2);
        assertThat(webhook.pending()).isZero();
        assertThat(printed).containsExactly("recording the outcome of a message to the webhook: disk full");
    }

    private void announce(long... numbers) {
        for (long number : numbers) {
            webhook.announce(new Numbered(number));
        }
    }

    private List<Long> tried() {
        return posts.stream().map(post -> post.message).toList();
    }

    private final class Numbered implements Message {
        private final long number;

        Numbered(long number) {
            this.number = number;
        }

        long number() {
            return number;
        }

        @Override
        public String json() {
            return "{}";
        }

        @Override
        public String name() {
            return "message " + number;
        }

        @Override
        public void settle(boolean isDelivered) throws IOException {
            if (number == UNRECORDED) {
                throw new IOException("disk full");
            }
            assertThat(settled.put(number, isDelivered)).as("settled once").isNull();
        }
    }

    /** A post that is answered when the test says so. */
    private static final class ScriptedPost implements Post {
        final long message;
        boolean isDone;
        boolean isAborted;
        String problem = "the receiver does not answer";
        Runnable whenAsked = () -> {};

        ScriptedPost(long message) {
            this.message = message;
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
