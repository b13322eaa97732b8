package junretsu.jobs.share;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.EventLog;
import junretsu.base.WorkerThread;
import junretsu.config.Settings;
import junretsu.config.StartException;
import junretsu.jobs.JobWire;
import junretsu.jobs.queue.CallerRules;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobState;
import junretsu.jobs.queue.Posted;
import junretsu.jobs.queue.Posting;
import junretsu.jobs.queue.QueueConfig;
import junretsu.jobs.queue.Turn;
import junretsu.redis.RedisConfig;
import junretsu.testing.Waiting;

/** A process of a queue in Redis, without HTTP and without workers of its own. */
final class QueueNode implements AutoCloseable {
    static final CallerRules NO_RULES = caller -> new CallerRules.Rule(1, Integer.MAX_VALUE, Integer.MAX_VALUE);

    final SharedQueue queue;
    final PostJournal journal;
    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    final DistinctErrors errors = new DistinctErrors(EventLog.of(log::add), Clock.SYSTEM);

    QueueNode(String url, String event, QueueConfig config, CallerRules rules, PostJournal journal) {
        this.journal = journal;
        queue = new SharedQueue(config(url), event, config, rules, journal, EventLog.of(log::add), Clock.SYSTEM);
        List<WorkerThread> threads = new ArrayList<>();
        queue.start((worker, idle) -> {
            threads.add(new WorkerThread(worker, idle, errors));
            return threads.get(threads.size() - 1);
        });
        threads.forEach(WorkerThread::start);
        Waiting.until("the queue to be there: " + log, () -> !queue.state().equals("starting"));
    }

    static RedisConfig config(String urls) {
        Settings settings = new Settings(Map.of(
                "redis", new Settings.Setting(List.of(urls.split(",")), "flag"),
                "redis-timeout", new Settings.Setting(List.of("500ms"), "flag")));
        return RedisConfig.from(settings, name -> null).orElseThrow();
    }

    /** One that keeps its postings in a directory. */
    static QueueNode on(Path directory, String url, String event, QueueConfig config) {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        List<WorkerThread> threads = new ArrayList<>();
        DistinctErrors errors = new DistinctErrors(EventLog.of(log::add), Clock.SYSTEM);
        try {
            SqlJournal journal = SqlJournal.open(
                    Files.createDirectories(directory),
                    config.resultTtlMs(),
                    (worker, idle) -> {
                        threads.add(new WorkerThread(worker, idle, errors));
                        return threads.get(threads.size() - 1);
                    },
                    errors,
                    Clock.SYSTEM);
            threads.forEach(WorkerThread::start);
            return new QueueNode(url, event, config, NO_RULES, journal);
        } catch (IOException | StartException e) {
            throw new IllegalStateException(e);
        }
    }

    Posted post(Posting posting) {
        return queue.post(posting).toCompletableFuture().join();
    }

    /** Takes the next turn. */
    Turn take() {
        Turn[] turn = {null};
        Waiting.until("a turn; " + log, () -> (turn[0] = queue.turns().take(0)) != null);
        return turn[0];
    }

    /** Lets a job's worker die until the job is set apart; no other must be waiting. */
    void fail(JobId id) {
        for (int death = 1; death <= JobWire.TRIES_MAX; death++) {
            int deaths = death;
            queue.turns().died(take(), 1, "on purpose");
            Waiting.until("death " + death, () -> find(id).deaths().size() == deaths);
        }
        Waiting.until("the end", () -> find(id).state() == JobState.FAILED);
    }

    /** A job as it is now; null when there is none, or Redis is away. */
    Job find(JobId id) {
        return queue.find(id)
                .exceptionally(failure -> null)
                .toCompletableFuture()
                .join();
    }

    @Override
    public void close() {
        try {
            queue.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
