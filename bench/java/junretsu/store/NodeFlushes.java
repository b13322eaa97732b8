package junretsu.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import junretsu.base.Clock;
import junretsu.config.Settings;
import junretsu.redis.RedisConfig;
import junretsu.store.redis.RedisStores;

/**
 * The flushers of many nodes in one process, each with its own connection, on a Redis or the servers of a cluster. Every
 * node counts one vote for each button before each look. Prints a row of bench/results/nodes.md.
 *
 * <pre>
 *   NodeFlushes URL,URL... EVENT,EVENT... NODES BUTTONS SECONDS
 * </pre>
 *
 * The URLs are those of all servers; the nodes are spread over the events. The sum of all nodes is compared with the
 * events' totals three times: after the measured seconds, after Redis has lost everything, and after all have left.
 */
public final class NodeFlushes {
    private static final long WAIT_SECONDS_MAX = 300;
    private static final long INTERVAL_NANOS = 100_000_000;
    private static final int STACK_BYTES = 128 << 10;

    private final List<RedisProbe> servers = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final String[] events;
    private final String urls;
    private final int buttons;
    private volatile boolean counts = true;

    private NodeFlushes(String urls, String[] events, int buttons) throws Exception {
        this.urls = urls;
        this.events = events;
        this.buttons = buttons;
        for (String url : urls.split(",")) {
            servers.add(new RedisProbe(Integer.parseInt(url.substring(url.lastIndexOf(':') + 1))));
        }
    }

    public static void main(String[] args) throws Exception {
        NodeFlushes bench = new NodeFlushes(args[0], args[1].split(","), Integer.parseInt(args[3]));
        bench.measure(Integer.parseInt(args[2]), Integer.parseInt(args[4]));
    }

    private void measure(int size, int seconds) throws Exception {
        RedisProbe.Cost before = cost();
        long startNanos = System.nanoTime();
        for (int i = 0; i < size; i++) {
            nodes.add(new Node(i));
        }
        await("all to have joined", () -> nodes.stream().allMatch(node -> node.link.isUp()));
        double joinedSeconds = secondsSince(startNanos);
        RedisProbe.Cost joining = cost().since(before);

        TimeUnit.SECONDS.sleep(Math.max(5, seconds)); // for the intervals to settle
        nodes.forEach(node -> node.longestNanos = 0);
        before = cost();
        startNanos = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        RedisProbe.Cost flushes = cost().since(before);
        double took = secondsSince(startNanos);
        long slowestNanos = nodes.stream().mapToLong(node -> node.longestNanos).max().orElse(0);

        startNanos = System.nanoTime();
        Node last = new Node(size);
        nodes.add(last);
        await("the last node", () -> last.link.isUp());
        double lastMs = secondsSince(startNanos) * 1e3;

        for (RedisProbe server : servers) {
            server.ask("FLUSHALL");
        }
        startNanos = System.nanoTime();
        before = cost();
        counts = false;
        awaitSum("after the loss");
        double healedSeconds = secondsSince(startNanos);
        RedisProbe.Cost healing = cost().since(before);

        before = cost();
        for (Node node : nodes) {
            node.thread.interrupt();
        }
        for (Node node : nodes) {
            node.thread.join();
        }
        RedisProbe.Cost leaving = cost().since(before);
        awaitSum("after all have left");
        System.out.printf(
                Locale.ROOT,
                "| %d | %d | %.0f | %.0f | %.0f | %.0f %% | %.0f | %.0f | %.0f | %.1f s | %.0f | %.1f s, %.1f s CPU | %.0f |%n",
                size,
                buttons,
                flushes.calls() / took,
                flushes.scriptMicros(),
                flushes.cpuMicros(),
                100 * flushes.cpuSeconds() / took / servers.size(),
                1e3 * size * took / flushes.calls(),
                slowestNanos / 1e6,
                1e6 * joining.cpuSeconds() / size,
                joinedSeconds,
                lastMs,
                healedSeconds,
                healing.cpuSeconds(),
                1e6 * leaving.cpuSeconds() / nodes.size());
        System.exit(0);
    }

    private RedisProbe.Cost cost() {
        return servers.stream().map(RedisProbe::cost).reduce(RedisProbe.Cost::and).orElseThrow();
    }

    private void awaitSum(String when) {
        await("the sums " + when, () -> {
            for (String event : events) {
                long sum = nodes.stream()
                        .filter(node -> node.event.equals(event))
                        .mapToLong(node -> Arrays.stream(node.cells).sum())
                        .sum();
                long total = servers.stream()
                        .mapToLong(server -> server.number("junretsu:{" + event + "}:total"))
                        .sum();
                if (total != sum) {
                    return false;
                }
            }
            return true;
        });
    }

    private static void await(String what, BooleanSupplier isThere) {
        long startNanos = System.nanoTime();
        while (!isThere.getAsBoolean()) {
            if (secondsSince(startNanos) > WAIT_SECONDS_MAX) {
                System.err.println("waited in vain for " + what);
                System.exit(1);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    /** One node: its counters, and the real flusher on a thread of its own until it is interrupted. */
    private final class Node implements FlushSource {
        private final String event;
        private final long[] cells = new long[CountNames.BUTTONS.size()];
        private final StoreLink link;
        private final Thread thread;
        private volatile long longestNanos;

        Node(int i) {
            event = events[i % events.length];
            RedisConfig config = RedisConfig.from(settings(), variable -> null).orElseThrow();
            link = new StoreLink(
                    new RedisStores(config, warning -> {}, Clock.SYSTEM),
                    new CountedNode("node-" + i, CountNames.BUTTONS, List::of, this),
                    new FlushTimes(INTERVAL_NANOS, 30_000_000_000L),
                    new StoreWatch(fault -> {}, line -> {}, failure -> {}),
                    Clock.SYSTEM);
            thread = new Thread(null, this::run, "node-" + i, STACK_BYTES);
            thread.start();
        }

        private Settings settings() {
            return new Settings(Map.of(
                    "redis", new Settings.Setting(List.of(urls.split(",")), "flag"),
                    "redis-timeout", new Settings.Setting(List.of("10s"), "flag")));
        }

        private void run() {
            var flusher = link.flusher();
            var idle = link.idlePolicy();
            try {
                while (!Thread.interrupted()) {
                    long startNanos = System.nanoTime();
                    int work = flusher.doWork();
                    longestNanos = Math.max(longestNanos, System.nanoTime() - startNanos);
                    idle.idle(work);
                }
                flusher.onClose();
            } catch (Exception e) {
                e.printStackTrace();
                System.exit(1);
            }
        }

        @Override
        public EventCounts current() {
            for (int button = 0; counts && button < buttons; button++) {
                cells[button]++;
            }
            return new EventCounts(event, cells, List.of());
        }
    }
}
