package junretsu.votes.rounds;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import junretsu.base.LineLog;
import junretsu.base.Opened;
import junretsu.config.StartException;
import junretsu.tally.CounterFile;
import junretsu.votes.VoteTally;
import junretsu.votes.VoteWire;

/**
 * The rounds of a node and the times in which voting was closed, in the file {@code rounds} of its data directory. A
 * round begins with a look at the running counters: each counter's value at that look belongs to the rounds before,
 * what is added later to the new one, so that every vote is in exactly one round and no receiver takes notice. Closing
 * and opening of voting are such looks, too: what is counted between them is late and in no round. Text, one line a
 * fact, only ever added to:
 *
 * <pre>
 *   node ID UNIX_MS                    the first line: the counter file that is divided, and when it was made
 *   round NAME UNIX_MS CELL CELL ...   a round began when the cells held these, without zeros at the end; see VoteCells
 *   closed UNIX_MS CELL CELL ...       voting was closed when the cells held these
 *   opened UNIX_MS CELL CELL ...       voting was opened again
 *   restored CELL CELL ...             so many votes were put back while voting was closed
 * </pre>
 *
 * The first round is there without a line, under the event's name, and voting is open.
 *
 * <p>A round is on the disk before anybody sees it, and the counters that it began with are there before it; so is the
 * opening of voting. Closing takes effect before it is on the disk: a crash between leaves voting open, and what came
 * meanwhile counts. Should the counter file be older all the same, since a copy was put back, it is raised to what the
 * last of these looks saw.
 *
 * <p>Methods may be called by any thread. {@link #rounds}, {@link #current}, {@link #count} and {@link #look} never
 * wait for the disk. The others wait while a round begins or voting is closed or opened.
 */
public final class RoundLog implements Closeable {
    private static final String FILE_NAME = "rounds";

    private final LineLog lines;
    private final CounterFile counters;
    private final Set<String> restored = new TreeSet<>();
    private long raisedVotes;
    private VoteTally atOpen;

    /** Held for a look at the counters together with the voting that it belongs to, and never while the disk writes. */
    private final Object cut = new Object();

    /** Replaced under both locks. */
    private Voting voting = Voting.OPEN;

    /** The look that opens voting, while the disk writes it; else null. Replaced under both locks. */
    private Look opening;

    /** Replaced as a whole under the lock; read by any thread. */
    private volatile List<Round> rounds;

    private RoundLog(LineLog lines, CounterFile counters) {
        this.lines = lines;
        this.counters = counters;
    }

    /**
     * Opens the rounds of a counter file, making the file when it is missing. Others may count meanwhile.
     *
     * @throws IOException when the file cannot be read or written
     * @throws StartException when it is not a list of rounds of these counters; its message is a sentence
     */
    public static RoundLog open(Path directory, CounterFile counters) throws IOException, StartException {
        Path path = directory.resolve(FILE_NAME);
        try (Opened opened = new Opened()) {
            RoundLog log = new RoundLog(opened.add(LineLog.open(path)), counters);
            log.raiseCounters(log.read(path));
            opened.keep();
            return log;
        }
    }

    /** The rounds in the order in which they began; never empty. */
    public List<Round> rounds() {
        return rounds;
    }

    public Round current() {
        List<Round> all = rounds;
        return all.get(all.size() - 1);
    }

    /**
     * Returns the round that came next; null when it is the current one.
     *
     * <p>A caller that looked at the counters before this call and gets null has seen nothing of a later round:
     * {@link #begin} looks at the counters under the lock that this call waits for.
     */
    public synchronized Round after(Round round) {
        int next = rounds.indexOf(round) + 1;
        return next == rounds.size() ? null : rounds.get(next);
    }

    /**
     * Replaces a tally by what was counted up to this moment, without the late votes.
     *
     * @return the tally
     */
    public VoteTally count(VoteTally tally) {
        synchronized (cut) {
            return voting.leaveCounted(tally.merge(counters));
        }
    }

    /**
     * Looks at the counters. While the opening of voting is written, the look is the one that opens it: what came since
     * counts or is late, as the disk has it.
     */
    public Look look() {
        synchronized (cut) {
            if (opening != null) {
                return opening.copy();
            }
            VoteTally all = new VoteTally().merge(counters);
            return new Look(current(), voting.isOpen(), all, voting.leaveCounted(new VoteTally().copy(all)));
        }
    }

    /** Returns false while votes are late. */
    public boolean isOpen() {
        synchronized (cut) {
            return voting.isOpen();
        }
    }

    /** Votes that the counter file lacked and that were put back when it was opened; 0 as a rule. */
    public synchronized long raisedVotes() {
        return raisedVotes;
    }

    /** Returns true when there has been a round of that name. */
    public boolean isKnown(String name) {
        return rounds.stream().anyMatch(round -> round.name().equals(name));
    }

