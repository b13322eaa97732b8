package junretsu.items.serve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.items.log.ItemFiles;
import junretsu.items.log.LogFullException;
import junretsu.items.log.Tenant;
import junretsu.items.serve.CommitPhases.Phase;
import junretsu.items.set.SetFullException;
import junretsu.service.Ending;
import junretsu.web.Exchange;

/**
 * The one writer of set, log and counts. It takes all batches that wait as one group, puts what is new of them on the
 * disk with one write, and answers them all: a group commit. {@link #submit} and {@link #ask} may be called by any
 * thread, everything else is this worker's own.
 */
final class Committer implements Worker {
    /** Entries of a group, so that no answer waits for a set of bodies that would take longer than a few ms. */
    private static final int GROUP_ENTRIES_MAX = 65_536;

    private static final String STOPPING = "this server is about to end";

    private final ItemFiles files;
    private final Tenants tenants;
    private final Ending ending;
    private final ItemCounters counters;
    private final CommitPhases phases;
    private final Quotas quotas;
    private final SnapshotPlan snapshots;
    private final Queue<ItemBatch> batches = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> questions = new ConcurrentLinkedQueue<>();
    private final List<ItemBatch> group = new ArrayList<>();
    private final List<CountedTenant> undefined = new ArrayList<>();
    private volatile Runnable wake = () -> {};
    private volatile String failure;
    private volatile boolean isStopping;
    private boolean isBroken;
    private long added;
    private volatile String full;
    private volatile boolean isClosed;
    private volatile long logged;

    /** @param ending learns that the disk took no more */
    Committer(
            ItemFiles files,
            Tenants tenants,
            ItemCounters counters,
            Access access,
            SnapshotPlan snapshots,
            Ending ending) {
        this.files = files;
        this.tenants = tenants;
        logged = Arrays.stream(files.counts()).sum();
        this.counters = counters;
        phases = counters.phases();
        quotas = new Quotas(access);
        this.snapshots = snapshots;
        this.ending = ending;
    }

    static IdlePolicy idlePolicy() {
        return IdlePolicy.nap(SnapshotPlan.STEP_NANOS);
    }

    /** @param waker of the thread that runs this worker */
    void wakenBy(Runnable waker) {
        wake = waker;
    }

    /** Hands a batch over; its answer is called by this worker's thread. */
    void submit(ItemBatch batch) {
        batches.add(batch);
        if (isClosed) {
            rejectWaiting();
        } else {
            wake.run();
        }
    }

    /** Rejects what came too late for the last group. */
    private synchronized void rejectWaiting() {
        for (ItemBatch late; (late = batches.poll()) != null; ) {
            counters.failed(late);
            late.answer().rejected(late, 503, STOPPING);
        }
        answerQuestions();
    }

    /** Lets further requests be answered with 503, since the server ends. */
    void refuseFurther() {
        isStopping = true;
    }

    /** Asks something of the set between two groups; all that was answered before is in it. */
    <T> CompletableFuture<T> ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        questions.add(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        wake.run();
        return answer;
    }

    /** Records in the log, windows included, without those that were erased before the start. */
    long logged() {
        return logged;
    }

    /** A sentence about why nothing will be taken any more; null while items are. */
    String refusal() {
        return failure == null && isStopping ? STOPPING : failure;
    }

    /** A sentence about why nothing, or nothing new, was taken last; null when all is well. */
    String problem() {
        String refusal = refusal();
        return refusal == null ? full : refusal;
    }

    @Override
    public String role() {
        return "item-committer";
    }

    @Override
    public int doWork() {
        phases.begin();
        int work = answerQuestions();
        phases.end(Phase.QUESTIONS);
        int entries = 0;
        for (ItemBatch next; entries < GROUP_ENTRIES_MAX && (next = batches.poll()) != null; ) {
            group.add(next);
            entries += next.size();
        }
        work += group.size();
        if (!group.isEmpty()) {
            try {
                commitGroup();
            } catch (RuntimeException | Error e) {
                fail("a group failed half way", e);
                throw e;
            } finally {
                group.clear();
            }
        }
        if (!isBroken) {
            phases.begin();
            snapshots.step();
            phases.end(Phase.SNAPSHOT);
        }
        return work;
    }

    private int answerQuestions() {
        int answered = 0;
        for (Runnable next; (next = questions.poll()) != null; answered++) {
            next.run();
        }
        return answered;
    }

