package junretsu.items.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import junretsu.base.Clock;
import junretsu.config.StartException;

/** Data directories with small segments, for tests of those who use them. */
public final class SmallFiles {
    private SmallFiles() {}

    public static ItemFiles open(Path directory) throws StartException {
        return ItemFiles.open(
                directory, false, null, notice -> {}, Clock.SYSTEM, new SegmentSizes(512, 2_048), Disk.SYSTEM);
    }

    /** Bytes of the frames in each segment but the last one. */
    public static List<Long> sealedBytes(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> segments = files.filter(
                            file -> file.getFileName().toString().matches("items-[0-9a-f]{16}\\.log"))
                    .sorted()
                    .toList();
            return segments.subList(0, segments.size() - 1).stream()
                    .map(segment -> segment.toFile().length() - LogHeader.BYTES)
                    .toList();
        }
    }
}
