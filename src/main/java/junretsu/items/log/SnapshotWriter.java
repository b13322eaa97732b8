package junretsu.items.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import junretsu.config.IoReason;

/**
 * Writes a snapshot on a thread of its own, from a few buffers that go round. All methods are for the thread that
 * fills the buffers.
 */
final class SnapshotWriter implements Closeable {
    private static final int BUFFERS = 4;
    private static final int BUFFER_BYTES = 1 << 16;

    /** So that the disk is not busy with the snapshot for long while the log waits. */
    private static final int FORCE_EVERY_BYTES = 8 << 20;

    private final Path path;
    private final NodeStamp stamp;
    private final Disk disk;
    private final LogHeader header;
    private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(BUFFERS);
    private final BlockingQueue<ByteBuffer> full = new ArrayBlockingQueue<>(BUFFERS);
    private final Thread thread;
    private volatile boolean isDone;
    private volatile IOException failure;

    /** @param counts chunk 0, with room for its header */
    SnapshotWriter(Path path, NodeStamp stamp, Disk disk, LogHeader header, ByteBuffer counts) {
        this.path = path;
        this.stamp = stamp;
        this.disk = disk;
        this.header = header;
        for (int i = 1; i < BUFFERS; i++) {
            free.add(ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN));
        }
        full.add(counts);
        thread = new Thread(this::run, "items-snapshot");
        thread.setDaemon(true);
        thread.start();
    }

    /** A buffer to be filled; null when the disk has all of them. */
    ByteBuffer free() {
        return free.poll();
    }

    /** Takes a chunk, with room for its header, from the buffer's begin to its limit. */
    void write(ByteBuffer chunk) {
        full.add(chunk);
    }

    /**
     * Returns true when the snapshot is on the disk under its name.
     *
     * @throws IOException when it failed
     */
    boolean isDone() throws IOException {
        if (failure != null) {
            throw failure;
        }
        return isDone;
    }

    /** True when nothing is written any more, whatever came of it. */
    boolean hasEnded() {
        return isDone || failure != null;
    }

    private void run() {
        Path unfinished = Disk.unfinished(path);
        try {
            writeAll(unfinished);
            Disk.rename(unfinished, path);
            isDone = true;
        } catch (IOException e) {
            fail(unfinished, new IOException("cannot write the snapshot " + path + ": " + IoReason.of(e), e));
        } catch (InterruptedException | RuntimeException | Error e) {
            fail(unfinished, new IOException("the snapshot " + path + " was given up: " + e, e));
        }
    }

    private void fail(Path unfinished, IOException cause) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        failure = cause;
    }

    private void writeAll(Path unfinished) throws IOException, InterruptedException {
        try (FileChannel channel = disk.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            write(channel, header.encode(stamp));
            long forced = 0;
            for (int chunk = 0; chunk < SnapshotFile.CHUNKS; chunk++) {
                ByteBuffer bytes = full.take();
                finish(chunk, bytes);
                write(channel, bytes);
                if (channel.position() - forced >= FORCE_EVERY_BYTES) {
                    channel.force(false);
                    forced = channel.position();
                }
                if (bytes.isDirect()) {
                    free.add(bytes);
                } else {
                    free.add(ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN));
                }
            }
            channel.force(true);
        }
    }

    private void finish(int chunk, ByteBuffer bytes) {
        int length = bytes.limit() - SnapshotFile.CHUNK_HEADER_BYTES;
        bytes.order(ByteOrder.LITTLE_ENDIAN).position(SnapshotFile.CHUNK_HEADER_BYTES);
        int checksum = SnapshotFile.checksum(stamp, chunk, bytes);
        bytes.putInt(0, length).putInt(4, checksum).rewind();
    }

    private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Ends the thread; a snapshot that is not on the disk is given up. */
    @Override
    public void close() {
        thread.interrupt();
        boolean isInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
