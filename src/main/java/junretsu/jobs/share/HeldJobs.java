package junretsu.jobs.share;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.Turn;
import junretsu.jobs.share.HeldJob.Stage;
import junretsu.jobs.share.TurnCall.Candidate;
import junretsu.jobs.share.TurnReturn.Kind;

/**
 * The jobs that Redis has handed to this process: some wait in a buffer, some are at a worker, some are suspended here.
 * And the turns that go back. Any thread may call.
 */
final class HeldJobs {
    /** Callers of suspended jobs that a call asks for; those that were furthest behind when last heard of. */
    private static final int CANDIDATES_MAX = 16;

    private final int seats;
    private final Map<JobId, HeldJob> jobs = new ConcurrentHashMap<>();
    private final Deque<HeldJob> buffer = new ArrayDeque<>();
    private final List<List<TurnReturn>> returns = new ArrayList<>();
    private final List<Map<String, Deque<HeldJob>>> suspended = new ArrayList<>();
    private final List<Map<String, Double>> virtualTimes = new ArrayList<>();
    private int seatsTaken;

    HeldJobs(int seats, int shards) {
        this.seats = seats;
        for (int i = 0; i < shards; i++) {
            returns.add(new ArrayList<>());
            suspended.add(new LinkedHashMap<>());
            virtualTimes.add(new HashMap<>());
        }
    }

    /** The next turn of the buffer; null when it is empty. */
    synchronized Turn next() {
        for (HeldJob held = buffer.poll(); held != null; held = buffer.poll()) {
            if (isHere(held)) {
                held.stage = Stage.OUT;
                return new Turn(held.job, held.fence, held.hasSeat);
            }
        }
        return null;
    }

    /** Takes in what Redis has handed out. */
    synchronized void add(HeldJob held) {
        jobs.put(held.job.id(), held);
        buffer.add(held);
    }

    /** Moves a suspended job to the buffer, since its caller's turn has come. */
    synchronized void resume(JobId id) {
        HeldJob held = jobs.get(id);
        if (held == null || held.stage == Stage.BUFFERED || held.stage == Stage.OUT) {
            return;
        }
        boolean lacksSeat = held.stage == Stage.SEATLESS && seatsTaken >= seats;
        if (lacksSeat) {
            returns.get(held.shard).add(TurnReturn.of(Kind.KEEP, held, 0));
            return;
        }
        if (held.stage == Stage.SEATLESS) {
            held.hasSeat = true;
            seatsTaken++;
        }
        removeSuspended(held);
        held.stage = Stage.BUFFERED;
        buffer.add(held);
    }

    /**
     * Ends a worker's turn.
     *
     * @return the job; null when the turn is not one that is under way
     */
    synchronized HeldJob end(Turn turn) {
        HeldJob held = jobs.get(turn.job().id());
        return held == null || held.fence != turn.fence() || held.stage != Stage.OUT ? null : held;
    }

    /** Keeps a job whose turn has ended, for a later one. */
    synchronized void suspend(HeldJob held, boolean needsSeat, long usedNanos) {
        held.stage = needsSeat && !held.hasSeat ? Stage.SEATLESS : Stage.SUSPENDED;
        held.job = held.job.running(held.job.startedMs(), usedNanos);
        Deque<HeldJob> ofCaller =
                suspended.get(held.shard).computeIfAbsent(held.job.caller(), name -> new ArrayDeque<>());
        if (held.stage == Stage.SUSPENDED) {
            ofCaller.addFirst(held);
        } else {
            ofCaller.addLast(held);
        }
        giveBack(TurnReturn.of(Kind.KEEP, held, usedNanos));
    }

    /** Has a turn sent back with the next call. */
    synchronized void giveBack(TurnReturn turn) {
        returns.get(turn.held().shard).add(turn);
    }

    /** Hands what is in the buffer back, for others to take. */
    synchronized void emptyBuffer() {
        for (HeldJob held = buffer.poll(); held != null; held = buffer.poll()) {
            if (!isHere(held)) {
                continue;
            }
            if (held.isFirstTurn()) {
                forget(held);
                giveBack(TurnReturn.of(Kind.BACK, held, 0));
            } else {
                suspend(held, false, 0);
            }
        }
    }

    /** Hands everything back that no worker is at. */
    synchronized void abandon() {
        emptyBuffer();
        for (HeldJob held : List.copyOf(jobs.values())) {
            if (held.stage != Stage.OUT) {
                forget(held);
                giveBack(TurnReturn.of(Kind.BACK, held, 0));
            }
        }
    }

