package junretsu.votes.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.config.StartException;
import junretsu.store.SharedText;
import junretsu.store.SharedText.Versioned;
import junretsu.votes.rounds.RoundLog;

/**
 * The stage of an event at this node, which a desk changes: the decision is written down first, then the rounds follow
 * it, then everybody sees it. With a text that the servers of the event share, a change is made there first, and of two
 * that change one version, one wins; while the store is away a server changes its own stage alone, and the highest
 * version wins later.
 *
 * <p>Methods may be called by any thread. {@link #current} never waits; a change waits for the disk and the store.
 */
public final class Desk {
    private static final int ATTEMPTS = 5;
    private static final String ELSEWHERE = "another server";

    private final StageFile file;
    private final StageJournal journal;
    private final RoundLog rounds;
    private final SharedText shared;
    private final DistinctErrors errors;
    private final Clock clock;
    private StageChange flags;
    private Runnable whenChanged = () -> {};

    /** True from a fault of the store to its next answer; written and read by any thread that asks it. */
    private volatile boolean isStoreAway;

    /** Replaced as a whole under the lock; read by any thread. */
    private volatile Stage current;

    private Desk(
            StageFile file,
            StageJournal journal,
            StageFile.Contents contents,
            RoundLog rounds,
            SharedText shared,
            DistinctErrors errors,
            Clock clock) {
        this.file = file;
        this.journal = journal;
        this.rounds = rounds;
        this.shared = shared;
        this.errors = errors;
        this.clock = clock;
        current = contents.stage();
        flags = contents.flags();
    }

    /**
     * Opens the stage of a data directory, making the first one from the flags. Rounds follow a change that a crash
     * interrupted, and then the stage that the servers of the event share, if the store answers within its timeout.
     * Nothing may count yet.
     *
     * @param shared null for a stage of this server alone
     * @param flags the labels and milestones that they say; a field that they say otherwise than at the last start is
     *     changed
     * @throws StartException when the file is not a stage; its message is a sentence
     */
    public static Desk open(
            Path directory, RoundLog rounds, SharedText shared, StageChange flags, DistinctErrors errors, Clock clock)
            throws IOException, StartException {
        StageFile file = new StageFile(directory);
        StageFile.Contents found = file.read();
        if (found == null) {
            Stage first = Stage.first(rounds.current().name(), flags.labels(), flags.milestones());
            found = new StageFile.Contents(rounds.isOpen() ? first : first.closed(), flags);
            file.write(found);
        }
        Desk desk = new Desk(file, StageJournal.open(directory), found, rounds, shared, errors, clock);
        desk.followRounds(desk.current);
        desk.followAtStart();
        desk.takeFlags(flags, "the flags of a start");
        return desk;
    }

    private void followAtStart() {
        try {
            if (shared != null) {
                follow();
            }
        } catch (IOException e) {
            // The follower asks again, and tells of a fault that lasts.
        }
    }

    /**
     * Tells of the stage now, and after each change by the thread that made it. To be called once, before there are
     * other threads.
     */
    public void tell(Runnable changed) {
        whenChanged = changed;
        changed.run();
    }

    /** The stage at this moment. */
    public Stage current() {
        return current;
    }

    /** The labels of a round as they are, or were when it ended; null when they are unknown. */
    public Map<Integer, Label> labels(String round) {
        Stage now = current;
        return now.round().equals(round) ? now.labels() : file.past().of(round);
    }

    /** The changes, the newest first, each a line of JSON. */
    public List<String> journal() {
        return journal.newest();
    }

