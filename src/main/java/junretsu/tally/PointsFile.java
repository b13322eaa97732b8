package junretsu.tally;

import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import junretsu.base.LockedFile;
import junretsu.config.StartException;

/**
 * The course of some totals over time, named series: what came in each second of the last hour and each minute of the
 * last day, in a file that is mapped into memory. Little-endian, each cell 64 bits, n series:
 *
 * <pre>
 *   DIR/history
 *      0  header page     see FileHeader; node ID and creation time are those of the counters that it belongs to
 *   4096  entry is valid  1 while an entry is being carried out, else 0
 *         booked          n totals, what of the node's totals is in the points
 *         entry           a point of a second, a point of a minute, n totals: what these and the booked become
 *   8192  3,600 points of a second, then 1,440 points of a minute; 0 up to a whole page
 *
 *   a point: its begin in unix seconds, n values; its place is begin / step modulo the ring
 * </pre>
 *
 * <p>An addition changes two points and the booked totals. It is written down as an entry first, with the values that
 * they will have, then declared valid, then carried out. A process that is killed leaves either no valid entry, and
 * nothing has changed, or one, which the next {@link #open} carries out, once more where it had been already. So the
 * points of a ring that holds them all add up to what came, across any crash of the process. What came between the
 * last addition and a crash is in the first point after it.
 *
 * <p>When the clock is set back, what comes is added to the points of the same times, and where a ring's place holds
 * a point that is up to a day ahead of the clock, to that one; a point further ahead is the work of a wrong clock and
 * makes room.
 *
 * <p>One thread adds; any may read, and sees each value of a point as it was before an addition or after it.
 */
public final class PointsFile implements Closeable {
    /** The two rings: the length of a point, and how many there are. */
    public enum Step {
        SECOND(1, 3_600),
        MINUTE(60, 1_440);

        private final int seconds;
        private final int points;

        Step(int seconds, int points) {
            this.seconds = seconds;
            this.points = points;
        }

        /** Seconds of a point. */
        public int seconds() {
            return seconds;
        }

        /** Seconds of the whole ring. */
        public long spanSeconds() {
            return (long) seconds * points;
        }
    }

    /**
     * The growth of the totals in a second or a minute.
     *
     * @param beginSeconds unix seconds, a multiple of the step
     * @param values one for each series
     */
    public record Point(long beginSeconds, long[] values) {}

    private static final Step[] STEPS = Step.values();
    private static final String FILE_NAME = "history";
    private static final int IS_VALID_AT = FileHeader.BYTES;
    private static final int BOOKED_AT = IS_VALID_AT + Long.BYTES;
    private static final int RINGS_AT = 2 * FileHeader.BYTES;
    private static final long AHEAD_SECONDS_MAX = 86_400;

    private final MappedCells cells;
    private final List<String> names;
    private final int series;
    private final int pointBytes;

    PointsFile(MappedCells cells, List<String> names) {
        this.cells = cells;
        this.names = List.copyOf(names);
        series = names.size();
        pointBytes = pointBytes(series);
    }

    /**
     * Opens the file, making it when it is missing, and carries out what was under way when the process before was
     * killed.
     *
     * @param counters of the directory; the points are theirs
     * @param series names, at most 100
     * @param totals of the series, from which a new file goes on
     * @throws StartException when it cannot be made, or is not the history of these counters; its message is a sentence
     */
    public static PointsFile open(Path directory, CounterFile counters, List<String> series, long[] totals)
            throws StartException {
        Path path = directory.resolve(FILE_NAME);
        List<String> names = new ArrayList<>(series);
        names.add(0, counters.service());
        FileHeader header = new FileHeader(
                FileHeader.Kind.POINTS, series.size(), counters.createdMs(), counters.nodeId(), List.copyOf(names));
        int bytes = bytes(series.size());
        try (LockedFile file = WholeFile.openOrMake(path, beginning(header, totals), bytes)) {
            if (file == null) {
                throw new StartException(path + " is in use by another server; stop that one");
            }
            requireSame(header, file.channel(), path);
            PointsFile points =
                    new PointsFile(new MappedCells(file.channel().map(MapMode.READ_WRITE, 0, bytes), path), series);
            points.resume(totals);
            return points;
        } catch (IOException e) {
            throw StartException.of("cannot open the history " + path, e);
        }
    }

    /** The names of the series, in the order of a point's values. */
    public List<String> names() {
        return names;
    }

    /**
     * Adds what came since the last time to the points of this moment. For one thread.
     *
     * @param nowSeconds unix seconds
     * @param totals of the series; none is less than the last time
     */
    public void add(long nowSeconds, long[] totals) {
        writeEntry(nowSeconds, totals);
        VarHandle.storeStoreFence();
        cells.set(IS_VALID_AT, 1);
        VarHandle.storeStoreFence();
        carryOut();
    }

    /**
     * Returns the points that there are of a span that ends now, the oldest first; none for a time at which nothing
     * ran.
     */
    public List<Point> read(Step step, long spanSeconds, long nowSeconds) {
        List<Point> points = new ArrayList<>();
        long last = begin(step, nowSeconds);
        long count = Math.min(step.points, (spanSeconds + step.seconds - 1) / step.seconds);
        for (long begin = last - (count - 1) * step.seconds; begin <= last; begin += step.seconds) {
            int at = place(step, begin);
            if (cells.get(at) == begin) {
                VarHandle.loadLoadFence();
                long[] values = values(at);
                VarHandle.loadLoadFence();
                if (cells.get(at) == begin) {
                    points.add(new Point(begin, values));
                }
            }
        }
        return points;
    }

