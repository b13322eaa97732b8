package junretsu.items.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import junretsu.base.Worker;
import junretsu.items.log.ItemFiles;
import junretsu.items.log.LogReader;
import junretsu.items.log.TenantRewrite;

/**
 * Takes the fingerprints of erased tenants out of the set, their records out of the log and their names out of the list
 * of tenants, in the background: counts
 * are right before that, this gives memory and disk back. {@link #add} may be called by any thread.
 */
final class Eraser implements Worker {
    private static final int SLICE = 4_096;
    private static final int READ_BYTES = 1 << 20;
    private static final long ANSWER_SECONDS = 30;

    private final ItemFiles files;
    private final Committer committer;
    private final Set<Integer> erased = ConcurrentHashMap.newKeySet();

    /** Numbers of erased tenants of which the set has nothing any more, so that the log need not have it either. */
    private final BitSet removed;

    private final long[] slice = new long[2 * SLICE];
    private int filled;
    private volatile boolean isToStop;
    private volatile boolean isDue;

    Eraser(ItemFiles files, Committer committer) {
        this.files = files;
        this.committer = committer;
        removed = files.tenants().erased();
    }

    /** Does again what a crash has interrupted: a snapshot may have brought back what erased tenants had. */
    void resume() {
        if (files.set().size() > Arrays.stream(files.counts()).sum()) {
            removed.stream().forEach(this::add);
            removed.clear();
        }
    }

    /** Takes note that a tenant of this number was erased. */
    void add(int number) {
        erased.add(number);
        isDue = true;
    }

    /** Lets a pass that is under way end soon. */
    void stopSoon() {
        isToStop = true;
    }

    @Override
    public String role() {
        return "item-eraser";
    }

    @Override
    public int doWork() throws Exception {
        if (!isDue || isToStop) {
            return 0;
        }
        isDue = false;
        Set<Integer> pass = Set.copyOf(erased);
        try (LogReader reader = files.log().reader(0)) {
            while (!isToStop
                    && reader.read(
                                    (tenant, first, second, array, from, length) -> {
                                        if (pass.contains(tenant)) {
                                            take(first, second);
                                        }
                                    },
                                    READ_BYTES)
                            > 0) {
                continue;
            }
        }
        remove();
        if (!isToStop) {
            compact(pass);
        }
        return 1;
    }

    private void compact(Set<Integer> pass) throws IOException {
        pass.forEach(removed::set);
        files.log().compact(removed::get, () -> isToStop);
        erased.removeAll(pass);
        TenantRewrite rewrite = ask(() -> beginRewrite());
        if (rewrite != null) {
            rewrite(rewrite);
        }
    }

    private TenantRewrite beginRewrite() {
        return files.tenants().isWorthRewriting() ? files.tenants().beginRewrite() : null;
    }

    private void rewrite(TenantRewrite rewrite) throws IOException {
        boolean isWritten = false;
        try {
            rewrite.write();
            isWritten = true;
        } finally {
            boolean isWhole = isWritten;
            ask(() -> endRewrite(isWhole));
        }
    }

    private boolean endRewrite(boolean isWritten) {
        try {
            files.tenants().endRewrite(isWritten);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private void take(long first, long second) {
        slice[2 * filled] = first;
        slice[2 * filled + 1] = second;
        if (++filled == SLICE) {
            remove();
        }
    }

    private void remove() {
        int count = filled;
        filled = 0;
        if (count == 0) {
            return;
        }
        ask(() -> files.set().removeAll(slice, count));
    }

    /** Returns null when it is interrupted, as it is at the end. */
    private <T> T ask(Supplier<T> question) {
        try {
            return committer.ask(question).get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            isToStop = true;
            return null;
        } catch (ExecutionException | TimeoutException e) {
            isToStop = true;
            throw new IllegalStateException("erasing: the committer did not answer", e);
        }
    }
}
