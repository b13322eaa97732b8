package junretsu.items.serve;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Batches that are used again, so that a request leaves no arrays behind, and the memory of those that are filled or
 * wait for the disk. May be called by any thread.
 */
final class BatchPool {
    private static final int POOLED_MAX = 64;

    /** Batches beyond this are left to the collector, so that one large body pins nothing. */
    private static final int ENTRIES_MAX = 32_768;

    private final ArrayBlockingQueue<ItemBatch> free = new ArrayBlockingQueue<>(POOLED_MAX);
    private final AtomicLong usedBytes = new AtomicLong();
    private final long bytesMax;

    /** @param bytesMax of all batches that are in use */
    BatchPool(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Returns an empty batch, to be given back once. */
    ItemBatch take() {
        ItemBatch pooled = free.poll();
        ItemBatch batch = pooled == null ? new ItemBatch(this) : pooled;
        usedBytes.addAndGet(batch.bytes());
        return batch;
    }

    /** @throws BadItem when so many more bytes for a batch are not left */
    void claim(long bytes) {
        if (usedBytes.addAndGet(bytes) > bytesMax) {
            usedBytes.addAndGet(-bytes);
            throw new BadItem(503, "the memory for items that are not on the disk yet is in use; nothing was taken");
        }
    }

    void giveBack(ItemBatch batch) {
        usedBytes.addAndGet(-batch.bytes());
        if (batch.capacity() <= ENTRIES_MAX) {
            batch.reset(null, false);
            free.offer(batch);
        }
    }

    long usedBytes() {
        return usedBytes.get();
    }
}
