package junretsu.items.serve;

import java.util.concurrent.ArrayBlockingQueue;

/** Batches that are used again, so that a request leaves no arrays behind. May be called by any thread. */
final class BatchPool {
    private static final int POOLED_MAX = 64;

    /** Batches beyond this are left to the collector, so that one large body pins nothing. */
    private static final int ENTRIES_MAX = 32_768;

    private final ArrayBlockingQueue<ItemBatch> free = new ArrayBlockingQueue<>(POOLED_MAX);

    ItemBatch take() {
        ItemBatch batch = free.poll();
        return batch == null ? new ItemBatch() : batch;
    }

    void giveBack(ItemBatch batch) {
        if (batch.capacity() <= ENTRIES_MAX) {
            batch.reset(null);
            free.offer(batch);
        }
    }
}
