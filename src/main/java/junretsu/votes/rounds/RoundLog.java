package junretsu.votes.rounds;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import junretsu.base.LineLog;
import junretsu.base.Opened;
import junretsu.config.StartException;
import junretsu.tally.CounterFile;
import junretsu.votes.VoteTally;

/**
 * The rounds of a node, in the file {@code rounds} of its data directory. A round begins with a look at the running
 * counters: each counter's value at that look belongs to the rounds before, what is added later to the new one, so
 * that every vote is in exactly one round and no receiver takes notice. Text, one line a fact, only ever added to:
 *
 * <pre>
 *   node ID UNIX_MS                    the first line: the counter file that is divided, and when it was made
 *   round NAME UNIX_MS CELL CELL ...   a round began when the cells held these, without zeros at the end; see VoteCells
 * </pre>
 *
 * The first round is there without a line, under the event's name.
 *
 * <p>A round is on the disk before anybody sees it, and the counters that it began with are there before it. Should
 * the counter file be older all the same, since a copy was put back, it is raised to what the last round began with.
 *
 * <p>Methods may be called by any thread. {@link #rounds} and {@link #current} never wait for the disk. The others
 * wait while a round begins.
 */
public final class RoundLog implements Closeable {
    private static final String FILE_NAME = "rounds";

    private final LineLog lines;
    private final CounterFile counters;
    private final Set<String> restored = new TreeSet<>();
    private String head;
    private long raisedVotes;
    private VoteTally atOpen;

    /** Replaced as a whole under the lock; read by any thread. */
    private volatile List<Round> rounds;

    private RoundLog(LineLog lines, CounterFile counters) {
        this.lines = lines;
        this.counters = counters;
        rounds = List.of(new Round(counters.event(), counters.createdMs(), new VoteTally()));
    }

    /**
     * Opens the rounds of a counter file, making the file when it is missing. Nothing may count yet.
     *
     * @throws IOException when the file cannot be read or written
     * @throws StartException when it is not a list of rounds of these counters; its message is a sentence
     */
    public static RoundLog open(Path directory, CounterFile counters) throws IOException, StartException {
        Path path = directory.resolve(FILE_NAME);
        try (Opened opened = new Opened()) {
            RoundLog log = new RoundLog(opened.add(LineLog.open(path)), counters);
            log.read(path);
            log.raiseCounters();
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

    /** Votes that the counter file lacked and that were put back when it was opened; 0 as a rule. */
    public synchronized long raisedVotes() {
        return raisedVotes;
    }

    /**
     * Ends the current round and begins another. Returns when that is on the disk.
     *
     * @param nowMs unix milliseconds
     * @return null when there has been a round of that name
     * @throws IOException when it cannot be written; the round has not begun then
     */
    public synchronized Round begin(String name, long nowMs) throws IOException {
        if (isKnown(name)) {
            return null;
        }
        Round round = new Round(name, nowMs, new VoteTally().merge(counters));
        counters.force();
        lines.appendForced(
                "round " + name + ' ' + nowMs + ' ' + text(round.before().cells()));
        add(round);
        return round;
    }

    /**
     * Puts votes back that the store has had from this node, but that the counter file lacks, since an older copy of
     * the data directory was put back. What has been counted since the start stays on top. Only the first call for a
     * round has an effect, and only while the round is the current one.
     *
     * @param stored this node's votes of the round by button, as the store held them before this run's first flush of
     *     it
     * @return votes that were put back
     */
    public synchronized long restore(Round round, long[] stored) {
        if (!round.equals(current()) || !restored.add(round.name())) {
            return 0;
        }
        long votes = 0;
        for (int button = 0; button < stored.length; button++) {
            long had = Math.max(0, atOpen.buttons()[button] - round.before().buttons()[button]);
            long lacking = Math.max(0, stored[button] - had);
            counters.raise(button, lacking);
            votes += lacking;
        }
        return votes;
    }

    @Override
    public synchronized void close() throws IOException {
        lines.close();
    }

    private void read(Path path) throws IOException, StartException {
        try {
            lines.read("a list of rounds", this::take);
        } catch (IOException e) {
            throw new StartException(e.getMessage(), e);
        }
        String own = "node " + counters.nodeId() + ' ' + counters.createdMs();
        if (head == null) {
            lines.append(own);
        } else if (!head.equals(own)) {
            throw new StartException(path + " divides the counts of another counter file than the one beside it ("
                    + head + "); put that one back, or give an empty --data directory");
        }
    }

    /** Raises the counters to the values at which the current round began, since all of those have been counted. */
    private void raiseCounters() {
        long[] least = current().before().cells();
        VoteTally now = new VoteTally().merge(counters);
        long[] found = now.cells();
        for (int cell = 0; cell < least.length; cell++) {
            counters.raise(cell, Math.max(0, least[cell] - found[cell]));
        }
        atOpen = new VoteTally().merge(counters);
        raisedVotes = atOpen.total() - now.total();
    }

    private void take(String[] tokens) {
        if (head == null) {
            require(tokens[0].equals("node"));
            head = String.join(" ", tokens);
            return;
        }
        require(tokens[0].equals("round"));
        long[] counts = Arrays.stream(tokens).skip(3).mapToLong(Long::parseLong).toArray();
        Round round = new Round(tokens[1], Long.parseLong(tokens[2]), VoteTally.of(counts));
        VoteTally came = new VoteTally().copy(round.before()).subtract(current().before());
        require(!isKnown(round.name()) && Arrays.stream(came.cells()).allMatch(count -> count >= 0));
        add(round);
    }

    private void add(Round round) {
        List<Round> all = new ArrayList<>(rounds);
        all.add(round);
        rounds = List.copyOf(all);
    }

    private boolean isKnown(String name) {
        return rounds.stream().anyMatch(round -> round.name().equals(name));
    }

    private static void require(boolean isRight) {
        if (!isRight) {
            throw new IllegalArgumentException();
        }
    }

    private static String text(long[] cells) {
        int end = cells.length;
        while (end > 0 && cells[end - 1] == 0) {
            end--;
        }
        return Arrays.stream(cells, 0, end).mapToObj(Long::toString).collect(Collectors.joining(" "));
    }
}
