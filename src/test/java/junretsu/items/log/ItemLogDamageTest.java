package junretsu.items.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import junretsu.config.StartException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that were cut, changed or exchanged. */
class ItemLogDamageTest {
    @TempDir
    Path directory;

    private LogFixture fixture = new LogFixture(true, 7);
    private Path data;

    /** Three segments, of which one is compacted, a snapshot, and frames behind it. */
    private void fill() throws Exception {
        data = directory.resolve("data");
        try (ItemFiles files = fixture.open(data)) {
            files.tenants().define(List.of(tenant(0, "a"), tenant(1, "b")));
            files.tenants().define(List.of(tenant(2, "c")));
            for (int i = 0; i < 30; i++) {
                fixture.add(files, i < 9 ? 1 : i % 3, 1 + i % 4);
                fixture.commit(files);
            }
            files.tenants().erase(List.of(tenant(1, "b")), 1);
            BitSet erased = files.tenants().erased();
            assertThat(files.log().compact(erased::get, () -> false)).isPositive();
            LogFixture.finish(files.beginSnapshot(countsOf(files)));
            fixture.add(files, 2, 3);
            fixture.commit(files);
            fixture.add(files, 0, 6);
            fixture.commit(files);
        }
    }

    private long[] countsOf(ItemFiles files) {
        long[] counts = new long[3];
        fixture.items(0, tenant -> tenant != 1).forEach(item -> counts[item.tenant()]++);
        return counts;
    }

    private static Tenant tenant(int number, String name) {
        return new Tenant(number, name, 0, Tenant.TOTAL);
    }

