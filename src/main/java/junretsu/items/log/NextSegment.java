package junretsu.items.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import junretsu.base.Clock;
import junretsu.config.IoReason;

/**
 * Makes the file of the next segment, full of zeros, on a thread of its own, before the log needs it. On a disk that is
 * almost full it becomes smaller. To be used by one thread.
 */
final class NextSegment implements Closeable {
    private static final long RETRY_NANOS = 500_000_000;

    private final Path path;
    private final Disk disk;
    private final Clock clock;
    private final SegmentSizes sizes;
    private FutureTask<Long> making;
    private Thread thread;
    private long askedNanos;
    private volatile boolean isAwaited;
    private volatile boolean isClosed;

    NextSegment(Path directory, Disk disk, SegmentSizes sizes, Clock clock) {
        path = directory.resolve("items-next.log");
        this.disk = disk;
        this.sizes = sizes;
        this.clock = clock;
    }

    /** Begins to make it, unless it is there or under way, or failed a moment ago. */
    void prepare(long bytes) {
        prepare(bytes, Math.min(bytes, sizes.first()));
    }

    private void prepare(long bytes, long bytesMin) {
        if (making != null && (!making.isDone() || hasMade() || clock.nanoTime() - askedNanos < RETRY_NANOS)) {
            return;
        }
        making = new FutureTask<>(() -> make(bytes, bytesMin));
        askedNanos = clock.nanoTime();
        thread = new Thread(making, "item-log-room");
        thread.setDaemon(true);
        thread.start();
    }

    private boolean hasMade() {
        try {
            making.get();
            return true;
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException("a task that is done is not waited for", e);
        }
    }

    /**
     * Waits until the file is there, to be taken.
     *
     * @param bytes of the file, as a rule
     * @param bytesMin which it must have
     * @throws LogFullException when it cannot be made at the moment
     */
    void await(long bytes, long bytesMin) throws IOException {
        isAwaited = true;
        try {
            prepare(Math.max(bytes, bytesMin), bytesMin);
            if (made() < bytesMin) {
                making = null;
                prepare(bytesMin, bytesMin);
                made();
            }
            making = null;
        } finally {
            isAwaited = false;
        }
    }

    private long made() throws IOException {
        try {
            return making.get();
        } catch (ExecutionException e) {
            IOException cause = e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
            throw full(cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the next segment of the log, " + path, e);
        }
    }

    private LogFullException full(IOException cause) {
        return new LogFullException("no next segment of the log, " + path + ": " + IoReason.of(cause), cause);
    }

    /**
     * Gives the file a header and its name, which is not on the disk yet.
     *
     * @throws LogFullException when that cannot be done at the moment; the file is gone then
     */
    FrameFile take(ByteBuffer header, Path name) throws IOException {
        FrameFile file = null;
        try {
            file = FrameFile.open(disk, path, 0);
            file.append(header);
            Files.move(path, name, StandardCopyOption.ATOMIC_MOVE);
            return file;
        } catch (IOException e) {
            if (file != null) {
                file.close();
            }
            Files.deleteIfExists(path);
            throw full(e);
        }
    }

    private long make(long bytes, long bytesMin) throws IOException {
        long size = bytes;
        while (true) {
            try {
                Zeros.make(disk, path, size, () -> isAwaited);
                return size;
            } catch (IOException e) {
                Files.deleteIfExists(path);
                if (isClosed || size <= bytesMin) {
                    throw e;
                }
                size = Math.max(bytesMin, size / 4);
            }
        }
    }

    /** Ends what is under way, and removes the file. */
    @Override
    public void close() throws IOException {
        isClosed = true;
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        Files.deleteIfExists(path);
    }
}
