package junretsu.items.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import junretsu.base.ManualClock;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log on a small disk, which is mounted for it. */
class ItemLogFullDiskIT {
    private static final int GROUP = 10_000;

    @TempDir
    Path disk;

    private final ManualClock clock = new ManualClock();
    private final SplittableRandom random = new SplittableRandom(1);
    private long items;

    @Test
    void takesNothingWhileTheDiskIsFullAndGoesOnOnceThereIsRoom() throws Exception {
        Assumptions.assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=10m", "tmpfs", disk), "needs to mount");
        try {
            try (ItemFiles files = open()) {
                files.tenants().define(List.of(new Tenant(0, "a", 0, Tenant.TOTAL)));
                fill(files.log());
                long full = items;
                fill(files.log());
                assertThat(items).isEqualTo(full).isBetween(400_000L, 600_000L);
                assertThat(run("mount", "-o", "remount,size=64m", disk)).isTrue();
                clock.advanceMillis(500);
                commit(files.log());
                assertThat(items).isEqualTo(full + GROUP);
            }
            try (ItemFiles files = open()) {
                assertThat(files.counts()).containsExactly(items);
            }
        } finally {
            run("umount", disk);
        }
    }

    private ItemFiles open() throws Exception {
        return ItemFiles.open(disk.resolve("data"), false, null, notice -> {}, clock);
    }

    private void fill(ItemLog log) throws IOException {
        try {
            while (items < 5_000_000) {
                commit(log);
            }
        } catch (LogFullException e) {
            assertThat(e).hasMessageEndingWith("No space left on device");
        }
    }

    private void commit(ItemLog log) throws IOException {
        for (int i = 0; i < GROUP; i++) {
            log.add(0, random.nextLong() | 1, random.nextLong(), null, 0, 0);
        }
        log.commit();
        items += GROUP;
    }

    private static boolean run(Object... command) throws Exception {
        String[] words = List.of(command).stream().map(Object::toString).toArray(String[]::new);
        return new ProcessBuilder(words).start().waitFor() == 0;
    }
}
