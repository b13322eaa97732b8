package junretsu.items.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import junretsu.config.StartException;
import junretsu.items.set.FingerprintSet;

/**
 * A set and the counts of its tenants on the disk: a header (see {@link LogHeader}), then chunks:
 *
 * <pre>
 *   DIR/items.snapshot
 *   a chunk: | length i32 | checksum i32, CRC-32C of the salt, the chunk's index and its bytes | bytes |
 *
 *   chunk 0            a count i64 for each tenant by number, as of the frame that the header names
 *   chunks 1 to 1,024  parts of the set, each as of that frame or a later one
 *   chunk 1,025        i64, the last frame that any part may hold
 * </pre>
 */
final class SnapshotFile {
    static final int CHUNK_HEADER_BYTES = 8;
    static final int CHUNKS = FingerprintSet.PARTS + 2;

    private SnapshotFile() {}

    /**
     * The content of a snapshot.
     *
     * @param frame that the counts are of
     * @param lastFrame that any part of the set may hold
     */
    record Content(FingerprintSet set, long[] counts, long frame, long lastFrame) {}

    static Path path(Path directory) {
        return directory.resolve("items.snapshot");
    }

    /** Returns the checksum of a chunk. */
    static int checksum(NodeStamp stamp, int index, ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(stamp.saltBytes());
        crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, index));
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /**
     * Reads the snapshot of a directory.
     *
     * @param notices gets a sentence when it cannot be used
     * @return null when there is none to be used
     */
    static Content read(Path directory, NodeStamp stamp, Consumer<String> notices) {
        Path path = path(directory);
        if (Files.notExists(path)) {
            return null;
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            LogHeader header = LogHeader.read(LogHeader.Kind.SNAPSHOT, channel, path, stamp);
            return read(header, new Chunks(channel, stamp));
        } catch (IOException e) {
            notices.accept("passed over the snapshot " + path + " and reads the whole log: " + e.getMessage());
        } catch (StartException e) {
            notices.accept("passed over the snapshot and reads the whole log: " + e.getMessage());
        }
        return null;
    }

    /**
     * Checks the checksum of each chunk of a directory's snapshot; it takes the memory of one chunk.
     *
     * @return the last frame that any part of the set may hold
     * @throws IOException when one is wrong; its message names the chunk and the byte at which it begins
     * @throws StartException when the header is not one of this node's snapshots
     */
    static long check(Path directory, NodeStamp stamp) throws IOException, StartException {
        Path path = path(directory);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            LogHeader.read(LogHeader.Kind.SNAPSHOT, channel, path, stamp);
            Chunks chunks = new Chunks(channel, stamp);
            while (chunks.index < CHUNKS) {
                long begin = chunks.position;
                try {
                    chunks.next();
                } catch (IOException e) {
                    throw new IOException(e.getMessage() + ", from byte " + begin + " on", e);
                }
            }
            return chunks.bytes.getLong(0);
        }
    }

    private static Content read(LogHeader header, Chunks chunks) throws IOException {
        long[] counts = new long[chunks.next().remaining() / Long.BYTES];
        chunks.bytes.asLongBuffer().get(counts);
        chunks.bytes.position(chunks.bytes.limit());
        FingerprintSet set = FingerprintSet.read(chunks);
        try {
            if (counts.length != header.count() || chunks.index != CHUNKS - 1) {
                throw new IOException("it has other counts or parts than it says");
            }
            return new Content(set, counts, header.frame(), chunks.next().getLong());
        } catch (IOException | RuntimeException e) {
            set.close();
            throw e;
        }
    }

    /** Checks each chunk before it gives any byte of it away. */
    private static final class Chunks implements ReadableByteChannel {
        private final FileChannel channel;
        private final NodeStamp stamp;
        private final ByteBuffer header = allocate(CHUNK_HEADER_BYTES);
        private ByteBuffer bytes = allocate(1 << 16).limit(0);
        private long position = LogHeader.BYTES;
        private int index;

        Chunks(FileChannel channel, NodeStamp stamp) {
            this.channel = channel;
            this.stamp = stamp;
        }

        private static ByteBuffer allocate(int capacity) {
            return ByteBuffer.allocateDirect(capacity).order(ByteOrder.LITTLE_ENDIAN);
        }

        ByteBuffer next() throws IOException {
            fill(header.clear());
            int length = header.getInt(0);
            if (length < 0 || length > channel.size() - position) {
                throw new IOException("its chunk " + index + " is not whole");
            }
            bytes = length <= bytes.capacity() ? bytes : allocate(length + length / 4);
            fill(bytes.clear().limit(length));
            if (checksum(stamp, index, bytes.flip()) != header.getInt(4)) {
                throw new IOException("its chunk " + index + " has a wrong checksum");
            }
            bytes.rewind();
            index++;
            return bytes;
        }

        private void fill(ByteBuffer to) throws IOException {
            while (to.hasRemaining()) {
                int read = channel.read(to, position);
                if (read < 0) {
                    throw new IOException("it ends in its chunk " + index);
                }
                position += read;
            }
        }

        @Override
        public int read(ByteBuffer to) throws IOException {
            if (!bytes.hasRemaining()) {
                if (index == CHUNKS - 1) {
                    return -1;
                }
                next();
            }
            int length = Math.min(bytes.remaining(), to.remaining());
            to.put(bytes.slice().limit(length));
            bytes.position(bytes.position() + length);
            return length;
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
