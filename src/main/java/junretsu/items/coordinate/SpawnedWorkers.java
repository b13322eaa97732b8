package junretsu.items.coordinate;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import junretsu.base.Clock;
import junretsu.base.LockedFile;
import junretsu.config.HostPort;
import junretsu.config.StartException;

/**
 * The nodes that the coordinator runs on this machine. One coordinator has them: it holds a lock in its data directory.
 * For one thread, but for {@link #pid}.
 */
final class SpawnedWorkers implements Closeable {
    private final WorkerNodes nodes;
    private final WorkerProgram program;
    private final Path data;
    private final Consumer<String> announcements;
    private final Clock clock;
    private LockedFile lock;
    private volatile Map<HostPort, SpawnedWorker> byAddress = Map.of();

    SpawnedWorkers(WorkerNodes nodes, WorkerProgram program, Consumer<String> announcements, Clock clock) {
        this.nodes = nodes;
        this.program = program;
        this.announcements = announcements;
        this.clock = clock;
        data = nodes.config().server().data();
    }

    /**
     * Makes sure that this coordinator may run nodes, before any is started.
     *
     * @throws StartException when another coordinator does so with the same data, or the directory cannot be made
     */
    void prepare(CoordinatorConfig config) throws StartException {
        if (config.spawn() == 0 || lock != null) {
            return;
        }
        try {
            Files.createDirectories(data);
            lock = LockedFile.open(
                    data.resolve("coordinator.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw StartException.of("cannot use the data directory " + data, e);
        }
        if (lock == null) {
            throw new StartException("another coordinator has the data directory " + data
                    + "; give this one its own --data, or let it send to that one's workers by --workers");
        }
    }

    /** Takes a configuration that was prepared for and whose workers are known. */
    void configure(CoordinatorConfig config) {
        Map<HostPort, SpawnedWorker> next = new LinkedHashMap<>(byAddress);
        List<HostPort> wanted = config.spawned();
        for (HostPort at : wanted) {
            WorkerCommand command = program.command(at, config.passedOn(), data);
            SpawnedWorker known = next.get(at);
            if (known == null) {
                known = new SpawnedWorker(nodes.at(at), command, config.server().drainNanos(), announcements, clock);
                adopt(known);
                next.put(at, known);
            } else {
                known.want(command);
            }
        }
        next.forEach((at, worker) -> {
            if (!wanted.contains(at)) {
                worker.retire();
            }
        });
        byAddress = next;
    }

    private void adopt(SpawnedWorker worker) {
        try {
            if (worker.adopt()) {
                announcements.accept("worker " + worker.node().name() + " still runs, as process " + worker.pid()
                        + "; it serves on");
            }
        } catch (IOException e) {
            announcements.accept(
                    "cannot read which process was worker " + worker.node().name() + ": " + e);
        }
    }

    /** Starts and ends what is due. Of those whose command has changed, one at a time is replaced. */
    void run() {
        boolean mayReplace = byAddress.values().stream()
                .filter(SpawnedWorker::isWanted)
                .allMatch(worker -> worker.node().isUp());
        for (SpawnedWorker worker : byAddress.values()) {
            boolean isReplaced = mayReplace && worker.isOutdated();
            worker.step(isReplaced);
            mayReplace &= !isReplaced;
        }
        if (byAddress.values().stream().anyMatch(SpawnedWorker::hasEnded)) {
            Map<HostPort, SpawnedWorker> left = new LinkedHashMap<>(byAddress);
            left.values().removeIf(SpawnedWorker::hasEnded);
            byAddress = left;
        }
    }

    /** Returns true when there is a node at this address, perhaps one that is about to end. */
    boolean has(HostPort at) {
        return byAddress.containsKey(at);
    }

    /** The process of a worker; null when it runs elsewhere or not at all. */
    Long pid(HostPort at) {
        SpawnedWorker worker = byAddress.get(at);
        return worker == null ? null : worker.pid();
    }

    /** Asks all nodes to end. */
    void retireAll() {
        byAddress.values().forEach(SpawnedWorker::retire);
    }

    /** Returns true when none runs. */
    boolean haveEnded() {
        return byAddress.isEmpty();
    }

    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
        }
    }
}
