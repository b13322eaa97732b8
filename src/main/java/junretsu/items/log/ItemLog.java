package junretsu.items.log;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import junretsu.base.Clock;
import junretsu.config.IoReason;

/**
 * The log of new items: frames, each with a sequence number, that are on the disk when {@link #commit} returns. A
 * position in it is the number of a frame; compaction leaves it as it is. To be written by one thread;
 * {@link #committed}, {@link #bytes} and {@link #reader} are for any.
 *
 * <pre>
 *   DIR/items-HEX.log   a segment: header (see {@link LogHeader}), frames (see {@link Frame}), zeros; HEX is the number
 *                       of its first frame
 *   DIR/items-next.log  the next one, while it is filled with zeros
 * </pre>
 */
public final class ItemLog implements Closeable {
    private final Disk disk;
    private final SegmentSizes sizes;
    private final Segments segments;
    private final NextSegment next;
    private final FrameBuffer frame;
    private final AtomicLong sealedBytes = new AtomicLong();
    private FrameFile active;
    private volatile long activeBytes;
    private volatile long committed;
    private volatile IOException failure;

    private ItemLog(Segments segments, Disk disk, SegmentSizes sizes, Clock clock) {
        this.segments = segments;
        this.disk = disk;
        this.sizes = sizes;
        next = new NextSegment(segments.directory(), disk, sizes, clock);
        frame = new FrameBuffer(segments.stamp());
    }

    /** Begins a log in a directory that has none. */
    static ItemLog begin(Segments segments, Disk disk, SegmentSizes sizes, Clock clock) throws IOException {
        ItemLog log = new ItemLog(segments, disk, sizes, clock);
        try {
            log.beginSegment(LogHeader.BYTES);
            return log;
        } catch (IOException | RuntimeException e) {
            log.next.close();
            throw e;
        }
    }

    /**
     * Goes on with a log that was read and whose end was cut where it had to be.
     *
     * @param end offset in the last segment, behind its last frame
     * @param committed number of that frame
     */
    static ItemLog resume(Segments segments, Disk disk, SegmentSizes sizes, Clock clock, long end, long committed)
            throws IOException {
        ItemLog log = new ItemLog(segments, disk, sizes, clock);
        log.active = FrameFile.open(disk, segments.last().path(), end);
        log.activeBytes = end;
        log.committed = committed;
        log.sealedBytes.set(segments.sealed().stream().mapToLong(Segment::bytes).sum());
        return log;
    }

    /** Adds an item to the frame that the next commit writes. {@code idLength} is passed over when IDs are not kept. */
    public void add(int tenant, long first, long second, byte[] id, int idFrom, int idLength) {
        Records.write(frame, tenant, first, second, segments.stamp().keepsIds() ? id : null, idFrom, idLength);
    }

    /** Forgets what was added since the last commit. */
    public void discard() {
        frame.clear();
    }

    /**
     * Writes what was added as one frame and waits until it is on the disk. Whatever comes of it, the next frame is
     * empty then.
     *
     * @return the frame's number; that of the last frame when nothing was added
     * @throws LogFullException when there is no room for it; nothing was written, and the log takes later frames
     * @throws IOException after which the log takes nothing more: what is on the disk is known only after a start
     */
    public long commit() throws IOException {
        try {
            if (failure != null) {
                throw new IOException(failure.getMessage(), failure);
            }
            return frame.isEmpty() ? committed : write();
        } finally {
            frame.clear();
        }
    }

    private long write() throws IOException {
        try {
            makeRoom(frame.frameBytes());
            int bytes = frame.frameBytes();
            active.append(frame.finish(committed + 1, active.zerosBehind(bytes)), bytes);
            activeBytes = active.end();
            committed++;
            return committed;
        } catch (LogFullException e) {
            throw e;
        } catch (IOException e) {
            failure = new IOException("cannot write the log " + segments.last().path() + ": " + IoReason.of(e), e);
            throw failure;
        } catch (RuntimeException | Error e) {
            failure = new IOException("cannot write the log " + segments.last().path() + ": " + e, e);
            throw e;
        }
    }

    private void makeRoom(int bytes) throws IOException {
        if (active.room() < bytes) {
            FrameFile full = active;
            beginSegment(LogHeader.BYTES + (long) bytes);
            full.close();
        } else if (active.size() > sizes.first() || active.end() > active.size() / 8) {
            next.prepare(sizes.after(active.size()));
        }
    }

    /** A failure before the new segment's name is on its way to the disk leaves the log as it was. */
    private void beginSegment(long bytesMin) throws IOException {
        long first = committed + 1;
        next.await(active == null ? sizes.first() : sizes.after(active.size()), bytesMin);
        FrameFile file =
                next.take(LogHeader.of(LogHeader.Kind.SEGMENT, first).encode(segments.stamp()), segments.path(first));
        try {
            Disk.forceNames(segments.directory());
        } catch (IOException e) {
            file.close();
            throw e;
        }
        if (active != null) {
            sealedBytes.addAndGet(active.size());
            segments.put(new Segment(segments.last().first(), segments.last().path(), active.size()));
        }
        active = file;
        activeBytes = file.end();
        segments.put(new Segment(first, segments.path(first), 0));
    }

    /** Number of the last frame that is on the disk; 0 when there is none. */
    public long committed() {
        return committed;
    }

    /** The fault since which the log takes nothing more; null as long as it does. Any thread. */
    public IOException failure() {
        return failure;
    }

    /** Bytes of frames on the disk; the zeros of the last segment are not counted. */
    public long bytes() {
        return sealedBytes.get() + activeBytes;
    }

    /**
     * Reads the committed frames behind a position; sees those that are committed later, too.
     *
     * @throws IllegalArgumentException when there is no such position yet: it is one of another log, or this one is an
     *     older copy
     */
    public LogReader reader(long behindFrame) {
        if (behindFrame < 0 || behindFrame > committed) {
            throw new IllegalArgumentException("frame " + behindFrame + " of a log that ends with " + committed);
        }
        return new LogReader(segments, () -> committed, behindFrame);
    }

    /**
     * Rewrites sealed segments of which more than half are items of erased tenants. One thread at a time may call,
     * beside the writer and the readers.
     *
     * @param isErased of a tenant's number; what it says yes to must be erased on the disk
     * @return bytes given back
     * @throws IOException when a segment cannot be read or rewritten; it is as it was then, and the log goes on
     */
    public long compact(IntPredicate isErased, BooleanSupplier isToStop) throws IOException {
        Compaction compaction = new Compaction(segments, disk, isErased, isToStop);
        long freed = 0;
        for (Segment segment : segments.sealed()) {
            if (isToStop.getAsBoolean()) {
                break;
            }
            long bytes = compaction.run(segment);
            sealedBytes.addAndGet(-bytes);
            freed += bytes;
        }
        return freed;
    }

    @Override
    public void close() throws IOException {
        try (next) {
            active.close();
        }
    }
}
