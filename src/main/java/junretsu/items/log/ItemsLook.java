package junretsu.items.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import junretsu.config.StartException;
import junretsu.service.data.PrivateCopy;

/**
 * The log and the tenants of a directory, read and left as they are, also beside a server that writes them. To be used
 * by one thread.
 */
final class ItemsLook {
    private final NodeStamp stamp;
    private final TenantLog tenants;
    private final Segments segments;
    private final String tail;

    private ItemsLook(NodeStamp stamp, TenantLog tenants, Segments segments, String tail) {
        this.stamp = stamp;
        this.tenants = tenants;
        this.segments = segments;
        this.tail = tail;
    }

    /** @throws StartException when key, list of tenants or a header is damaged, or of another node */
    static ItemsLook open(Path directory) throws IOException, StartException {
        NodeStamp stamp = stamp(directory);
        String[] tail = {null};
        try (PrivateCopy copy = PrivateCopy.of(
                directory, List.of(TenantLog.path(directory).getFileName().toString()))) {
            TenantLog tenants = copy.read(() -> {
                try (TenantLog log = TenantLog.open(copy.directory(), stamp, Disk.SYSTEM, notice -> tail[0] = notice)) {
                    return log;
                }
            });
            return new ItemsLook(stamp, tenants, Segments.open(directory, stamp), tail[0]);
        }
    }

    private static NodeStamp stamp(Path directory) throws IOException, StartException {
        Path key = KeyFile.path(directory);
        if (Files.notExists(key)) {
            throw Damage.of(key, "it is missing");
        }
        try (FileChannel channel = FileChannel.open(key, StandardOpenOption.READ)) {
            return KeyFile.stamp(key, channel);
        }
    }

    NodeStamp stamp() {
        return stamp;
    }

    /** The tenants; they can only be read. */
    TenantLog tenants() {
        return tenants;
    }

    /** The tail that a start would cut off the list of tenants, in a sentence; null when it is nothing. */
    String tail() {
        return tail;
    }

    /** All segments in their order; none of a directory without items. */
    List<Segment> segments() {
        return segments.isEmpty()
                ? List.of()
                : Stream.concat(segments.sealed().stream(), Stream.of(segments.last()))
                        .toList();
    }

    /** Number of the last frame that a segment had at first; unknown and very large for the one that is written. */
    long lastFrame(Segment segment) {
        return segments.lastFrame(segment);
    }

    /** Items by tenant's number, 0 for those that were erased. */
    long[] counts() throws IOException, StartException {
        long[] counts = new long[tenants.nextNumber()];
        visit((tenant, first, second, array, from, length) -> {
            if (tenant < counts.length) {
                counts[tenant]++;
            }
        });
        tenants.erased().stream().forEach(tenant -> counts[tenant] = 0);
        return counts;
    }

    /** Hands over all items, those of erased tenants too, up to the last whole frame. */
    void visit(LogVisitor visitor) throws IOException, StartException {
        long last = 0;
        for (Segment segment : segments()) {
            try (SegmentInput input = SegmentInput.open(segment.path(), stamp)) {
                while (input.next(last)) {
                    input.visit(visitor);
                    last = input.frames().number();
                }
                if (lastFrame(segment) != Long.MAX_VALUE) {
                    input.requireAll(last, lastFrame(segment));
                    last = lastFrame(segment);
                }
            }
        }
    }
}