    private void commitGroup() {
        if (isBroken) {
            reject(503, failure);
            return;
        }
        int inserted = 0;
        long begin = System.nanoTime();
        added = 0;
        phases.begin();
        try {
            define();
            phases.end(Phase.TENANTS);
            for (ItemBatch batch : group) {
                files.set().addAll(batch.fingerprints(), batch.size(), batch.isNew());
                inserted++;
                hold(batch);
            }
            phases.end(Phase.SET);
            long frame = files.log().commit();
            phases.end(Phase.DISK);
            logged += added;
            full = added == 0 ? full : null;
            counters.group(System.nanoTime() - begin);
            answer(frame);
            phases.end(Phase.ANSWERS);
        } catch (LogFullException | SetFullException e) {
            full = e.getMessage();
            takeBack(group.subList(0, inserted));
            reject(503, full);
        } catch (IOException e) {
            fail("the disk failed", e.getMessage());
        }
    }

    /** Ends the server: what set, log and counts hold is known only after a start. The heap may be used up. */
    private void fail(String what, Object cause) {
        isBroken = true;
        failure = what + ", so this server takes no more items: " + cause;
        reject(503, failure);
        ending.fail(failure);
    }

    private void define() throws IOException {
        undefined.clear();
        for (ItemBatch batch : group) {
            addUndefined(batch);
        }
        if (undefined.isEmpty()) {
            return;
        }
        List<CountedTenant> distinct = undefined.stream().distinct().toList();
        List<Tenant> numbered = new ArrayList<>(distinct.size());
        for (CountedTenant tenant : distinct) {
            numbered.add(tenant.numbered(files.tenants().nextNumber() + numbered.size()));
        }
        files.tenants().define(numbered);
        for (int i = 0; i < numbered.size(); i++) {
            tenants.define(distinct.get(i), numbered.get(i), 0);
        }
    }

    private void addUndefined(ItemBatch batch) {
        CountedTenant last = null;
        boolean hasErased = false;
        for (int i = 0; i < batch.size(); i++) {
            CountedTenant tenant = batch.tenant(i);
            if (tenant != last && !tenant.isDefined() && !tenants.isGone(tenant)) {
                undefined.add(tenant);
            }
            hasErased |= tenant.isErased();
            last = tenant;
        }
        if (hasErased) {
            batch.dropErased();
        }
    }

    /** Takes a batch to the log, or out again when it is more than a tenant may have. */
    private void hold(ItemBatch batch) {
        String excess = quotas.plan(batch);
        if (excess == null) {
            log(batch);
        } else {
            files.set().removeAll(batch.fingerprints(), batch.keepNew());
            batch.exceed(excess);
        }
    }

    private void log(ItemBatch batch) {
        boolean[] isNew = batch.isNew();
        long[] fingerprints = batch.fingerprints();
        for (int i = 0; i < batch.size(); i++) {
            if (isNew[i]) {
                files.log()
                        .add(
                                batch.tenant(i).number(),
                                fingerprints[2 * i],
                                fingerprints[2 * i + 1],
                                batch.idBytes(i),
                                batch.idFrom(i),
                                batch.idLength(i));
                added++;
            }
        }
    }

    private void answer(long frame) {
        long more = 0;
        for (ItemBatch batch : group) {
            quotas.end(batch);
            batch.countNew();
            more += batch.newItems();
        }
        tenants.addItems(more);
        Exchange.together(() -> group.forEach(batch -> answer(batch, frame)));
    }

    private void answer(ItemBatch batch, long frame) {
        if (batch.excess() == null) {
            counters.committed(batch);
            batch.answer().committed(batch, frame);
        } else {
            counters.rejected();
            batch.answer().rejected(batch, 429, batch.excess());
        }
    }

    /** Removes from the set what is not on the disk: the next of its kind would be taken for known. */
    private void takeBack(List<ItemBatch> inserted) {
        files.log().discard();
        for (ItemBatch batch : inserted) {
            quotas.end(batch);
            files.set().removeAll(batch.fingerprints(), batch.keepNew());
        }
    }

    private void reject(int status, String reason) {
        for (ItemBatch batch : group) {
            counters.failed(batch);
            batch.answer().rejected(batch, status, reason);
        }
    }

    /** Takes what still waits, then a last snapshot, so that the next start is fast. */
    @Override
    public void onClose() throws IOException {
        while (!batches.isEmpty() || !questions.isEmpty()) {
            doWork();
        }
        isClosed = true;
        rejectWaiting();
        if (!isBroken) {
            snapshots.finish();
        }
    }
}
