package junretsu.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import junretsu.base.BackOff;
import junretsu.base.Clock;
import junretsu.base.EventLog;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.base.WorkerThread;
import junretsu.redis.RedisException.Rejected;

/**
 * Sends commands for those who cannot wait, all that wait in one go. While Redis is away they fail at once, and it is
 * tried again until it answers and takes a write. {@link #ask} and {@link #problem} may be called by any thread.
 *
 * <p>A command may be executed twice, when a part of those that went with it was rejected or a cluster sent them on, so
 * it is one that may be repeated.
 */
public final class RedisLane implements Worker {
    private static final int WAITING_MAX = 20_000;
    private static final int GROUP_MAX = 256;
    private static final long IDLE_NANOS = 100_000_000;
    private static final long PAUSE_NANOS_MIN = 20_000_000;
    private static final long PAUSE_NANOS_MAX = 500_000_000;

    private record Question(RedisCommand command, CompletableFuture<Object> answer) {}

    private final String role;
    private final RedisLink link;
    private final List<LuaScript> scripts;
    private final String probeKey;
    private final EventLog log;
    private final Clock clock;
    private long awaySinceNanos;
    private final BlockingQueue<Question> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final EvictionPolicy evictionPolicy;
    private final BackOff backOff = new BackOff(PAUSE_NANOS_MIN, PAUSE_NANOS_MAX);
    private long notBeforeNanos;
    private volatile Runnable wake = () -> {};
    private volatile RedisException problem;
    private volatile boolean isClosed;

    /**
     * @param role name of the thread
     * @param link to be closed at the end
     * @param scripts that the commands run
     * @param probeKey written to where Redis was away, for a second
     * @param kept the keys in a word, as in {@code sessions}; they have an expiry
     * @param log gets a line at each change of state
     */
    public RedisLane(
            String role,
            RedisLink link,
            List<LuaScript> scripts,
            String probeKey,
            String kept,
            EventLog log,
            Clock clock) {
        this.role = role;
        this.link = link;
        this.scripts = List.copyOf(scripts);
        this.probeKey = probeKey;
        this.log = log;
        this.clock = clock;
        evictionPolicy = new EvictionPolicy(link, log::warning, kept, true);
        notBeforeNanos = clock.nanoTime();
    }

    /** Adds it to a server's threads. */
    public WorkerThread addTo(BiFunction<Worker, IdlePolicy, WorkerThread> workers) {
        WorkerThread thread = workers.apply(this, work -> {
            if (work == 0) {
                LockSupport.parkNanos(problem == null ? IDLE_NANOS : PAUSE_NANOS_MIN);
            }
        });
        wake = thread::wake;
        return thread;
    }

    /**
     * Sends a command.
     *
     * @return completed by the lane's thread, exceptionally with a {@link RedisException} when there is no reply, or
     *     with an {@link IllegalStateException} when too many wait or the lane has ended
     */
    public CompletableFuture<Object> ask(RedisCommand command) {
        Question question = new Question(command, new CompletableFuture<>());
        if (!waiting.offer(question)) {
            question.answer.completeExceptionally(
                    new IllegalStateException("Redis is too slow: " + WAITING_MAX + " commands wait for it"));
        } else if (isClosed) {
            failWaiting(new IllegalStateException("the server stops"));
        } else {
            wake.run();
        }
        return question.answer;
    }

    /** The number of commands that wait to be sent; any thread may ask. */
    public int waiting() {
        return waiting.size();
    }

    /** A sentence about why Redis does not answer, or takes no write; null when it does. */
    public String problem() {
        RedisException fault = problem;
        return fault == null ? null : "Redis: " + fault.getMessage();
    }

    @Override
    public String role() {
        return role;
    }

    @Override
    public int doWork() {
        if (problem != null) {
            if (clock.nanoTime() - notBeforeNanos < 0 || !isBack()) {
                failWaiting(problem);
                return 0;
            }
        }
        List<Question> group = new ArrayList<>();
        waiting.drainTo(group, GROUP_MAX);
        if (!group.isEmpty()) {
            send(group);
        }
        return group.size();
    }

    private boolean isBack() {
        try {
            link.begin();
            link.call(RedisCommand.of("SET", probeKey, "", "PX", "1000"));
            backOff.succeeded();
            problem = null;
            log.notice("Redis: " + link.address() + " works again, after "
                    + (clock.nanoTime() - awaySinceNanos) / 1_000_000 + " ms");
            return true;
        } catch (RedisException e) {
            away(e);
            return false;
        }
    }

    private void send(List<Question> group) {
        try {
            List<Object> replies = callAll(group);
            for (int i = 0; i < replies.size(); i++) {
                group.get(i).answer.complete(replies.get(i));
            }
            evictionPolicy.check();
        } catch (Rejected e) {
            if (group.size() > 1) {
                group.forEach(question -> send(List.of(question)));
            } else {
                away(e);
                group.get(0).answer.completeExceptionally(e);
            }
        } catch (RedisException e) {
            away(e);
            group.forEach(question -> question.answer.completeExceptionally(e));
        }
    }

    private List<Object> callAll(List<Question> group) {
        List<RedisCommand> commands = group.stream().map(Question::command).toList();
        try {
            link.begin();
            return link.callAll(commands);
        } catch (Rejected e) {
            if (e.fault() != RedisFault.NOSCRIPT) {
                throw e;
            }
            link.begin();
            link.callAll(scripts.stream().map(LuaScript::load).toList());
            return link.callAll(commands);
        }
    }

    /** The connection is made anew, since a server that takes no writes may have been replaced by another. */
    private void away(RedisException fault) {
        link.drop();
        if (problem == null) {
            awaySinceNanos = clock.nanoTime();
            log.warning("Redis: " + fault.getMessage());
        }
        problem = fault;
        notBeforeNanos = clock.nanoTime() + backOff.failed();
    }

    private void failWaiting(RuntimeException failure) {
        List<Question> all = new ArrayList<>();
        waiting.drainTo(all);
        all.forEach(question -> question.answer.completeExceptionally(failure));
    }

    /** Sends what waits still. */
    @Override
    public void onClose() {
        while (doWork() > 0) {}
        isClosed = true;
        failWaiting(new IllegalStateException("the server stops"));
        link.close();
    }
}
