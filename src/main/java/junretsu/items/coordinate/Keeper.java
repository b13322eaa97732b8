package junretsu.items.coordinate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import junretsu.base.Worker;
import junretsu.config.HostPort;
import junretsu.config.StartException;

/** The one thread that changes the set of workers: it checks them, starts and ends them, and takes configurations. */
final class Keeper implements Worker {
    private final WorkerNodes nodes;
    private final SpawnedWorkers spawned;
    private final HealthChecks checks;
    private final Consumer<String> announcements;
    private ConfigWatch watch;
    private boolean isEnding;

    Keeper(WorkerNodes nodes, SpawnedWorkers spawned, HealthChecks checks, Consumer<String> announcements) {
        this.nodes = nodes;
        this.spawned = spawned;
        this.checks = checks;
        this.announcements = announcements;
    }

    @Override
    public String role() {
        return "items-keeper";
    }

    /** @param files looked at from here on; before the thread starts */
    void watch(ConfigWatch files) {
        watch = files;
    }

    @Override
    public int doWork() {
        if (!isEnding) {
            watch.run();
        }
        spawned.run();
        checks.run();
        removeDrained();
        return 0;
    }

    private void removeDrained() {
        List<HostPort> wanted = nodes.config().addresses();
        for (WorkerNode node : nodes.all()) {
            boolean isGone = node.state() == WorkerState.DRAINING && !wanted.contains(node.at());
            if (isGone && node.inFlight() == 0 && !spawned.has(node.at())) {
                nodes.remove(node);
                announcements.accept("worker " + node.name() + " has no more requests and is let go");
            }
        }
    }

    /** Takes the first configuration. */
    void begin(CoordinatorConfig config) throws StartException {
        spawned.prepare(config);
        nodes.configure(config);
        spawned.configure(config);
    }

    /** Takes a changed configuration; what holds for the life of the process stays as it is. */
    void take(CoordinatorConfig asked) throws StartException {
        CoordinatorConfig running = nodes.config();
        CoordinatorConfig next = asked.keeping(running);
        spawned.prepare(next);
        announcements.accept("the configuration has changed:" + difference(running, next)
                + (isKept(asked, running) ? "" : "; addresses, data and the token need a new start"));
        nodes.configure(next);
        spawned.configure(next);
    }

    private static boolean isKept(CoordinatorConfig asked, CoordinatorConfig running) {
        return asked.server().equals(running.server())
                && asked.timeouts().connectNanos() == running.timeouts().connectNanos();
    }

    private static String difference(CoordinatorConfig before, CoordinatorConfig after) {
        List<HostPort> old = before.addresses();
        List<HostPort> now = after.addresses();
        List<String> changes = new ArrayList<>();
        Stream.of(now)
                .flatMap(List::stream)
                .filter(each -> !old.contains(each))
                .forEach(each -> changes.add(" + " + each));
        Stream.of(old)
                .flatMap(List::stream)
                .filter(each -> !now.contains(each))
                .forEach(each -> changes.add(" - " + each));
        return changes.isEmpty() ? " the workers are the same" : String.join(",", changes);
    }

    /** Ends all nodes that run on this machine; by the thread that steps this, which stops the keeper's first. */
    void beginEnd() {
        isEnding = true;
        spawned.retireAll();
    }

    /** Steps the end. @return true when all have ended */
    boolean stepEnd() {
        spawned.run();
        return spawned.haveEnded();
    }
}
