package junretsu.items.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import junretsu.config.StartException;

/** The files of a log by their first frames; the last one is being written. Any thread may look. */
final class Segments {
    private static final Pattern NAME = Pattern.compile("items-[0-9a-f]{16}\\.log");

    private final Path directory;
    private final NodeStamp stamp;
    private final ConcurrentSkipListMap<Long, Segment> byFirst = new ConcurrentSkipListMap<>();

    private Segments(Path directory, NodeStamp stamp) {
        this.directory = directory;
        this.stamp = stamp;
    }

    /**
     * Finds the files of a directory and checks the header of each.
     *
     * @throws StartException when one is not of this node, or the first one is missing
     */
    static Segments open(Path directory, NodeStamp stamp) throws IOException, StartException {
        Segments segments = new Segments(directory, stamp);
        for (Path path : paths(directory)) {
            segments.add(path);
        }
        if (!segments.isEmpty() && segments.byFirst.firstKey() != 1) {
            throw Damage.of(segments.path(1), "it is missing, but later parts of the log are there");
        }
        return segments;
    }

    /** Tells whether a directory has parts of a log. */
    static boolean areIn(Path directory) throws IOException {
        return !paths(directory).isEmpty();
    }

    private static List<Path> paths(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    private void add(Path path) throws IOException, StartException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            LogHeader header = LogHeader.read(LogHeader.Kind.SEGMENT, channel, path, stamp);
            if (!path.equals(path(header.frame()))) {
                throw Damage.of(
                        path,
                        "it begins with frame " + header.frame() + " and should be called "
                                + path(header.frame()).getFileName());
            }
            long bytes = header.isCompacted() ? header.bytes() : channel.size();
            byFirst.put(header.frame(), new Segment(header.frame(), path, bytes));
        }
    }

    /** The file of the segment that begins with a frame. */
    Path path(long first) {
        return directory.resolve(String.format("items-%016x.log", first));
    }

    Path directory() {
        return directory;
    }

    NodeStamp stamp() {
        return stamp;
    }

    boolean isEmpty() {
        return byFirst.isEmpty();
    }

    /** Adds a segment, or takes another in the place of one that begins with the same frame. */
    void put(Segment segment) {
        byFirst.put(segment.first(), segment);
    }

    Segment last() {
        return byFirst.lastEntry().getValue();
    }

    /** The segment that holds a frame, or will hold it. */
    Segment holding(long frame) {
        return byFirst.floorEntry(frame).getValue();
    }

    /** Number of the last frame of a segment; that of {@link #last} is unknown and very large. */
    long lastFrame(Segment segment) {
        Long next = byFirst.higherKey(segment.first());
        return next == null ? Long.MAX_VALUE : next - 1;
    }

    /** Bytes of the segments that hold, or may hold, frames behind one; read from the files. */
    long bytesBehind(long frame) {
        return byFirst.values().stream()
                .filter(segment -> lastFrame(segment) > frame)
                .mapToLong(Segment::bytes)
                .sum();
    }

    /** All but the one that is being written. */
    List<Segment> sealed() {
        return List.copyOf(byFirst.headMap(byFirst.lastKey()).values());
    }
}