    /** Returns all points that there are of a ring, the oldest first, while nobody adds. */
    public List<Point> all(Step step) {
        List<Point> points = new ArrayList<>();
        int ring = place(step, 0);
        for (int at = ring; at < ring + step.points * pointBytes; at += pointBytes) {
            if (cells.get(at) != 0) {
                points.add(new Point(cells.get(at), values(at)));
            }
        }
        points.sort(Comparator.comparingLong(Point::beginSeconds));
        return points;
    }

    /** The totals of the series that are in the points, or were before the points began. */
    public long[] booked() {
        return values(BOOKED_AT - Long.BYTES);
    }

    /** Writes the points to the disk. */
    @Override
    public void close() throws IOException {
        cells.force();
    }

    /** The header and the booked totals of a new file. */
    private static ByteBuffer beginning(FileHeader header, long[] totals) {
        ByteBuffer pages = ByteBuffer.allocate(RINGS_AT).order(ByteOrder.LITTLE_ENDIAN);
        pages.put(header.encode()).position(BOOKED_AT);
        pages.asLongBuffer().put(totals);
        return pages.rewind();
    }

    private static void requireSame(FileHeader wanted, FileChannel channel, Path path)
            throws IOException, StartException {
        FileHeader found = FileHeader.read(FileHeader.Kind.POINTS, channel, path);
        if (!found.names().equals(wanted.names())) {
            throw new StartException(path + " has the points of " + found.names() + ", not of " + wanted.names()
                    + "; move it away, no count depends on it");
        }
        if (!found.nodeId().equals(wanted.nodeId()) || found.createdMs() != wanted.createdMs()) {
            throw new StartException(path + " belongs to other counters than those beside it, to those of the node "
                    + found.nodeId() + "; move it away, no count depends on it");
        }
        if (found.count() != wanted.count() || channel.size() != bytes(wanted.count())) {
            throw FileHeader.Kind.POINTS.damaged(path, "it was cut or extended to " + channel.size() + " bytes");
        }
    }

    /**
     * Counters that are lower than what was booked were put back from a copy: their points stay, and new ones go on
     * from here.
     */
    private void resume(long[] totals) {
        if (cells.get(IS_VALID_AT) == 1) {
            carryOut();
        }
        for (int i = 0; i < series; i++) {
            int at = BOOKED_AT + i * Long.BYTES;
            cells.set(at, Math.min(cells.get(at), totals[i]));
        }
    }

    private void writeEntry(long nowSeconds, long[] totals) {
        int entry = entryAt();
        for (Step step : STEPS) {
            int at = place(step, begin(step, nowSeconds));
            long begin = pointBegin(step, nowSeconds, cells.get(at));
            boolean isSame = cells.get(at) == begin;
            cells.set(entry, begin);
            for (int i = 0; i < series; i++) {
                long came = Math.max(0, totals[i] - cells.get(BOOKED_AT + i * Long.BYTES));
                long before = isSame ? cells.get(value(at, i)) : 0;
                cells.set(value(entry, i), before + came);
            }
            entry += pointBytes;
        }
        for (int i = 0; i < series; i++) {
            cells.set(entry + i * Long.BYTES, totals[i]);
        }
    }

    /** Sets everything to the entry's values, which may be done again. */
    private void carryOut() {
        int entry = entryAt();
        for (Step step : STEPS) {
            setPoint(place(step, cells.get(entry)), entry);
            entry += pointBytes;
        }
        for (int i = 0; i < series; i++) {
            cells.set(BOOKED_AT + i * Long.BYTES, cells.get(entry + i * Long.BYTES));
        }
        VarHandle.storeStoreFence();
        cells.set(IS_VALID_AT, 0);
        VarHandle.storeStoreFence();
    }

    /**
     * A place that gets another point has no begin meanwhile, so that no reader takes the new values for the old
     * point's.
     */
    private void setPoint(int at, int entry) {
        long begin = cells.get(entry);
        if (cells.get(at) != begin) {
            cells.set(at, 0);
            VarHandle.storeStoreFence();
        }
        for (int i = 0; i < series; i++) {
            cells.set(value(at, i), cells.get(value(entry, i)));
        }
        VarHandle.storeStoreFence();
        cells.set(at, begin);
    }

    private static long pointBegin(Step step, long nowSeconds, long found) {
        long begin = begin(step, nowSeconds);
        return found > begin && found - begin <= AHEAD_SECONDS_MAX ? found : begin;
    }

    private static long begin(Step step, long nowSeconds) {
        return nowSeconds - Math.floorMod(nowSeconds, step.seconds);
    }

    private long[] values(int at) {
        long[] values = new long[series];
        for (int i = 0; i < series; i++) {
            values[i] = cells.get(value(at, i));
        }
        return values;
    }

    private int entryAt() {
        return BOOKED_AT + series * Long.BYTES;
    }

    private int place(Step step, long begin) {
        int ring = RINGS_AT + (step == Step.SECOND ? 0 : Step.SECOND.points * pointBytes);
        return ring + Math.floorMod(begin / step.seconds, step.points) * pointBytes;
    }

    private static int value(int point, int series) {
        return point + (1 + series) * Long.BYTES;
    }

    private static int pointBytes(int series) {
        return (1 + series) * Long.BYTES;
    }

    private static int bytes(int series) {
        int bytes = RINGS_AT + (Step.SECOND.points + Step.MINUTE.points) * pointBytes(series);
        return (bytes + FileHeader.BYTES - 1) / FileHeader.BYTES * FileHeader.BYTES;
    }
}
