package junretsu.jobs.local;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The jobs that workers are at, in a mapped file that outlives {@code kill -9}: a start finds there the jobs that took
 * the process with them, or were at hand when it was killed.
 *
 * <pre>
 *   for each worker, little-endian:  0  sequence number of its job + 1; 0 when it is at none
 *                                    8  Unix milliseconds at which its turn began
 * </pre>
 *
 * Each slot is set by its worker; the rest may be called by any thread.
 */
final class WorkerSlots {
    static final int WORKERS_MAX = 256;

    private static final int SLOT_BYTES = 16;
    private static final VarHandle CELL = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final MappedByteBuffer slots;
    private volatile boolean isClosed;

    private WorkerSlots(MappedByteBuffer slots) {
        this.slots = slots;
    }

    /** A job that a worker was at. */
    record Slot(long sequence, long beganMs) {}

    /** Opens the file, which is made when it is missing. */
    static WorkerSlots open(Path path) throws IOException {
        int bytes = WORKERS_MAX * SLOT_BYTES;
        try (FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (file.size() < bytes) {
                // Written in full, so that no store meets a full disk.
                file.write(ByteBuffer.allocate(bytes), 0);
            }
            return new WorkerSlots(file.map(MapMode.READ_WRITE, 0, bytes));
        }
    }

    /** The jobs in the slots. */
    List<Slot> all() {
        List<Slot> taken = new ArrayList<>();
        for (int at = 0; at < slots.capacity(); at += SLOT_BYTES) {
            long cell = (long) CELL.getOpaque(slots, at);
            if (cell > 0) {
                taken.add(new Slot(cell - 1, (long) CELL.getOpaque(slots, at + Long.BYTES)));
            }
        }
        return taken;
    }

    /** Empties all slots. */
    void clear() {
        for (int worker = 0; worker < WORKERS_MAX; worker++) {
            CELL.setOpaque(slots, worker * SLOT_BYTES, 0L);
        }
    }

    /** A worker is at a job from now on. */
    void set(int worker, long sequence, long nowMs) {
        if (!isClosed) {
            CELL.setOpaque(slots, worker * SLOT_BYTES + Long.BYTES, nowMs);
            CELL.setOpaque(slots, worker * SLOT_BYTES, sequence + 1);
        }
    }

    /** Whoever is at a job, is at it no more. */
    void leave(long sequence) {
        for (int at = 0; at < slots.capacity(); at += SLOT_BYTES) {
            if ((long) CELL.getOpaque(slots, at) == sequence + 1) {
                CELL.setOpaque(slots, at, 0L);
            }
        }
    }

    /** Empties all slots for good: the process ends as it should. */
    void close() {
        isClosed = true;
        clear();
    }
}
