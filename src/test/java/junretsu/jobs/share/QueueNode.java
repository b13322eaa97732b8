package junretsu.jobs.share;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.WorkerThread;
import junretsu.config.Settings;
import junretsu.jobs.queue.CallerRules;
import junretsu.jobs.queue.QueueConfig;
import junretsu.redis.RedisConfig;
import junretsu.testing.Waiting;

/** A process of a queue in Redis, without HTTP and without workers of its own. */
final class QueueNode implements AutoCloseable {
    static final CallerRules NO_RULES = caller -> new CallerRules.Rule(1, Integer.MAX_VALUE, Integer.MAX_VALUE);

    final SharedQueue queue;
    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    final DistinctErrors errors = new DistinctErrors(log::add, Clock.SYSTEM);

    QueueNode(String url, String event, QueueConfig config, CallerRules rules, PostJournal journal) {
        queue = new SharedQueue(config(url), event, config, rules, journal, log::add, Clock.SYSTEM);
        List<WorkerThread> threads = new ArrayList<>();
        queue.start((worker, idle) -> {
            threads.add(new WorkerThread(worker, idle, errors));
            return threads.get(threads.size() - 1);
        });
        threads.forEach(WorkerThread::start);
        Waiting.until(
                "the queue to be there: " + log, 10_000, () -> !queue.state().equals("starting"));
    }

    static RedisConfig config(String urls) {
        Settings settings = new Settings(Map.of(
                "redis", new Settings.Setting(List.of(urls.split(",")), "flag"),
                "redis-timeout", new Settings.Setting(List.of("500ms"), "flag")));
        return RedisConfig.from(settings, name -> null).orElseThrow();
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
