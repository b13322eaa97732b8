package junretsu.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import junretsu.base.Clock;
import junretsu.config.Settings;
import junretsu.redis.RedisConfig;
import junretsu.store.redis.RedisStores;

/**
 * The CPU time that a Redis takes for the flushes of many nodes, one at a time, so that nothing waits: how much is
 * going on on the machine does not matter. Prints a row of bench/results/nodes.md.
 *
 * <pre>
 *   FlushCosts PORT NODES BUTTONS
 * </pre>
 */
public final class FlushCosts {
    private static final int FLUSHES = 3_000;
    private static final int AUDITS = 20;
    private static final String EVENT = "costs";

    private final RedisProbe redis;
    private final List<RedisStores> factories = new ArrayList<>();
    private final List<Store> stores = new ArrayList<>();
    private final long[][] counts;
    private final int buttons;

    private FlushCosts(int port, int nodes, int buttons) throws Exception {
        this.buttons = buttons;
        redis = new RedisProbe(port);
        redis.ask("FLUSHALL");
        counts = new long[nodes][CountNames.BUTTONS.size()];
        Settings settings = new Settings(
                Map.of("redis", new Settings.Setting(List.of("redis://127.0.0.1:" + port), "flag")));
        RedisConfig config = RedisConfig.from(settings, variable -> null).orElseThrow();
        for (int i = 0; i < nodes; i++) {
            RedisStores factory = new RedisStores(config, warning -> {}, Clock.SYSTEM);
            factories.add(factory);
            stores.add(factory.open(EVENT, "node-" + i, CountNames.BUTTONS, List::of));
        }
    }

    public static void main(String[] args) throws Exception {
        new FlushCosts(Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2])).measure();
    }

    private void measure() {
        int nodes = stores.size();
        double join = cpuMicros(nodes, this::flush);
        double flush = cpuMicros(FLUSHES, i -> flush(i % nodes));
        double audit = cpuMicros(AUDITS, i -> {
            redis.ask("DEL junretsu:{" + EVENT + "}:audit");
            flush(i % nodes);
        });
        redis.ask("FLUSHALL");
        double again = cpuMicros(nodes, this::flush);
        requireSum();
        double leave = cpuMicros(nodes, i -> stores.get(i).close());
        factories.forEach(RedisStores::close);
        System.out.printf(
                Locale.ROOT,
                "| %d | %d | %.0f | %.0f | %.1f | %.0f | %.2f |%n",
                nodes,
                buttons,
                join,
                flush,
                audit / 1e3,
                leave,
                again * nodes / 1e6);
    }

    private void flush(int node) {
        for (int button = 0; button < buttons; button++) {
            counts[node][button] += 1_000;
        }
        if (!(stores.get(node).flush(counts[node], List.of()) instanceof FlushOutcome.Applied)) {
            throw new IllegalStateException("a flush was not applied");
        }
    }

    private void requireSum() {
        long sum = Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
        long total = redis.number("junretsu:{" + EVENT + "}:total");
        if (total != sum) {
            throw new IllegalStateException("the nodes have counted " + sum + ", Redis holds " + total);
        }
    }

    /** Returns the CPU time of Redis for each of some calls. */
    private double cpuMicros(int calls, java.util.function.IntConsumer call) {
        double before = redis.cost().cpuSeconds();
        for (int i = 0; i < calls; i++) {
            call.accept(i);
        }
        return 1e6 * (redis.cost().cpuSeconds() - before) / calls;
    }
}