    private Path lastSegment() throws Exception {
        try (var paths = Files.list(data)) {
            return paths.filter(path -> path.getFileName().toString().matches("items-[0-9a-f]+\\.log"))
                    .sorted()
                    .reduce((a, b) -> b)
                    .orElseThrow();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLogThatIsCutAtAnyByteOfItsLastFramesLosesThoseAlone(boolean isZeroed) throws Exception {
        fill();
        Path segment = lastSegment();
        byte[] whole = Files.readAllBytes(segment);
        long last = fixture.frames.lastKey();
        int[] ends = ends(whole, last);
        for (int cut = ends[0]; cut <= ends[2]; cut++) {
            byte[] content =
                    isZeroed ? Arrays.copyOf(Arrays.copyOf(whole, cut), whole.length) : Arrays.copyOf(whole, cut);
            Path copy = LogFixture.copy(data, directory.resolve("cut"));
            Files.write(copy.resolve(segment.getFileName()), content);
            LogFixture cutFixture = new LogFixture(true, cut);
            cutFixture.frames.putAll(fixture.frames);
            long left = cut >= ends[2] ? last : cut >= ends[1] ? last - 1 : last - 2;
            cutFixture.frames.tailMap(left, false).clear();
            try (ItemFiles files = cutFixture.open(copy)) {
                cutFixture.assertHolds(files);
                boolean isClean = cut == ends[0] || cut == ends[1] || cut == ends[2];
                assertThat(cutFixture.notices).hasSize(isClean ? 0 : 1);
                cutFixture.add(files, 0, 2);
                cutFixture.commit(files);
            }
            if (cut % 16 == 0) {
                try (ItemFiles files = cutFixture.open(copy)) {
                    cutFixture.assertHolds(files);
                }
            }
            LogFixture.remove(copy);
        }
    }

    /** Offsets behind the last three frames of a segment that has so many. */
    private static int[] ends(byte[] segment, long last) {
        int at = LogHeader.BYTES;
        int[] ends = new int[3];
        while (ends[2] == 0) {
            long number = Frame.number(segment, at);
            at += Frame.OVERHEAD_BYTES + Frame.length(segment, at);
            if (number >= last - 2) {
                ends[(int) (number - last + 2)] = at;
            }
        }
        return ends;
    }

    @Test
    void anyBitThatIsFlippedIsRefusedOrChangesNothing() throws Exception {
        fill();
        byte[] key;
        try (ItemFiles files = fixture.open(data)) {
            fixture.assertHolds(files);
            key = files.key();
        }
        SplittableRandom random = new SplittableRandom(1);
        int refused = 0;
        int taken = 0;
        try (var paths = Files.list(data)) {
            for (Path file :
                    paths.filter(path -> !path.endsWith("lock")).sorted().toList()) {
                byte[] whole = Files.readAllBytes(file);
                for (int at = 0; at < whole.length; at++) {
                    boolean isDense = whole[at] != 0 || at < 200 || at > whole.length - 20;
                    if (random.nextInt(isDense && whole.length < 4_096 ? 2 : isDense ? 16 : 500) == 0) {
                        byte[] flipped = whole.clone();
                        flipped[at] ^= (byte) (1 << random.nextInt(8));
                        Files.write(file, flipped);
                        boolean isTaken = isTaken(file, at, key);
                        taken += isTaken ? 1 : 0;
                        refused += isTaken ? 0 : 1;
                        Files.write(file, whole);
                    }
                }
            }
        }
        assertThat(refused).isGreaterThan(1_000);
        assertThat(taken).isGreaterThan(100);
    }

    private boolean isTaken(Path file, int at, byte[] key) throws Exception {
        fixture.notices.clear();
        try (ItemFiles files = fixture.open(data)) {
            fixture.assertHolds(files);
            assertThat(files.key()).isEqualTo(key);
            return true;
        } catch (StartException e) {
            assertThat(e).hasMessageContaining(file.toString());
            return false;
        } catch (IOException e) {
            assertThat(e).as("of a frame that only readers read").hasMessageContaining(file + " is damaged: ");
            assertThat(file.getFileName().toString()).startsWith("items-");
            return false;
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(file.getFileName() + " with another bit in byte " + at, e);
        }
    }

    @Test
    void zerosWithAGoodFrameBehindThemAreRefused() throws Exception {
        fill();
        Path segment = lastSegment();
        byte[] content = Files.readAllBytes(segment);
        int[] ends = ends(content, fixture.frames.lastKey());
        Arrays.fill(content, ends[0], ends[1], (byte) 0);
        Files.write(segment, content);
        assertRefused("is damaged: frame 32 is good, but what stands before it from byte " + ends[0] + " on is not");
    }

    @Test
    void aFileThatIsMissingIsRefused() throws Exception {
        fill();
        for (String name : List.of("items.key", "tenants.log", "items-0000000000000001.log")) {
            Path file = data.resolve(name);
            byte[] content = Files.readAllBytes(file);
            Files.delete(file);
            assertRefused(file + " is damaged: it is missing");
            Files.write(file, content);
        }
        Files.delete(data.resolve("items.snapshot"));
        try (ItemFiles files = fixture.open(data)) {
            fixture.assertHolds(files);
        }
    }

    @Test
    void filesOfAnotherNodeAreRefused() throws Exception {
        fill();
        Path other = directory.resolve("other");
        new LogFixture(true, 1).open(other).close();
        for (String name : List.of("tenants.log", "items-0000000000000001.log")) {
            byte[] content = Files.readAllBytes(data.resolve(name));
            Files.copy(other.resolve(name), data.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            assertRefused(data.resolve(name) + " belongs to the node ");
            Files.write(data.resolve(name), content);
        }
        Files.copy(other.resolve("items.key"), data.resolve("items.key"), StandardCopyOption.REPLACE_EXISTING);
        assertRefused(" belongs to the node ");
    }

    @Test
    void aNewerVersionAndAForeignFileAreRefused() throws Exception {
        fill();
        for (String name : List.of("items.key", "tenants.log", "items-0000000000000001.log")) {
            Path file = data.resolve(name);
            byte[] content = Files.readAllBytes(file);
            byte[] newer = content.clone();
            newer[8] = 2;
            Files.write(file, newer);
            assertRefused(file + " has layout version 2, but this junretsu reads version 1");
            Files.writeString(file, "hello, this is my shopping list: butter, bread, cheese");
            assertRefused(file + " is not a ");
            Files.write(file, content);
        }
    }

    @Test
    void anotherKeyIsRefused() throws Exception {
        fill();
        assertThatThrownBy(() -> ItemFiles.open(
                        data, true, new byte[16], notice -> {}, fixture.clock, LogFixture.SMALL, fixture.disk))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("has another key than the one that was given");
    }

    @Test
    void aSnapshotThatHasSeenMoreThanTheLogHasIsRefused() throws Exception {
        fill();
        Path before = LogFixture.copy(data, directory.resolve("before"));
        try (ItemFiles files = fixture.open(data)) {
            fixture.add(files, 0, 1);
            fixture.commit(files);
            LogFixture.finish(files.beginSnapshot(countsOf(files)));
        }
        Files.copy(
                data.resolve("items.snapshot"), before.resolve("items.snapshot"), StandardCopyOption.REPLACE_EXISTING);
        data = before;
        assertRefused("it ends with frame 32, but the snapshot beside it has seen frame 33");
    }

    private void assertRefused(String sentence) {
        assertThatThrownBy(() -> fixture.open(data).close())
                .isInstanceOf(StartException.class)
                .hasMessageContaining(sentence);
    }
}
