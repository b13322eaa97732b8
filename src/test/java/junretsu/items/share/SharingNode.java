package junretsu.items.share;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.EventLog;
import junretsu.base.WorkerThread;
import junretsu.config.Settings;
import junretsu.config.StartException;
import junretsu.items.log.Tenant;
import junretsu.redis.RedisConfig;
import junretsu.testing.Waiting;

/** A node in memory and what shares its items. */
final class SharingNode implements AutoCloseable {
    static final String EVENT = "e";
    static final byte[] KEY = new byte[16];

    final MemoryNode node;
    final SharedItems shared;
    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    final DistinctErrors errors = new DistinctErrors(log::add, Clock.SYSTEM);
    private final List<WorkerThread> threads = new ArrayList<>();

    SharingNode(MemoryNode node, Path directory, String url, int shards, long drainMs) {
        this.node = node;
        try {
            Files.createDirectories(directory);
            shared = new SharedItems(
                    config(url),
                    new ShareConfig(shards, Acks.DISK),
                    EVENT,
                    directory,
                    KEY,
                    node,
                    5_000_000,
                    TimeUnit.MILLISECONDS.toNanos(drainMs),
                    EventLog.of(log::add),
                    Clock.SYSTEM);
        } catch (StartException | IOException e) {
            throw new IllegalStateException(e);
        }
        shared.start((worker, idle) -> {
            threads.add(new WorkerThread(worker, idle, errors));
            return threads.get(threads.size() - 1);
        });
        threads.forEach(WorkerThread::start);
    }

    static SharingNode start(String id, String url, int shards) {
        return new SharingNode(new MemoryNode(id), directory(), url, shards, 1_000);
    }

    static Path directory() {
        try {
            Path directory = Files.createTempDirectory("junretsu-share-");
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RedisConfig config(String urls) {
        return config(urls, "500ms");
    }

    static RedisConfig config(String urls, String timeout) {
        Settings settings = new Settings(Map.of(
                "redis", new Settings.Setting(List.of(urls.split(",")), "flag"),
                "redis-timeout", new Settings.Setting(List.of(timeout), "flag")));
        return RedisConfig.from(settings, name -> null).orElseThrow();
    }

    static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "id-" + i).toList();
    }

    long count(String tenant) {
        try {
            return shared.count(tenant, Tenant.TOTAL).toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            return -1;
        }
    }

    /** Waits until a tenant's count over all nodes is this. */
    void awaitCount(String tenant, long expected) {
        try {
            Waiting.until(expected + " of " + tenant, () -> count(tenant) == expected);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; it is " + count(tenant) + "; " + shared.state() + ", "
                    + shared.itemsBehind() + " behind; " + log);
        }
    }

    void awaitInStep() {
        Waiting.until("all to be shipped", () -> shared.itemsBehind() == 0 && shared.lagMs() == 0);
    }

    void awaitState(String state) {
        Waiting.until(state + " after " + log, () -> shared.state().equals(state));
    }

    @Override
    public void close() {
        for (WorkerThread thread : shared.threads()) {
            thread.close();
        }
        shared.stopped();
    }
}
