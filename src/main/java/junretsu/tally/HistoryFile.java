package junretsu.tally;

import java.io.Closeable;
import java.io.IOException;
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
 * What was counted in each second of the last hour and each minute of the last day, in a file that is mapped into memory:
 *
 * <pre>
 *   DIR/history   little-endian
 *   0     8 bytes "JRHIST01"
 *   8     8 bytes  votes, 16: kernel drops, 24: rejected; what of the node's totals is in the points already
 *   4096  3,600 points of a second, then 1,440 points of a minute
 *   a point is 32 bytes: its begin in unix seconds, votes, kernel drops, rejected; its place is begin / step modulo the ring
 * </pre>
 *
 * Since the totals up to which it is written stand in it, what came between the last second before a crash and the crash is
 * in the first point after it, and the points add up to the totals. A point is the sum of all that was added within it. One
 * thread adds; any may read, and sees a point that is being written as it was or as it will be, or its parts mixed.
 */
public final class HistoryFile implements Closeable {
    /** Seconds of a point, and how many points there are. */
    public enum Step {
        SECOND(1, 3_600, HEADER_BYTES),
        MINUTE(60, 1_440, HEADER_BYTES + 3_600 * POINT_BYTES);

        private final int seconds;
        private final int points;
        private final int offset;

        Step(int seconds, int points, int offset) {
            this.seconds = seconds;
            this.points = points;
            this.offset = offset;
        }

        public int seconds() {
            return seconds;
        }

        /** How far back it goes. */
        public long spanSeconds() {
            return (long) seconds * points;
        }
    }

    /** @param beginSeconds unix seconds, a multiple of the step */
    public record Point(long beginSeconds, long votes, long dropped, long rejected) {}

    private static final int HEADER_BYTES = 4_096;
    private static final int POINT_BYTES = 32;
    private static final long MAGIC = ByteBuffer.wrap("JRHIST01".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
            .getLong();
    private static final int BYTES = HEADER_BYTES + (3_600 + 1_440) * POINT_BYTES;

    private final MappedByteBuffer mapping;

    private HistoryFile(MappedByteBuffer mapping) {
        this.mapping = mapping;
        mapping.order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * @param now the node's totals, from which a new file goes on
     * @throws IOException when the file cannot be made or is none of this kind; its message names the file
     */
    public static HistoryFile open(Path directory, Tally now) throws IOException {
        Path path = directory.resolve("history");
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            boolean isNew = channel.size() == 0;
            if (isNew) {
                fill(channel, now);
            }
            ByteBuffer magic = ByteBuffer.allocate(Long.BYTES);
            channel.read(magic, 0);
            if (channel.size() != BYTES || magic.flip().remaining() < Long.BYTES || magic.getLong() != MAGIC) {
                throw new IOException(path + " is no history of this version; move it away");
            }
            return new HistoryFile(channel.map(MapMode.READ_WRITE, 0, BYTES));
        }
    }

    /** Adds what came since the last time to the points of this moment. For one thread. */
    public void add(long nowSeconds, Tally now) {
        long votes = now.total() - mapping.getLong(8);
        long dropped = now.kernelDrops() - mapping.getLong(16);
        long rejected = now.rejected() - mapping.getLong(24);
        for (Step step : Step.values()) {
            add(step, nowSeconds - nowSeconds % step.seconds, votes, dropped, rejected);
        }
        mapping.putLong(8, now.total());
        mapping.putLong(16, now.kernelDrops());
        mapping.putLong(24, now.rejected());
    }

    /** The points that there are of a span that ends now, the oldest first; none for a time at which nothing ran. */
    public List<Point> read(Step step, long spanSeconds, long nowSeconds) {
        List<Point> points = new ArrayList<>();
        long last = nowSeconds - nowSeconds % step.seconds;
        long count = Math.min(step.points, (spanSeconds + step.seconds - 1) / step.seconds);
        for (long begin = last - (count - 1) * step.seconds; begin <= last; begin += step.seconds) {
            int at = place(step, begin);
            if (mapping.getLong(at) == begin) {
                points.add(
                        new Point(begin, mapping.getLong(at + 8), mapping.getLong(at + 16), mapping.getLong(at + 24)));
            }
        }
        return points;
    }

    @Override
    public void close() {
        mapping.force();
    }

    private void add(Step step, long begin, long votes, long dropped, long rejected) {
        int at = place(step, begin);
        boolean isSame = mapping.getLong(at) == begin;
        mapping.putLong(at + 8, votes + (isSame ? mapping.getLong(at + 8) : 0));
        mapping.putLong(at + 16, dropped + (isSame ? mapping.getLong(at + 16) : 0));
        mapping.putLong(at + 24, rejected + (isSame ? mapping.getLong(at + 24) : 0));
        mapping.putLong(at, begin);
    }

    private static int place(Step step, long begin) {
        return step.offset + (int) (begin / step.seconds % step.points) * POINT_BYTES;
    }

    private static void fill(FileChannel channel, Tally now) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.putLong(0, MAGIC);
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(8, now.total()).putLong(16, now.kernelDrops()).putLong(24, now.rejected());
        while (bytes.hasRemaining()) {
            channel.write(bytes, bytes.position());
        }
    }
}
