package junretsu.items.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import junretsu.base.ManualClock;
import junretsu.config.StartException;

/** A data directory with small segments, and what a test has put into it. */
final class LogFixture {
    static final SegmentSizes SMALL = new SegmentSizes(512, 2_048);

    /** An item as a reader sees it. */
    record Item(int tenant, long first, long second, String id) {}

    final TestDisk disk = new TestDisk();
    final ManualClock clock = new ManualClock();
    final List<String> notices = new ArrayList<>();

    /** What was committed, by frame. */
    final TreeMap<Long, List<Item>> frames = new TreeMap<>();

    private final boolean keepsIds;
    private final SplittableRandom random;
    private final List<Item> pending = new ArrayList<>();

    LogFixture(boolean keepsIds, long seed) {
        this.keepsIds = keepsIds;
        random = new SplittableRandom(seed);
    }

    ItemFiles open(Path directory) throws StartException {
        return ItemFiles.open(directory, keepsIds, null, notices::add, clock, SMALL, disk);
    }

    /** Adds random items of a tenant to set and log. */
    void add(ItemFiles files, int tenant, int count) {
        long[] fingerprints = new long[2 * count];
        for (int i = 0; i < count; i++) {
            fingerprints[2 * i] = random.nextLong() | 1;
            fingerprints[2 * i + 1] = random.nextLong();
            String id = "id-" + Long.toHexString(random.nextLong() >>> random.nextInt(64));
            byte[] bytes = ("x" + id).getBytes(StandardCharsets.UTF_8);
            files.log().add(tenant, fingerprints[2 * i], fingerprints[2 * i + 1], bytes, 1, bytes.length - 1);
            pending.add(new Item(tenant, fingerprints[2 * i], fingerprints[2 * i + 1], keepsIds ? id : null));
        }
        files.set().addAll(fingerprints, count, new boolean[count]);
    }

    void commit(ItemFiles files) throws IOException {
        frames.put(files.log().commit(), List.copyOf(pending));
        pending.clear();
    }

    /** Items of the frames behind one, of the tenants that count. */
    List<Item> items(long behind, LongPredicate isTenant) {
        return frames.tailMap(behind, false).values().stream()
                .flatMap(List::stream)
                .filter(item -> isTenant.test(item.tenant()))
                .toList();
    }

    /** Reads a log to its end; at most so many bytes at a time. */
    static List<Item> read(LogReader reader, int bytesMax) throws IOException {
        List<Item> items = new ArrayList<>();
        LogVisitor visitor = (tenant, first, second, array, from, length) -> items.add(new Item(
                tenant, first, second, length < 0 ? null : new String(array, from, length, StandardCharsets.UTF_8)));
        while (reader.read(visitor, bytesMax) > 0) {
            continue;
        }
        return items;
    }

    /** Compares all that a directory brought back with what was committed. */
    void assertHolds(ItemFiles files) throws IOException {
        List<Integer> live =
                files.tenants().tenants().stream().map(Tenant::number).toList();
        List<Item> items = items(0, tenant -> live.contains((int) tenant));
        long[] counts = new long[files.tenants().nextNumber()];
        for (Item item : items) {
            counts[item.tenant()]++;
            assertThat(files.set().contains(item.first(), item.second())).isTrue();
        }
        assertThat(files.counts()).isEqualTo(counts);
        assertThat(files.log().committed()).isEqualTo(frames.isEmpty() ? 0 : frames.lastKey());
        try (LogReader reader = files.log().reader(0)) {
            assertThat(read(reader, 200).stream()
                            .filter(item -> live.contains(item.tenant()))
                            .toList())
                    .isEqualTo(items);
            assertThat(reader.position()).isEqualTo(files.log().committed());
        }
    }

    /** Copies a directory as a kill at this moment would leave it. */
    static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                try {
                    Files.copy(file, to.resolve(file.getFileName()));
                } catch (NoSuchFileException e) {
                    continue;
                }
            }
        }
        return to;
    }

    static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.delete(directory);
    }

    /** Steps a snapshot until it is whole. */
    static void finish(Snapshot snapshot) throws IOException {
        while (!snapshot.step()) {
            Thread.onSpinWait();
        }
    }
}
