package junretsu.items.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import junretsu.base.Clock;
import junretsu.config.StartException;
import junretsu.items.set.FingerprintSet;
import junretsu.items.set.SetFullException;

/** Brings set, counts and log back from the files of a directory. To be used once. */
final class Recovery {
    /** Bytes that an item takes at least. */
    private static final int RECORD_BYTES = 17;

    private final Path directory;
    private final NodeStamp stamp;
    private final Disk disk;
    private final TenantLog tenants;
    private final Consumer<String> notices;
    private final long[] counts;
    private FingerprintSet set;
    private SetFiller filler;
    private int unknownTenant = -1;

    Recovery(Path directory, NodeStamp stamp, Disk disk, TenantLog tenants, Consumer<String> notices) {
        this.directory = directory;
        this.stamp = stamp;
        this.disk = disk;
        this.tenants = tenants;
        this.notices = notices;
        counts = new long[tenants.nextNumber()];
    }

    /** Items by tenant's number, once the log was opened. */
    long[] counts() {
        return counts;
    }

    /** The set, once the log was opened; its owner closes it, also when opening failed. Null before that. */
    FingerprintSet set() {
        return set;
    }

    /**
     * Reads everything, and leaves the log ready to be written.
     *
     * @throws StartException when a file is not of this node, or damaged
     * @throws SetFullException when there is no memory for the set
     */
    ItemLog open(SegmentSizes sizes, Clock clock) throws IOException, StartException {
        Segments segments = Segments.open(directory, stamp);
        if (segments.isEmpty()) {
            requireFresh(segments);
            set = new FingerprintSet();
            return ItemLog.begin(segments, disk, sizes, clock);
        }
        SnapshotFile.Content snapshot = SnapshotFile.read(directory, stamp, notices);
        set = snapshot == null ? new FingerprintSet() : snapshot.set();
        long behind = snapshot == null ? 0 : takeCounts(snapshot);
        filler = new SetFiller(set, segments.bytesBehind(behind) / RECORD_BYTES);
        for (Segment segment : segments.sealed()) {
            readSealed(segment, segments.lastFrame(segment), behind);
        }
        try (SegmentInput input = SegmentInput.open(segments.last().path(), stamp)) {
            long committed = readLast(segments.last(), input, behind);
            filler.flush();
            requireRight(segments, snapshot, committed);
            return ItemLog.resume(segments, disk, sizes, clock, input.frames().position(), committed);
        }
    }

    private void requireFresh(Segments segments) throws StartException {
        if (tenants.nextNumber() > 0) {
            throw Damage.of(segments.path(1), "the log is missing, but its tenants are there");
        }
    }

    /** Returns the frame that the counts are of. */
    private long takeCounts(SnapshotFile.Content snapshot) throws StartException {
        long[] saved = snapshot.counts();
        for (int tenant = 0; tenant < saved.length; tenant++) {
            if (tenant >= counts.length && saved[tenant] > 0) {
                throw Damage.of(TenantLog.path(directory), "tenant " + tenant + " is missing, but has items");
            }
            if (tenant < counts.length && !tenants.isErased(tenant)) {
                counts[tenant] = saved[tenant];
            }
        }
        return snapshot.frame();
    }

    private void readSealed(Segment segment, long last, long behind) throws IOException, StartException {
        if (last <= behind) {
            return;
        }
        try (SegmentInput input = SegmentInput.open(segment.path(), stamp)) {
            input.requireAll(readFrames(segment, input, behind), last);
        }
    }

    /** Returns the number of the last frame. */
    private long readFrames(Segment segment, SegmentInput input, long behind) throws IOException {
        long last = Math.max(segment.first() - 1, behind);
        while (input.next(last)) {
            input.visit(this::take);
            if (!input.header().isCompacted() && input.frames().number() != last + 1) {
                throw new IOException(
                        "frame " + input.frames().number() + " of " + segment.path() + " follows frame " + last);
            }
            last = input.frames().number();
        }
        return Math.max(segment.first() - 1, input.frames().number());
    }

    private long readLast(Segment segment, SegmentInput input, long behind) throws IOException, StartException {
        long last = readFrames(segment, input, behind);
        try (FileChannel channel = disk.open(segment.path(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            TornTail.cut(channel, segment.path(), stamp, input.frames().position(), last, notices);
        }
        return last;
    }

    private void take(int tenant, long first, long second, byte[] array, int idFrom, int idLength) {
        if (tenant >= counts.length) {
            unknownTenant = tenant;
        } else if (!tenants.isErased(tenant)) {
            counts[tenant]++;
            filler.add(first, second);
        }
    }

    private void requireRight(Segments segments, SnapshotFile.Content snapshot, long committed) throws StartException {
        if (unknownTenant >= 0) {
            throw Damage.of(TenantLog.path(directory), "tenant " + unknownTenant + " is missing, but has items");
        }
        if (snapshot != null && snapshot.lastFrame() > committed) {
            throw Damage.of(
                    segments.last().path(),
                    "it ends with frame " + committed + ", but the snapshot beside it has seen frame "
                            + snapshot.lastFrame());
        }
    }
}
