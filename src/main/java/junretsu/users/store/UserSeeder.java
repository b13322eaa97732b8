package junretsu.users.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import junretsu.config.UsageException;
import junretsu.users.account.Account;
import junretsu.users.account.StoreUnavailable;

/**
 * Puts demonstration accounts into a store: those that a function makes of the numbers from 0 up to a total. What makes
 * them runs on all cores beside the one that writes. A seeding that was interrupted goes on where it was, and one that
 * was done does nothing.
 */
public final class UserSeeder {
    private static final int BATCH = 10_000;
    private static final int AHEAD = 6;

    private final SeedTarget target;
    private final LongFunction<Account> accounts;
    private final long total;
    private final SeedOrder order;

    /**
     * @param accounts makes the account of a number; called by several threads
     * @param total at least 1
     */
    public UserSeeder(SeedTarget target, LongFunction<Account> accounts, long total) {
        this.target = target;
        this.accounts = accounts;
        this.total = total;
        order = new SeedOrder(total);
    }

    /**
     * Seeds.
     *
     * @param besideOthers whether a store that has accounts which nobody seeded is taken
     * @param progress is told how many of the total are there, after each batch
     * @throws UsageException when it has such accounts and is not to be taken
     */
    public void seed(boolean besideOthers, LongConsumer progress) throws StoreUnavailable, InterruptedException {
        SeedTarget.State state = target.look(total);
        if (state.hasAccounts() && !state.isSeeded() && !besideOthers) {
            throw new UsageException("this store has accounts of other users; demonstration accounts, whose passwords"
                    + " everybody knows, are put beside them only where that is asked for: give another directory or"
                    + " database, or --beside-others");
        }
        progress.accept(state.next());
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        ExecutorService makers = Executors.newFixedThreadPool(threads, UserSeeder::daemon);
        try {
            seed(state.next(), makers, progress);
        } finally {
            makers.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "seed-maker");
        thread.setDaemon(true);
        return thread;
    }

    private void seed(long first, ExecutorService makers, LongConsumer progress)
            throws StoreUnavailable, InterruptedException {
        Deque<Future<List<Account>>> ahead = new ArrayDeque<>();
        long submitted = first;
        for (long done = first; done < total; ) {
            while (submitted < total && ahead.size() < AHEAD) {
                long from = submitted;
                ahead.add(makers.submit(() -> batch(from)));
                submitted = Math.min(total, submitted + BATCH);
            }
            List<Account> batch = get(ahead.remove());
            done += batch.size();
            target.add(batch, total, done);
            progress.accept(done);
        }
    }

    private static List<Account> get(Future<List<Account>> batch) throws InterruptedException {
        try {
            return batch.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("making demonstration accounts", e.getCause());
        }
    }

    private List<Account> batch(long from) {
        int size = (int) Math.min(BATCH, total - from);
        List<Account> batch = new ArrayList<>(size);
        long number = order.at(from);
        for (int i = 0; i < size; i++) {
            batch.add(accounts.apply(number));
            number = i + 1 < size ? order.after(number) : number;
        }
        return batch;
    }
}
