package junretsu.jobs.share;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import junretsu.base.Clock;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.share.Question.Failure;
import junretsu.redis.RedisCommand;

/** The lanes of all shards. Any thread may call. */
final class Lanes {
    private final QueueKeys keys;
    private final List<QuestionLane> lanes;
    private final long patienceNanos;
    private final Clock clock;
    private final String instance = Long.toHexString(new SecureRandom().nextLong());
    private final AtomicLong words = new AtomicLong();

    /** @param patienceMs for which a question whose reply was lost is repeated */
    Lanes(QueueKeys keys, List<QuestionLane> lanes, long patienceMs, Clock clock) {
        this.keys = keys;
        this.lanes = List.copyOf(lanes);
        this.patienceNanos = TimeUnit.MILLISECONDS.toNanos(patienceMs);
        this.clock = clock;
    }

    List<QuestionLane> all() {
        return lanes;
    }

    QueueKeys keys() {
        return keys;
    }

    /** Asks a shard; both consumers are called by a thread of the queue, or at once when too many questions wait. */
    void ask(int shard, RedisCommand command, Consumer<Object> answered, Consumer<Failure> failed) {
        lanes.get(shard).ask(new Question(command, null, false, answered, failed, clock.nanoTime() + patienceNanos));
    }

    /** Asks for a posting to be taken. */
    void post(int shard, List<String> words, Consumer<Object> answered, Consumer<Failure> failed) {
        long deadlineNanos = clock.nanoTime() + patienceNanos;
        lanes.get(shard).ask(new Question(null, words, false, answered, failed, deadlineNanos));
    }

    /** Asks by a script. */
    void ask(int shard, QueueScript script, List<String> words, Consumer<Object> answered, Consumer<Failure> failed) {
        ask(shard, script.command(keys.meta(shard), words), answered, failed);
    }

    /**
     * Asks for something.
     *
     * @param parsed makes it of the reply
     * @return failed with {@link RedisAway} when there is no reply
     */
    <T> CompletionStage<T> get(int shard, RedisCommand command, Function<Object, T> parsed) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        ask(
                shard,
                command,
                reply -> answer.complete(parsed.apply(reply)),
                failure -> answer.completeExceptionally(new RedisAway(failure.sentence())));
        return answer;
    }

    /** Asks for something by a script. */
    <T> CompletionStage<T> get(int shard, QueueScript script, List<String> words, Function<Object, T> parsed) {
        return get(shard, script.command(keys.meta(shard), words), parsed);
    }

    /** Asks for a look at a shard, which shows, too, whether postings are taken. */
    void probe(int shard, List<String> words, Consumer<Object> answered) {
        RedisCommand look = QueueScript.LOOK.command(keys.meta(shard), words);
        long deadlineNanos = clock.nanoTime() + patienceNanos;
        lanes.get(shard).ask(new Question(look, null, true, answered, failure -> {}, deadlineNanos));
    }

    /** Repeats a command of a shard for so long as it takes, before all others. */
    void insist(int shard, QueueScript script, List<String> words) {
        RedisCommand command = script.command(keys.meta(shard), words);
        lanes.get(shard).insist(new Question(command, null, false, reply -> {}, failure -> {}, Question.NEVER));
    }

    /** Returns the command that reads a job. */
    RedisCommand find(JobId id) {
        return RedisCommand.of("HGETALL", keys.key(keys.shard(id), "job:" + id));
    }

    /** A word that no other question of any node has, by which a script knows a question that comes again. */
    String newWord() {
        return instance + "-" + words.incrementAndGet();
    }

    boolean areIdle() {
        return lanes.stream().allMatch(QuestionLane::isIdle);
    }

    /** Words of a list, and more. */
    static List<String> words(List<String> first, List<?> more) {
        List<String> words = new ArrayList<>(first);
        more.forEach(word -> words.add(word.toString()));
        return words;
    }
}