    /** Forgets a job that is no longer this process's; returns whether it was. */
    synchronized boolean lose(JobId id) {
        HeldJob held = jobs.get(id);
        return held != null && forget(held);
    }

    /** Forgets all jobs that were here before a call; returns how many these were. */
    synchronized int loseAll(int shard, long before) {
        int lost = 0;
        for (HeldJob held : List.copyOf(jobs.values())) {
            if (held.shard == shard && held.since < before && forget(held)) {
                lost++;
            }
        }
        return lost;
    }

    /** Forgets a job; returns false when it was forgotten already. */
    synchronized boolean forget(HeldJob held) {
        if (!jobs.remove(held.job.id(), held)) {
            return false;
        }
        seatsTaken -= held.hasSeat ? 1 : 0;
        removeSuspended(held);
        return true;
    }

    /** Returns whether a worker's turn is still its own. */
    boolean isOut(Turn turn) {
        HeldJob held = jobs.get(turn.job().id());
        return held != null && held.fence == turn.fence();
    }

    boolean isHeld(JobId id) {
        return jobs.containsKey(id);
    }

    /** Returns whether it is held under this fence. */
    boolean isHeld(JobId id, long fence) {
        HeldJob held = jobs.get(id);
        return held != null && held.fence == fence;
    }

    synchronized int seatsTaken() {
        return seatsTaken;
    }

    /** Jobs here, of all stages. */
    int size() {
        return jobs.size();
    }

    /** Takes the turns that go back to a shard. */
    synchronized List<TurnReturn> takeReturns(int shard) {
        List<TurnReturn> taken = new ArrayList<>(returns.get(shard));
        returns.get(shard).clear();
        return taken;
    }

    synchronized boolean hasReturns(int shard) {
        return !returns.get(shard).isEmpty();
    }

    /** The suspended jobs of a shard that may go on, one a caller; of many, those of the callers furthest behind. */
    synchronized List<Candidate> candidates(int shard) {
        List<Candidate> candidates = new ArrayList<>();
        for (Deque<HeldJob> ofCaller : suspended.get(shard).values()) {
            HeldJob first = first(ofCaller);
            if (first != null) {
                boolean waited = ofCaller.stream().allMatch(held -> held.stage == Stage.SEATLESS);
                candidates.add(new Candidate(first, first.hasSeat ? "seated" : waited ? "waited" : "free"));
            }
        }
        if (candidates.size() > CANDIDATES_MAX) {
            Map<String, Double> times = virtualTimes.get(shard);
            candidates.sort(Comparator.comparingDouble(
                    candidate -> times.getOrDefault(candidate.held().job.caller(), 0.0)));
            return candidates.subList(0, CANDIDATES_MAX);
        }
        return candidates;
    }

    /** The job of a caller that goes on first: one that has a seat, then the one of the highest priority. */
    private HeldJob first(Deque<HeldJob> ofCaller) {
        HeldJob first = null;
        for (HeldJob held : ofCaller) {
            boolean mayGoOn = held.stage == Stage.SUSPENDED || seatsTaken < seats;
            if (mayGoOn && (first == null || held.isBefore(first))) {
                first = held;
            }
        }
        return first;
    }

    /** Returns whether a call to the shard has something to bring there, or a suspended job that may go on. */
    synchronized boolean waitsFor(int shard) {
        if (hasReturns(shard)) {
            return true;
        }
        for (Deque<HeldJob> ofCaller : suspended.get(shard).values()) {
            if (first(ofCaller) != null) {
                return true;
            }
        }
        return false;
    }

    /** Takes note of a caller's virtual time. */
    synchronized void heard(int shard, String caller, double virtualTime) {
        if (suspended.get(shard).containsKey(caller)) {
            virtualTimes.get(shard).put(caller, virtualTime);
        }
    }

    private boolean isHere(HeldJob held) {
        return jobs.get(held.job.id()) == held;
    }

    private void removeSuspended(HeldJob held) {
        String caller = held.job.caller();
        Deque<HeldJob> ofCaller = suspended.get(held.shard).get(caller);
        if (ofCaller != null && ofCaller.remove(held) && ofCaller.isEmpty()) {
            suspended.get(held.shard).remove(caller);
            virtualTimes.get(held.shard).remove(caller);
        }
    }
}
