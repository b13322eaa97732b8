package junretsu.users.password;

import junretsu.base.Clock;
import junretsu.base.Worker;

/** Computes slow hashes one after another, in memory of its own. It waits for work within its rounds. */
final class HashWorker implements Worker {
    private final int number;
    private final HashQueue queue;
    private final PasswordHash hash;
    private final long waitNanos;
    private final Clock clock;

    /** @param waitNanos that a round waits for work, at most */
    HashWorker(int number, HashQueue queue, PasswordHash hash, long waitNanos, Clock clock) {
        this.number = number;
        this.queue = queue;
        this.hash = hash;
        this.waitNanos = waitNanos;
        this.clock = clock;
    }

    @Override
    public String role() {
        return "hash-worker-" + number;
    }

    @Override
    public int doWork() throws InterruptedException {
        HashTask task = queue.take(waitNanos);
        if (task == null) {
            return 0;
        }
        long begin = clock.nanoTime();
        boolean isHashed;
        try {
            isHashed = task.hash(hash);
        } catch (RuntimeException | Error e) {
            task.refuse();
            throw e;
        }
        if (isHashed) {
            queue.hashed(clock.nanoTime() - begin);
        } else {
            queue.spared();
        }
        task.answer();
        return 1;
    }

    @Override
    public void onClose() {
        queue.close();
    }
}
