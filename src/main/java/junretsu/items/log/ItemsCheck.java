package junretsu.items.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import junretsu.config.StartException;
import junretsu.service.data.FileReport;

/** The check of each file of an items server's directory: every frame and chunk by its checksum. One thread. */
final class ItemsCheck {
    private final Path directory;
    private final FileReport report;
    private final ItemsLook look;
    private long lastFrame;
    private long items;

    private ItemsCheck(Path directory, FileReport report, ItemsLook look) {
        this.directory = directory;
        this.report = report;
        this.look = look;
    }

    static void of(Path directory, FileReport report) throws IOException {
        ItemsLook[] look = {null};
        if (report.check(directory, () -> look[0] = ItemsLook.open(directory))) {
            new ItemsCheck(directory, report, look[0]).files();
        }
    }

    private void files() throws IOException {
        report.whole(
                KeyFile.path(directory),
                "of the node " + KeyFile.name(look.stamp().nodeId()));
        Path tenants = TenantLog.path(directory);
        if (look.tail() == null) {
            int count = look.tenants().tenants().size();
            report.whole(tenants, String.format(Locale.ROOT, "%,d tenants", count));
        } else {
            report.mended(tenants, -1, "a start would do this: " + look.tail());
        }
        for (Segment segment : look.segments()) {
            report.check(segment.path(), () -> segment(segment));
            lastFrame = look.lastFrame(segment) == Long.MAX_VALUE ? lastFrame : look.lastFrame(segment);
        }
        snapshot();
    }

    private void segment(Segment segment) throws IOException, StartException {
        items = 0;
        long before = lastFrame;
        try (SegmentInput input = SegmentInput.open(segment.path(), look.stamp())) {
            try {
                frames(segment, input);
            } catch (IOException | StartException e) {
                report.damaged(
                        segment.path(),
                        input.frames().position(),
                        String.format(
                                Locale.ROOT,
                                "%s; %,d items in its frames %,d to %,d before it are whole",
                                e.getMessage(),
                                items,
                                before + 1,
                                lastFrame));
            }
        }
    }

    private void frames(Segment segment, SegmentInput input) throws IOException, StartException {
        while (input.next(lastFrame)) {
            items += input.visit((tenant, first, second, array, from, length) -> {});
            lastFrame = input.frames().number();
        }
        long last = look.lastFrame(segment);
        String kept = String.format(Locale.ROOT, "%,d items, up to frame %,d", items, lastFrame);
        if (last != Long.MAX_VALUE) {
            input.requireAll(lastFrame, last);
            report.whole(segment.path(), kept);
            return;
        }
        try (FileChannel channel = FileChannel.open(segment.path(), StandardOpenOption.READ)) {
            long end = input.frames().position();
            long used = TornTail.find(channel, segment.path(), look.stamp(), end, lastFrame);
            if (used > end) {
                report.mended(
                        segment.path(),
                        end,
                        String.format(
                                Locale.ROOT,
                                "its last %,d bytes are a frame that is not whole, which nobody had an answer for; a"
                                        + " start cuts it off and keeps %s",
                                used - end,
                                kept));
            } else {
                report.whole(segment.path(), kept);
            }
        }
    }

    private void snapshot() throws IOException {
        Path snapshot = SnapshotFile.path(directory);
        if (Files.notExists(snapshot)) {
            return;
        }
        try {
            long seen = SnapshotFile.check(directory, look.stamp());
            if (seen > lastFrame) {
                report.damaged(
                        snapshot,
                        -1,
                        "it has seen frame " + seen + ", but the log ends with frame " + lastFrame
                                + ": the log was cut, and a start is refused");
            } else {
                report.whole(snapshot, "up to frame " + seen);
            }
        } catch (IOException | StartException e) {
            report.mended(snapshot, -1, e.getMessage() + "; a start passes it over and reads the whole log");
        }
    }
}
