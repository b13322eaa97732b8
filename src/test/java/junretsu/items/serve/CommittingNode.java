package junretsu.items.serve;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.WorkerThread;
import junretsu.config.StartException;
import junretsu.items.log.ItemFiles;
import junretsu.service.Ending;
import junretsu.testing.FlagSettings;

/** A committer on its thread over a directory's files, without the web. */
final class CommittingNode implements AutoCloseable {
    private static final long CLOSE_NANOS = 20_000_000_000L;

    final ItemFiles files;
    final Tenants tenants;
    final Committer committer;
    final WorkerThread thread;
    final List<String> log = new CopyOnWriteArrayList<>();

    /** @param files closed at the end */
    CommittingNode(ItemFiles files) throws StartException {
        this(files, 1 << 30);
    }

    /** @param snapshotBytes of log between two snapshots */
    CommittingNode(ItemFiles files, long snapshotBytes) throws StartException {
        this.files = files;
        DistinctErrors errors = new DistinctErrors(log::add, Clock.SYSTEM);
        tenants = new Tenants(files.key(), 1_000);
        tenants.restore(files.tenants().tenants(), files.tenants().generations(), files.counts());
        Access access = Access.open(ItemsConfig.from(FlagSettings.of()), errors);
        SnapshotPlan snapshots = new SnapshotPlan(files, tenants, snapshotBytes, CLOSE_NANOS, errors);
        committer = new Committer(files, tenants, new ItemCounters(), access, snapshots, new Ending());
        thread = new WorkerThread(committer, Committer.idlePolicy(), errors);
        committer.wakenBy(thread::wake);
        thread.start();
    }

    /** Sends IDs of one tenant, one a line; returns how many are new, or the sentence of the rejection. */
    String post(String tenant, String ids) throws Exception {
        byte[] body = ids.getBytes(StandardCharsets.UTF_8);
        ItemBatch batch = new BatchPool(Long.MAX_VALUE).take().reset(body, false);
        new BodyParser(tenants)
                .begin(batch, body, false, -1)
                .readIds(body.length, true, tenant.getBytes(StandardCharsets.UTF_8));
        CompletableFuture<String> answer = new CompletableFuture<>();
        batch.answer(new ItemBatch.Answer() {
            @Override
            public void committed(ItemBatch taken, long frame) {
                answer.complete(String.valueOf(taken.newItems()));
            }

            @Override
            public void rejected(ItemBatch refused, int status, String reason) {
                answer.complete(reason);
            }
        });
        committer.submit(batch);
        return answer.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        thread.close();
        files.close();
    }
}
