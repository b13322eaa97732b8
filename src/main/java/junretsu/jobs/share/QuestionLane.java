package junretsu.jobs.share;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import junretsu.base.BackOff;
import junretsu.base.Clock;
import junretsu.base.Worker;
import junretsu.jobs.share.Question.Failure;
import junretsu.redis.RedisException;
import junretsu.redis.RedisException.Rejected;
import junretsu.redis.RedisException.Unreachable;
import junretsu.redis.RedisFault;
import junretsu.redis.RedisLink;
import junretsu.redis.SharedHealth;

/**
 * Sends the questions of a shard to Redis, all that wait in one go, and hands out the replies. While Redis is away
 * questions fail at once, but for those whose reply was lost: these are repeated until their deadline.
 */
final class QuestionLane implements Worker {
    private static final int WAITING_MAX = 20_000;
    private static final int GROUP_MAX = 256;
    private static final long PAUSE_MIN_NANOS = 20_000_000;
    private static final long PAUSE_MAX_NANOS = 500_000_000;

    private static final long LATER_NANOS = 500_000_000;

    /** Rejections that are the same again however often one asks. */
    private static final Set<RedisFault> LASTING =
            EnumSet.of(RedisFault.WRONGTYPE, RedisFault.NOSCRIPT, RedisFault.ERROR);

    private final int shard;
    private final RedisLink link;
    private final QueueKeys keys;
    private final SharedHealth health;
    private final Clock clock;
    private final BlockingQueue<Question> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final BlockingQueue<Question> unknown = new LinkedBlockingQueue<>();

    /** Those that insist and that Redis rejects for a while. */
    private final List<Question> later = new ArrayList<>();

    private long laterNanos;
    private final BackOff backOff = new BackOff(PAUSE_MIN_NANOS, PAUSE_MAX_NANOS);
    private long notBeforeNanos;
    private String fault = "the server stops";
    private volatile Runnable wake = () -> {};

    /** @param link to be closed at the end */
    QuestionLane(int shard, RedisLink link, QueueKeys keys, SharedHealth health, Clock clock) {
        this.shard = shard;
        this.link = link;
        this.keys = keys;
        this.health = health;
        this.clock = clock;
        notBeforeNanos = clock.nanoTime();
    }

    /** To be called before the first question. */
    void wakenBy(Runnable wakeThread) {
        wake = wakeThread;
    }

    /** Takes a question in; any thread may call. It fails at once, in that thread, when too many wait. */
    void ask(Question question) {
        if (waiting.offer(question)) {
            wake.run();
        } else {
            question.failed()
                    .accept(new Failure("Redis is too slow: " + WAITING_MAX + " questions wait for it", false));
        }
    }

    /** Repeats a question until it is answered or the deadline has come, before all others; any thread may call. */
    void insist(Question question) {
        if (unknown.size() < WAITING_MAX) {
            unknown.add(question);
            wake.run();
        }
    }

    /** Returns whether no question waits for its first try; any thread may ask. */
    boolean isIdle() {
        return waiting.isEmpty();
    }

    @Override
    public String role() {
        return "job-questions-" + shard;
    }

    @Override
    public int doWork() {
        if (clock.nanoTime() - notBeforeNanos < 0) {
            failAtOnce();
            return 0;
        }
        if (!later.isEmpty() && clock.nanoTime() - laterNanos >= 0) {
            unknown.addAll(later);
            later.clear();
        }
        List<Question> group = new ArrayList<>();
        boolean mayBeDone = unknown.drainTo(group) > 0;
        if (!mayBeDone) {
            waiting.drainTo(group, GROUP_MAX);
        }
        if (!group.isEmpty()) {
            send(group, mayBeDone);
        }
        return group.size();
    }

    @Override
    public void onClose() {
        List<Question> left = new ArrayList<>();
        unknown.drainTo(left);
        left.addAll(later);
        left.forEach(question -> question.failed().accept(new Failure(fault, true)));
        failAtOnce();
        link.close();
    }

    private void failAtOnce() {
        List<Question> all = new ArrayList<>();
        waiting.drainTo(all);
        all.forEach(question -> question.failed().accept(new Failure(fault, false)));
    }

    private void send(List<Question> group, boolean mayBeDone) {
        try {
            QuestionGroup together = new QuestionGroup(group, keys.meta(shard));
            List<Object> replies = QueueScript.callAll(link, together.commands());
            backOff.succeeded();
            health.works(HealthPlaces.connection(shard));
            if (group.stream().anyMatch(Question::isProbe)) {
                health.works(HealthPlaces.writing(shard));
            }
            together.answer(replies, this::answer);
        } catch (Rejected e) {
            if (group.size() > 1) {
                group.forEach(question -> send(List.of(question), true));
            } else {
                String sentence = KeyTypes.explain(e, link, keys, shard);
                health.failed(HealthPlaces.writing(shard), e.fault().label(), sentence);
                rejected(group.get(0), e.fault(), new Failure(sentence, mayBeDone));
            }
        } catch (RedisException e) {
            link.drop();
            fault = e.getMessage();
            notBeforeNanos = clock.nanoTime() + backOff.failed();
            health.failed(HealthPlaces.connection(shard), e.fault().label(), fault);
            group.forEach(question -> repeatOrFail(question, mayBeDone || !(e instanceof Unreachable)));
        }
    }

    private void rejected(Question question, RedisFault fault, Failure failure) {
        if (question.insists() && !LASTING.contains(fault)) {
            later.add(question);
            laterNanos = clock.nanoTime() + LATER_NANOS;
        } else {
            question.failed().accept(failure);
        }
    }

    private void answer(Question question, Supplier<Object> reply) {
        try {
            question.answered().accept(reply.get());
        } catch (ClassCastException | IndexOutOfBoundsException | IllegalArgumentException e) {
            String sentence = "a reply of Redis is malformed: " + e.getMessage();
            health.warn(sentence);
            question.failed().accept(new Failure(sentence, true));
        }
    }

    private void repeatOrFail(Question question, boolean mayBeDone) {
        if (mayBeDone && clock.nanoTime() - question.deadlineNanos() < 0) {
            unknown.add(question);
        } else {
            question.failed().accept(new Failure(fault, mayBeDone));
        }
    }
}
