package junretsu.items.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import junretsu.base.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fails, is full or is slow; and what the hot path costs. */
class ItemLogFaultsTest {
    @TempDir
    Path data;

    private final LogFixture fixture = new LogFixture(false, 3);

    private ItemFiles open() throws Exception {
        ItemFiles files = fixture.open(data);
        if (files.tenants().nextNumber() == 0) {
            files.tenants().define(List.of(new Tenant(0, "a", 0, Tenant.TOTAL)));
        }
        return files;
    }

    @Test
    void aWriteThatFailsEndsTheLogForGood() throws Exception {
        try (ItemFiles files = open()) {
            fixture.add(files, 0, 3);
            fixture.commit(files);
            fixture.disk.before = failing("items-", "Input/output error");
            files.log().add(0, 1, 2, null, 0, 0);
            assertThatThrownBy(() -> files.log().commit())
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(LogFullException.class)
                    .hasMessageContaining("cannot write the log " + data)
                    .hasMessageEndingWith("Input/output error");
            fixture.disk.before = TestDisk.NONE;
            files.log().add(0, 3, 4, null, 0, 0);
            assertThatThrownBy(() -> files.log().commit()).hasMessageEndingWith("Input/output error");
            assertThat(files.log().failure()).isNotNull();
            assertThat(files.log().committed()).isEqualTo(1);
            Snapshot snapshot = files.beginSnapshot(new long[] {3});
            assertThatThrownBy(snapshot::step).hasMessageContaining("the set may hold what the log has not");
        }
        try (ItemFiles files = open()) {
            fixture.assertHolds(files);
        }
    }

    @Test
    void aFullDiskTakesNothingAndGoesOnOnceThereIsRoom() throws Exception {
        try (ItemFiles files = open()) {
            fixture.disk.before = (path, operation) -> {
                if (operation.equals("open")) {
                    throw new IOException("No space left on device");
                }
            };
            fixture.add(files, 0, 10);
            fixture.commit(files);
            files.log().add(0, 1, 2, null, 0, 0);
            for (int i = 0; i < 60; i++) {
                files.log().add(0, 3 + i, 2, null, 0, 0);
            }
            assertThatThrownBy(() -> files.log().commit())
                    .isInstanceOf(LogFullException.class)
                    .hasMessageContaining("No space left on device");
            assertThat(files.log().committed()).isEqualTo(1);
            fixture.add(files, 0, 1);
            fixture.commit(files);
            fixture.disk.before = TestDisk.NONE;
            fixture.clock.advanceMillis(500);
            fixture.add(files, 0, 60);
            fixture.commit(files);
            assertThat(files.log().committed()).isEqualTo(3);
        }
        try (ItemFiles files = open()) {
            fixture.assertHolds(files);
        }
    }

    @Test
    void aTenantThatFindsTheDiskFullCanBeDefinedLater() throws Exception {
        try (ItemFiles files = open()) {
            List<Tenant> many = java.util.stream.IntStream.range(1, 400)
                    .mapToObj(number -> new Tenant(number, "x".repeat(400) + number, 0, Tenant.TOTAL))
                    .toList();
            fixture.disk.before = failing("tenants.log", "No space left on device");
            assertThatThrownBy(() -> files.tenants().define(many)).isInstanceOf(LogFullException.class);
            assertThat(files.tenants().nextNumber()).isEqualTo(1);
            fixture.disk.before = TestDisk.NONE;
            files.tenants().define(many);
        }
        try (ItemFiles files = open()) {
            assertThat(files.tenants().nextNumber()).isEqualTo(400);
            assertThat(files.tenants().tenants().get(399).name()).endsWith("x399");
        }
    }

    @Test
    void whatIsDiscardedIsInNoLaterFrame() throws Exception {
        try (ItemFiles files = open()) {
            fixture.add(files, 0, 3);
            fixture.commit(files);
            files.log().add(0, 1, 2, null, 0, 0);
            files.log().discard();
            assertThat(files.log().commit()).isEqualTo(1);
            fixture.add(files, 0, 2);
            fixture.commit(files);
        }
        try (ItemFiles files = open()) {
            fixture.assertHolds(files);
        }
    }

    @Test
    void aReaderSeesAFrameOnlyOnceItIsCommitted() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        try (ItemFiles files = open();
                LogReader reader = files.log().reader(0)) {
            fixture.add(files, 0, 2);
            fixture.commit(files);
            assertThat(LogFixture.read(reader, 1_000)).hasSize(2);
            fixture.disk.after = (path, operation) -> {
                written.countDown();
                await(released);
            };
            files.log().add(0, 1, 2, null, 0, 0);
            FutureTask<Long> commit = new FutureTask<>(files.log()::commit);
            new Thread(commit).start();
            written.await();
            assertThat(LogFixture.read(reader, 1_000)).isEmpty();
            assertThat(files.log().committed()).isEqualTo(1);
            released.countDown();
            assertThat(commit.get()).isEqualTo(2);
            assertThat(LogFixture.read(reader, 1_000)).hasSize(1);
        }
    }

    @Test
    void nothingIsAllocatedForAnItemOrACommit() throws Exception {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (ItemFiles files = ItemFiles.open(data, true, null, notice -> {}, Clock.SYSTEM)) {
            long allocated = 0;
            for (int round = 0; round < 6; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                commit(files.log(), 20, 200);
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
            }
            assertThat(allocated).isLessThan(2_000);
        }
    }

    private static void commit(ItemLog log, int commits, int items) throws IOException {
        byte[] id = {'a', 'b', 'c'};
        for (int commit = 0; commit < commits; commit++) {
            for (int item = 0; item < items; item++) {
                log.add(7, item, commit, id, 0, 3);
            }
            log.commit();
        }
    }

    private static TestDisk.Fault failing(String name, String message) {
        return (path, operation) -> {
            if (path.getFileName().toString().startsWith(name)) {
                throw new IOException(message);
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
