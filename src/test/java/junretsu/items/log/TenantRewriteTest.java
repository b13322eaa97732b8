package junretsu.items.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of tenants is written anew without those that were erased, and a crash at any point leaves either list. */
class TenantRewriteTest {
    private static final String UNFINISHED = "tenants.log.unfinished";

    @TempDir
    Path directory;

    private final long seed = Seed.draw();
    private final Random random = new Random(seed);
    private final LogFixture fixture = new LogFixture(true, seed);

    /** All that a list says, as a test has told it. */
    private final List<Tenant> byNumber = new ArrayList<>();

    private final Map<String, Long> generations = new TreeMap<>();
    private long droppedBefore = Long.MIN_VALUE;
    private Path data;

    private ItemFiles begin() throws Exception {
        data = Files.createDirectory(directory.resolve("data"));
        return fixture.open(data);
    }

    private void change(TenantLog list, int changes) throws IOException {
        for (int i = 0; i < changes; i++) {
            switch (random.nextInt(5)) {
                case 0 -> erase(list);
                case 1 -> drop(list);
                default -> define(list);
            }
        }
    }

    private void define(TenantLog list) throws IOException {
        List<Tenant> more = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            String name = "tenant-" + random.nextInt(20);
            long window = random.nextBoolean() ? Tenant.TOTAL : Math.max(0, droppedBefore) + random.nextInt(50);
            more.add(new Tenant(byNumber.size() + more.size(), name, generations.getOrDefault(name, 0L), window));
        }
        list.define(more);
        byNumber.addAll(more);
    }

    private void erase(TenantLog list) throws IOException {
        List<Tenant> live = byNumber.stream().filter(Objects::nonNull).toList();
        if (!live.isEmpty()) {
            Tenant tenant = live.get(random.nextInt(live.size()));
            list.erase(List.of(tenant), tenant.generation() + 1);
            byNumber.set(tenant.number(), null);
            generations.merge(tenant.name(), tenant.generation() + 1, Math::max);
        }
    }

    private void drop(TenantLog list) throws IOException {
        droppedBefore = Math.max(0, droppedBefore) + random.nextInt(20);
        List<Tenant> dropped = byNumber.stream()
                .filter(tenant ->
                        tenant != null && tenant.windowMs() != Tenant.TOTAL && tenant.windowMs() < droppedBefore)
                .toList();
        assertThat(list.dropWindows(droppedBefore)).as("seed %d", seed).isEqualTo(dropped);
        dropped.forEach(tenant -> byNumber.set(tenant.number(), null));
    }

    private void assertSays(TenantLog list) {
        assertThat(list.tenants())
                .as("seed %d", seed)
                .isEqualTo(byNumber.stream().filter(Objects::nonNull).toList());
        assertThat(list.nextNumber()).as("seed %d", seed).isEqualTo(byNumber.size());
        assertThat(list.generations()).as("seed %d", seed).containsExactlyInAnyOrderEntriesOf(generations);
        assertThat(list.droppedBefore()).as("seed %d", seed).isEqualTo(droppedBefore);
        for (int number = 0; number < byNumber.size(); number++) {
            assertThat(list.isErased(number)).as("seed %d, %d", seed, number).isEqualTo(byNumber.get(number) == null);
        }
    }

    @Test
    void saysTheSameAsBeforeWhateverComesWhileItIsWrittenAndIsSmaller() throws Exception {
        try (ItemFiles files = begin()) {
            for (int round = 0; round < 20; round++) {
                change(files.tenants(), 100);
                long before = used();
                TenantRewrite rewrite = files.tenants().beginRewrite();
                change(files.tenants(), random.nextInt(3) * 10);
                rewrite.write();
                change(files.tenants(), random.nextInt(3) * 10);
                files.tenants().endRewrite(true);
                assertSays(files.tenants());
                assertThat(used()).as("seed %d", seed).isLessThan(before + 4_096);
                change(files.tenants(), random.nextInt(3));
                assertSays(files.tenants());
            }
        }
        try (ItemFiles files = fixture.open(data)) {
            assertSays(files.tenants());
            assertThat(files.tenants().droppedAtOpen()).doesNotContainNull();
        }
        assertThat(fixture.notices).isEmpty();
    }

    private long used() throws IOException {
        byte[] bytes = Files.readAllBytes(data.resolve("tenants.log"));
        int used = bytes.length;
        while (used > 0 && bytes[used - 1] == 0) {
            used--;
        }
        return used;
    }

    @Test
    void aKillWhileItIsWrittenOrBeforeItTakesTheListsPlaceLeavesTheList() throws Exception {
        try (ItemFiles files = begin()) {
            change(files.tenants(), 60);
            List<Path> kills = new ArrayList<>();
            fixture.disk.after = (path, operation) -> {
                if (path.endsWith(UNFINISHED)) {
                    kills.add(LogFixture.copy(data, directory.resolve("kill-" + kills.size())));
                }
            };
            TenantRewrite rewrite = files.tenants().beginRewrite();
            rewrite.write();
            fixture.disk.after = TestDisk.NONE;
            assertThat(kills).hasSizeGreaterThan(2);
            for (Path kill : kills) {
                requireSays(kill);
            }
            define(files.tenants());
            Path written = LogFixture.copy(data, directory.resolve("written"));
            byte[] whole = Files.readAllBytes(written.resolve(UNFINISHED));
            requireSays(written);
            for (int cut = 0; cut < 4_096; cut += 1 + random.nextInt(64)) {
                Files.write(written.resolve(UNFINISHED), Arrays.copyOf(whole, cut));
                requireSays(written);
            }
            fixture.disk.after = (path, operation) -> {
                if (path.endsWith(UNFINISHED)) {
                    LogFixture.copy(data, directory.resolve("finished"));
                }
            };
            files.tenants().endRewrite(true);
            fixture.disk.after = TestDisk.NONE;
            assertThat(data.resolve(UNFINISHED)).doesNotExist();
            requireSays(directory.resolve("finished"));
            requireSays(LogFixture.copy(data, directory.resolve("taken")));
        }
    }

    private void requireSays(Path killed) throws Exception {
        try (ItemFiles files = new LogFixture(true, 1).open(killed)) {
            assertSays(files.tenants());
        }
        assertThat(killed.resolve(UNFINISHED)).doesNotExist();
    }

    @Test
    void aFrameBehindTheNewListThatIsCutAtAnyByteIsLostAlone() throws Exception {
        try (ItemFiles files = begin()) {
            change(files.tenants(), 60);
            TenantRewrite rewrite = files.tenants().beginRewrite();
            rewrite.write();
            define(files.tenants());
            files.tenants().endRewrite(true);
            int end = (int) used();
            Tenant last = new Tenant(byNumber.size(), "the last one", 0, Tenant.TOTAL);
            files.tenants().define(List.of(last));
            byte[] whole = Files.readAllBytes(data.resolve("tenants.log"));
            for (int cut = end, to = (int) used(); cut <= to; cut++) {
                Path copy = LogFixture.copy(data, directory.resolve("cut"));
                Files.write(copy.resolve("tenants.log"), Arrays.copyOf(Arrays.copyOf(whole, cut), whole.length));
                if (cut == to) {
                    byNumber.add(last);
                }
                requireSays(copy);
                LogFixture.remove(copy);
            }
        }
    }

    @Test
    void aDiskThatDoesNotTakeItLeavesTheListAsItIs() throws Exception {
        try (ItemFiles files = begin()) {
            change(files.tenants(), 60);
            fixture.disk.before = (path, operation) -> {
                if (path.endsWith(UNFINISHED)) {
                    throw new IOException("no space is left");
                }
            };
            TenantRewrite rewrite = files.tenants().beginRewrite();
            assertThatThrownBy(rewrite::write).hasMessage("no space is left");
            files.tenants().endRewrite(false);
            fixture.disk.before = TestDisk.NONE;
            change(files.tenants(), 10);
            TenantRewrite second = files.tenants().beginRewrite();
            second.write();
            define(files.tenants());
            fixture.disk.before = (path, operation) -> {
                if (path.endsWith(UNFINISHED)) {
                    throw new IOException("no space is left");
                }
            };
            assertThatThrownBy(() -> files.tenants().endRewrite(true)).hasMessage("no space is left");
            fixture.disk.before = TestDisk.NONE;
            change(files.tenants(), 10);
            assertSays(files.tenants());
        }
        try (ItemFiles files = fixture.open(data)) {
            assertSays(files.tenants());
        }
    }
}
