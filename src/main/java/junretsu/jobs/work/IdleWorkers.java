package junretsu.jobs.work;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import junretsu.base.IdlePolicy;

/**
 * The workers that found nothing to do: a bit each. A worker sets its bit before it looks for a turn. One who brings
 * work looks at the bits afterwards, so either sees the other.
 */
final class IdleWorkers {
    /** After this time a worker looks again without having been woken. */
    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final AtomicLongArray idle;
    private final AtomicReferenceArray<Thread> threads;

    IdleWorkers(int workers) {
        idle = new AtomicLongArray((workers + 63) / 64);
        threads = new AtomicReferenceArray<>(workers);
    }

    /** Lets a worker wait, unless it was woken since it last looked. To be called by its own thread, as all below. */
    IdlePolicy policy(int worker) {
        return work -> {
            if (work == 0 && (idle.get(worker >> 6) & 1L << worker) != 0) {
                LockSupport.parkNanos(this, NAP_NANOS);
            }
        };
    }

    void start(int worker) {
        threads.set(worker, Thread.currentThread());
    }

    /** To be called before a worker looks for a turn. */
    void enter(int worker) {
        long bit = 1L << worker;
        idle.accumulateAndGet(worker >> 6, bit, (bits, added) -> bits | added);
    }

    /** To be called when it found one. */
    void leave(int worker) {
        long bit = 1L << worker;
        idle.accumulateAndGet(worker >> 6, bit, (bits, removed) -> bits & ~removed);
    }

    /** Wakes one that is idle. Any thread may call. */
    void wakeOne() {
        for (int word = 0; word < idle.length(); word++) {
            for (long bits; (bits = idle.get(word)) != 0; ) {
                long bit = Long.lowestOneBit(bits);
                if (idle.compareAndSet(word, bits, bits & ~bit)) {
                    LockSupport.unpark(threads.get(word << 6 | Long.numberOfTrailingZeros(bit)));
                    return;
                }
            }
        }
    }
}
