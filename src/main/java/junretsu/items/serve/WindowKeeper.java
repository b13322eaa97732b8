package junretsu.items.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import junretsu.base.Clock;
import junretsu.base.Worker;
import junretsu.items.log.ItemFiles;
import junretsu.items.log.Tenant;

/**
 * Drops windows that are older than is kept: on the disk first, then in what is counted, some tenants at a time, so
 * that no group waits. Memory and disk come back by the {@link Eraser}.
 */
final class WindowKeeper implements Worker {
    private static final int TENANTS_AT_ONCE = 1_000;
    private static final long ANSWER_SECONDS = 30;

    /** So that each node of an event has dropped a window before the first one removes it from Redis. */
    private static final long OTHERS_NANOS = 60_000_000_000L;

    private final ItemFiles files;
    private final Tenants tenants;
    private final Committer committer;
    private final Eraser eraser;
    private final LongSupplier keptFromMs;
    private final Consumer<Tenant> unlink;
    private final Clock clock;
    private final Queue<Due> unlinks = new ArrayDeque<>();

    private record Due(long nanos, List<Tenant> windows) {}

    /**
     * @param keptFromMs the beginning of the first window that is kept, in unix milliseconds
     * @param unlink removes the sets of a window that all nodes share
     */
    WindowKeeper(
            ItemFiles files,
            Tenants tenants,
            Committer committer,
            Eraser eraser,
            LongSupplier keptFromMs,
            Consumer<Tenant> unlink,
            Clock clock) {
        this.files = files;
        this.tenants = tenants;
        this.committer = committer;
        this.eraser = eraser;
        this.keptFromMs = keptFromMs;
        this.unlink = unlink;
        this.clock = clock;
        unlinkLater(files.tenants().droppedAtOpen());
    }

    @Override
    public String role() {
        return "item-windows";
    }

    @Override
    public int doWork() throws Exception {
        while (!unlinks.isEmpty() && clock.nanoTime() - unlinks.peek().nanos() >= 0) {
            unlinks.remove().windows().forEach(unlink);
        }
        long from = keptFromMs.getAsLong();
        if (from <= tenants.windowsFromMs()) {
            return 0;
        }
        drop(from);
        return 1;
    }

    private void drop(long from) throws Exception {
        List<Tenant> dropped = ask(() -> dropOnDisk(from));
        for (Iterator<CountedTenant> all = tenants.byName().values().iterator(); all.hasNext(); ) {
            List<CountedTenant> some = new ArrayList<>();
            while (all.hasNext() && some.size() < TENANTS_AT_ONCE) {
                some.add(all.next());
            }
            ask(() -> forget(some));
        }
        dropped.forEach(window -> eraser.add(window.number()));
        unlinkLater(dropped);
    }

    private <T> T ask(Supplier<T> question) throws Exception {
        return committer.ask(question).get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }

    private List<Tenant> dropOnDisk(long from) {
        try {
            List<Tenant> dropped = files.tenants().dropWindows(from);
            tenants.dropWindowsBefore(from);
            return dropped;
        } catch (IOException e) {
            throw new UncheckedIOException("the disk did not take it, so no window is dropped: " + e.getMessage(), e);
        }
    }

    private boolean forget(List<CountedTenant> some) {
        some.forEach(tenants::forgetDropped);
        return true;
    }

    private void unlinkLater(List<Tenant> windows) {
        if (!windows.isEmpty()) {
            unlinks.add(new Due(clock.nanoTime() + OTHERS_NANOS, windows));
        }
    }
}
