package junretsu.users.password;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;

/** Measures a cost with several threads that hash at the same time, since they share caches and memory. */
public final class HashStopwatch implements ToLongFunction<HashCost>, AutoCloseable {
    private static final int HASHES = 5;
    private static final int WARM_UP = 40;
    private static final byte[] PASSWORD = new byte[16];
    private static final byte[] SALT = new byte[16];

    private final int threads;
    private final ExecutorService executor;

    /** Starts the threads and lets the compiler see the hash. */
    public HashStopwatch(int threads) {
        this.threads = threads;
        executor = Executors.newFixedThreadPool(threads);
        together(() -> hash(new HashCost(4 * 1_024, 1), WARM_UP));
    }

    /** The median of some hashes on each of the threads, in nanoseconds. */
    @Override
    public long applyAsLong(HashCost cost) {
        return together(() -> hash(cost, HASHES));
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    /** One more than is asked for, since the first hash takes its memory from the system. */
    private static List<Long> hash(HashCost cost, int hashes) {
        Argon2id argon2id = new Argon2id();
        argon2id.hash(PASSWORD, SALT, cost);
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < hashes; i++) {
            long begin = System.nanoTime();
            argon2id.hash(PASSWORD, SALT, cost);
            nanos.add(System.nanoTime() - begin);
        }
        return nanos;
    }

    private long together(Callable<List<Long>> hashes) {
        List<Future<List<Long>>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(executor.submit(hashes));
        }
        List<Long> nanos = new ArrayList<>();
        try {
            for (Future<List<Long>> thread : running) {
                nanos.addAll(thread.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        nanos.sort(null);
        return nanos.get(nanos.size() / 2);
    }
}