    /**
     * Ends the current round and begins another. Returns when that is on the disk. Voting stays open or closed.
     *
     * @param nowMs unix milliseconds
     * @return null when there has been a round of that name
     * @throws IOException when it cannot be written; the round has not begun then
     */
    public synchronized Round begin(String name, long nowMs) throws IOException {
        if (isKnown(name)) {
            return null;
        }
        Look look = look();
        Round round = new Round(name, nowMs, look.counted(), look.late());
        record("round " + name, nowMs, look.all());
        add(round);
        return round;
    }

    /**
     * Closes voting: votes that are counted from now on are late. Returns when that is on the disk.
     *
     * @param nowMs unix milliseconds
     * @throws IOException when it cannot be written; voting is open then
     */
    public synchronized void closeVoting(long nowMs) throws IOException {
        if (!voting.isOpen()) {
            return;
        }
        Voting open = voting;
        VoteTally all = new VoteTally();
        synchronized (cut) {
            voting = open.turn(all.merge(counters));
        }
        try {
            record("closed", nowMs, all);
        } catch (IOException e) {
            replace(open);
            throw e;
        }
    }

    /**
     * Opens voting again. Returns when that is on the disk; votes that are counted until then are late for the most
     * part.
     *
     * @param nowMs unix milliseconds
     * @throws IOException when it cannot be written; voting is closed then
     */
    public synchronized void openVoting(long nowMs) throws IOException {
        if (voting.isOpen()) {
            return;
        }
        Look look;
        synchronized (cut) {
            look = look();
            opening = look;
        }
        try {
            record("opened", nowMs, look.all());
            replace(voting.turn(look.all()));
        } finally {
            synchronized (cut) {
                opening = null;
            }
        }
    }

    /**
     * Puts votes back that the store has had from this node, but that the counter file lacks, since an older copy of
     * the data directory was put back. What has been counted since the start stays on top. Only the first call for a
     * round has an effect, and only while the round is the current one.
     *
     * @param stored this node's votes of the round by button, as the store held them before this run's first flush of
     *     it
     * @return votes that were put back
     * @throws IOException when voting is closed and that cannot be written; nothing has changed then
     */
    public synchronized long restore(Round round, long[] stored) throws IOException {
        if (!round.equals(current()) || restored.contains(round.name())) {
            return 0;
        }
        long[] lacking = new long[stored.length];
        for (int button = 0; button < stored.length; button++) {
            long had = Math.max(0, atOpen.buttons()[button] - round.before().buttons()[button]);
            lacking[button] = Math.max(0, stored[button] - had);
        }
        if (!voting.isOpen()) {
            lines.appendForced("restored " + RoundLines.text(lacking));
        }
        restored.add(round.name());
        synchronized (cut) {
            voting = voting.isOpen() ? voting : voting.add(lacking);
            for (int button = 0; button < stored.length; button++) {
                counters.raise(button, lacking[button]);
            }
        }
        return Arrays.stream(lacking).sum();
    }

    @Override
    public synchronized void close() throws IOException {
        lines.close();
    }

    /** Returns the cells that must have been counted. */
    private long[] read(Path path) throws IOException, StartException {
        RoundLines read = new RoundLines(new Round(counters.event(), counters.createdMs(), new VoteTally(), 0));
        try {
            lines.read("a list of rounds", read::take);
        } catch (IOException e) {
            throw new StartException(e.getMessage(), e);
        }
        String own = "node " + counters.nodeId() + ' ' + counters.createdMs();
        if (read.head() == null) {
            lines.append(own);
        } else if (!read.head().equals(own)) {
            throw new StartException(path + " divides the counts of another counter file than the one beside it ("
                    + read.head() + "); put that one back, or give an empty --data directory");
        }
        rounds = read.rounds();
        replace(read.voting());
        return read.least();
    }

    /** Raises the counters to the values that the last look saw, since all of those have been counted. */
    private void raiseCounters(long[] least) {
        long[] found = new VoteTally().merge(counters).cells();
        for (int cell = 0; cell < least.length; cell++) {
            long lacking = Math.max(0, least[cell] - found[cell]);
            counters.raise(cell, lacking);
            raisedVotes += cell < VoteWire.BUTTONS ? lacking : 0;
        }
        atOpen = look().counted();
    }

    /** Writes a look down, behind the counters that it saw. */
    private void record(String fact, long nowMs, VoteTally all) throws IOException {
        counters.force();
        lines.appendForced(fact + ' ' + nowMs + ' ' + RoundLines.text(all.cells()));
    }

    private void replace(Voting other) {
        synchronized (cut) {
            voting = other;
        }
    }

    private void add(Round round) {
        List<Round> all = new ArrayList<>(rounds);
        all.add(round);
        rounds = List.copyOf(all);
    }
}
