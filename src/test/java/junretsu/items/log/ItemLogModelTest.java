package junretsu.items.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import junretsu.testing.Seed;
import junretsu.testing.Soak;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random use of a data directory beside a model; {@code -Djunretsu.seed=N} repeats a run. */
class ItemLogModelTest {
    private static final int RUNS = Soak.rounds(8, 24);
    private static final int STEPS = 120;

    @TempDir
    Path directory;

    private LogFixture fixture;
    private SplittableRandom random;
    private ItemFiles files;
    private Path data;
    private int copies;
    private Snapshot snapshot;
    private int finished;
    private LogReader reader;
    private long readBehind;
    private final List<LogFixture.Item> read = new ArrayList<>();

    @Test
    void holdsWhatWasCommittedWhateverHappens() throws Exception {
        long seed = Seed.draw();
        System.out.println("ItemLogModelTest: " + Seed.flag(seed));
        for (int run = 0; run < RUNS; run++) {
            random = new SplittableRandom(seed + run);
            fixture = new LogFixture(run % 2 == 0, seed + run);
            data = directory.resolve("run-" + run);
            open();
            for (int step = 0; step < STEPS; step++) {
                step(random.nextInt(20));
            }
            kill();
            files.close();
        }
        assertThat(fixture.notices).isEmpty();
        assertThat(finished).isGreaterThan(RUNS);
    }

    private void open() throws Exception {
        files = fixture.open(data);
        fixture.assertHolds(files);
        snapshot = null;
        if (reader != null) {
            reader.close();
        }
        readBehind = random.nextLong(files.log().committed() + 1);
        reader = files.log().reader(readBehind);
        read.clear();
    }

    private void step(int choice) throws Exception {
        switch (choice) {
            case 0 -> {
                checkReader();
                files.close();
                open();
            }
            case 1 -> kill();
            case 2 -> erase();
            case 3 -> compact();
            case 4, 5, 6 -> stepSnapshot();
            case 7, 8 -> checkReader();
            default -> addSome();
        }
    }

    private void addSome() throws Exception {
        if (files.tenants().nextNumber() == 0 || random.nextInt(10) == 0) {
            int next = files.tenants().nextNumber();
            String name = "tenant " + random.nextInt(3);
            long generation = files.tenants().generations().getOrDefault(name, 0L);
            files.tenants()
                    .define(List.of(
                            new Tenant(next, name, generation, Tenant.TOTAL),
                            new Tenant(next + 1, name, generation, 86_400_000)));
        }
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            fixture.add(files, random.nextInt(files.tenants().nextNumber()), random.nextInt(1, 12));
        }
        fixture.commit(files);
    }

    private void kill() throws Exception {
        checkReader();
        ItemFiles killed = files;
        data = LogFixture.copy(data, directory.resolve("copy-" + ++copies));
        killed.close();
        open();
    }

    private void erase() throws Exception {
        List<Tenant> tenants = files.tenants().tenants();
        if (!tenants.isEmpty()) {
            Tenant tenant = tenants.get(random.nextInt(tenants.size()));
            files.tenants().erase(List.of(tenant), tenant.generation() + 1);
            assertThat(files.tenants().generations().get(tenant.name())).isGreaterThan(tenant.generation());
        }
    }

    private void compact() throws Exception {
        BitSet erased = files.tenants().erased();
        long before = files.log().bytes();
        long freed = files.log().compact(erased::get, () -> false);
        assertThat(files.log().bytes()).isEqualTo(before - freed);
    }

    private void stepSnapshot() throws Exception {
        if (snapshot == null) {
            snapshot = files.beginSnapshot(countsNow());
        }
        int choice = random.nextInt(8);
        if (choice < 4) {
            LogFixture.finish(snapshot);
            finished++;
            snapshot = null;
        } else if (choice == 4) {
            snapshot.close();
            snapshot = null;
        } else {
            for (int i = random.nextInt(100_000); i > 0 && !snapshot.step(); i--) {
                Thread.onSpinWait();
            }
        }
    }

    private long[] countsNow() {
        BitSet erased = files.tenants().erased();
        long[] counts = new long[files.tenants().nextNumber()];
        fixture.items(0, tenant -> !erased.get((int) tenant)).forEach(item -> counts[item.tenant()]++);
        return counts;
    }

    private void checkReader() throws Exception {
        BitSet erased = files.tenants().erased();
        read.addAll(LogFixture.read(reader, random.nextInt(1, 1_000)));
        assertThat(reader.position()).isEqualTo(files.log().committed());
        assertThat(read.stream().filter(item -> !erased.get(item.tenant())).toList())
                .isEqualTo(fixture.items(readBehind, tenant -> !erased.get((int) tenant)));
    }
}
