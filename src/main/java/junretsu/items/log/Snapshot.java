package junretsu.items.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import junretsu.items.set.FingerprintSet;

/**
 * A snapshot that is being written while the node counts on. To be used by the thread that changes the set, and only
 * while the set holds nothing that is not committed.
 */
public final class Snapshot implements Closeable {
    private final FingerprintSet set;
    private final ItemLog log;
    private final SnapshotWriter writer;
    private int chunk = 1;

    Snapshot(Path directory, NodeStamp stamp, Disk disk, FingerprintSet set, ItemLog log, long[] counts)
            throws IOException {
        this.set = set;
        this.log = log;
        LogHeader header = new LogHeader(LogHeader.Kind.SNAPSHOT, false, log.committed(), counts.length, 0);
        ByteBuffer bytes = ByteBuffer.allocate(countsBytes(counts.length));
        bytes.order(ByteOrder.LITTLE_ENDIAN).position(SnapshotFile.CHUNK_HEADER_BYTES);
        bytes.asLongBuffer().put(counts);
        writer = new SnapshotWriter(SnapshotFile.path(directory), stamp, disk, header, bytes.rewind());
    }

    /**
     * The length of the chunk of counts.
     *
     * @throws IOException when so many do not fit into one
     */
    static int countsBytes(int tenants) throws IOException {
        long bytes = SnapshotFile.CHUNK_HEADER_BYTES + (long) tenants * Long.BYTES;
        if (bytes > Integer.MAX_VALUE) {
            throw new IOException("a snapshot has no room for the counts of " + tenants
                    + " tenants and windows, erased ones included");
        }
        return (int) bytes;
    }

    /**
     * Copies the next part of the set, if the disk has taken enough of the earlier ones; never waits for the disk.
     *
     * @return true when the snapshot is whole, on the disk, and has taken the place of the last one
     * @throws IOException when it failed; the last one stays
     */
    public boolean step() throws IOException {
        if (log.failure() != null) {
            close();
            throw new IOException("no snapshot, since the set may hold what the log has not: "
                    + log.failure().getMessage());
        }
        if (writer.isDone()) {
            return true;
        }
        ByteBuffer buffer = chunk < SnapshotFile.CHUNKS ? writer.free() : null;
        if (buffer != null) {
            writer.write(copyChunk(buffer));
            chunk++;
        }
        return false;
    }

    private ByteBuffer copyChunk(ByteBuffer buffer) {
        boolean isPart = chunk <= FingerprintSet.PARTS;
        int length = SnapshotFile.CHUNK_HEADER_BYTES + (isPart ? set.partBytes(chunk - 1) : Long.BYTES);
        ByteBuffer target = buffer.capacity() >= length
                ? buffer.clear()
                : ByteBuffer.allocateDirect(length + length / 4).order(ByteOrder.LITTLE_ENDIAN);
        target.position(SnapshotFile.CHUNK_HEADER_BYTES);
        if (isPart) {
            set.copyPart(chunk - 1, target);
        } else {
            target.putLong(log.committed());
        }
        return target.flip();
    }

    /** True when nothing is written any more. */
    boolean hasEnded() {
        return writer.hasEnded();
    }

    /** Gives up a snapshot that is not whole. May wait for the disk. */
    @Override
    public void close() {
        writer.close();
    }
}