    /**
     * Changes the stage.
     *
     * @param by who, as the journal shows it
     */
    public synchronized Outcome change(StageChange change, String by) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Stage before = current;
            if (change.expected() != null && change.expected() != before.version()) {
                return Outcome.STALE;
            }
            String round = change.round();
            String counted = rounds.current().name();
            if (rounds.isKnown(round) && (round.equals(before.round()) || !round.equals(counted))) {
                return Outcome.ROUND_KNOWN;
            }
            if (change.changesNothing(before)) {
                return Outcome.DONE;
            }
            Stage next = change.apply(before);
            if (next.isRevealedTooEarly() && !before.isRevealedTooEarly()) {
                return Outcome.STILL_OPEN;
            }
            if (isFirst(before, next)) {
                if (take(next, by)) {
                    return Outcome.DONE;
                }
                takeBack(next);
                return Outcome.NOT_WRITTEN;
            }
        }
        return Outcome.STALE;
    }

    /**
     * Takes what the flags say now, where it is something else than they said before.
     *
     * @return false when that could not be written
     */
    public synchronized boolean takeFlags(StageChange now, String by) {
        StageChange news = StageChange.flags(
                now.labels().equals(flags.labels()) ? null : now.labels(),
                now.milestones().equals(flags.milestones()) ? null : now.milestones());
        if (news.equals(StageChange.flags(null, null))) {
            return true;
        }
        StageChange said = flags;
        flags = now;
        Stage before = current;
        if (change(news, by) == Outcome.DONE && (current != before || isWritten(before))) {
            return true;
        }
        flags = said;
        return false;
    }

    /**
     * Takes the shared stage when another server has changed it, and shares this one's when it is newer. Asks the store
     * without the lock, so that no change waits for it; an answer that is older than the stage by then is refused.
     *
     * @return true when the stage has changed
     * @throws IOException when the store does not answer
     */
    boolean follow() throws IOException {
        Stage own = current;
        Stage other;
        try {
            Versioned held = shared.read();
            isStoreAway = false;
            if (held.version() < own.version()) {
                held = shared.replace(held.version(), versioned(own));
            }
            other = held == null ? null : newer(own, held);
        } catch (IOException e) {
            isStoreAway = true;
            throw e;
        }
        return other != null && takeNewer(other);
    }

    private synchronized boolean takeNewer(Stage other) {
        return other.version() > current.version() && take(other, ELSEWHERE);
    }

    /**
     * Returns true when the store has taken a stage, or is away; false when another server was first, whose stage is
     * the current one then.
     */
    private boolean isFirst(Stage before, Stage next) {
        if (shared == null || isStoreAway) {
            return true;
        }
        try {
            Versioned held = shared.replace(before.version(), versioned(next));
            if (held != null && held.version() < before.version()) {
                held = shared.replace(held.version(), versioned(next));
            }
            if (held == null) {
                return true;
            }
            Stage other = newer(before, held);
            if (other != null) {
                take(other, ELSEWHERE);
            }
            return false;
        } catch (IOException e) {
            isStoreAway = true;
            errors.record("sharing the stage", e);
            return true;
        }
    }

    /** Puts the stage as it is into the store, as a version more: others may have followed the one that is not. */
    private void takeBack(Stage next) {
        if (shared == null || isStoreAway) {
            return;
        }
        try {
            shared.replace(next.version(), versioned(current.at(next.version() + 1)));
        } catch (IOException e) {
            errors.record("taking a change of the stage back", e);
        }
    }

    /**
     * Returns the shared stage when it is to be followed, else null. Of two of one version that differ, the shared one
     * stays, as a version more.
     */
    private Stage newer(Stage own, Versioned held) throws IOException {
        Stage other = StageFile.shared(held.text());
        if (other.equals(own) || other.version() < own.version()) {
            return null;
        }
        if (other.version() > own.version()) {
            return other;
        }
        Stage next = other.at(own.version() + 1);
        return shared.replace(own.version(), versioned(next)) == null ? next : null;
    }

    private static Versioned versioned(Stage stage) {
        return new Versioned(stage.version(), stage.json());
    }

    /** Writes a stage down, lets the rounds follow it and shows it; returns false when it could not be written. */
    private boolean take(Stage next, String by) {
        try {
            file.write(new StageFile.Contents(next, flags));
            followRounds(next);
        } catch (IOException e) {
            errors.record("changing the stage", e);
            restore(current, next, by);
            return false;
        }
        show(next, by);
        return true;
    }

    private void show(Stage next, String by) {
        Stage before = current;
        current = next;
        try {
            journal.add(before, next, by, clock.epochMillis());
        } catch (IOException e) {
            errors.record("writing the journal", e);
        }
        whenChanged.run();
    }

    /** Goes back to the stage before, or as far as the rounds can: one that has begun stays. */
    private void restore(Stage before, Stage next, String by) {
        Stage wanted = rounds.current().name().equals(next.round()) ? before.in(next.round()) : before;
        try {
            followRounds(wanted);
        } catch (IOException e) {
            errors.record("going back to the stage before", e);
        }
        Stage real = rounds.isOpen() ? wanted : wanted.closed();
        Stage kept = real.equals(before) ? before : real.at(before.version() + 1);
        isWritten(kept);
        if (kept != before) {
            show(kept, by);
        }
    }

    private boolean isWritten(Stage stage) {
        try {
            file.write(new StageFile.Contents(stage, flags));
            return true;
        } catch (IOException e) {
            errors.record("writing the stage", e);
            return false;
        }
    }

    /** Begins the round of a stage and opens or closes voting, where the rounds differ. */
    private void followRounds(Stage stage) throws IOException {
        long nowMs = clock.epochMillis();
        if (!stage.isOpen()) {
            rounds.closeVoting(nowMs);
        }
        if (!stage.round().equals(rounds.current().name()) && rounds.begin(stage.round(), nowMs) == null) {
            errors.record("the round " + stage.round() + " of the stage has ended on this server, which stays in "
                    + rounds.current().name() + "; begin one of another name");
        }
        if (stage.isOpen()) {
            rounds.openVoting(nowMs);
        }
    }
}
