package junretsu.votes.rounds;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import junretsu.base.LineLog;
import junretsu.tally.Tally;

/**
 * The rounds of a node, in the file {@code rounds} of its data directory. A round begins with a look at the running counters:
 * each counter's value at that look belongs to the rounds before, what is added later to the new one, so that every vote is
 * in exactly one round and no receiver takes notice. Text, one line a fact, only ever added to:
 *
 * <pre>
 *   round NAME UNIX_MS CELL CELL ...   a round began when the node had counted these; see Tally.cells, without zeros at the end
 *   flushed NAME                       the store has taken all of a round that has ended
 * </pre>
 *
 * The first round is there without a line, under the event's name. Methods may be called by any thread.
 */
public final class RoundLog implements Closeable {
    private static final String FILE_NAME = "rounds";

    private final LineLog lines;
    private final List<Round> rounds = new ArrayList<>();
    private final Set<String> flushed = new TreeSet<>();

    private RoundLog(LineLog lines, Round first) {
        this.lines = lines;
        rounds.add(first);
    }

    /**
     * @param event name of the first round
     * @param createdMs unix milliseconds at which that began
     * @throws IOException when the file cannot be used; its message is a sentence
     */
    public static RoundLog open(Path directory, String event, long createdMs) throws IOException {
        Path path = directory.resolve(FILE_NAME);
        RoundLog log = new RoundLog(LineLog.open(path), new Round(event, createdMs, new Tally()));
        try {
            log.lines.linesAtOpen().stream().map(line -> line.split(" ")).forEach(log::take);
            return log;
        } catch (RuntimeException e) {
            log.close();
            throw new IOException(path + " is not a list of rounds; move it away", e);
        }
    }

    /** In the order in which they began; never empty. */
    public synchronized List<Round> rounds() {
        return List.copyOf(rounds);
    }

    public synchronized Round current() {
        return rounds.get(rounds.size() - 1);
    }

    /** The round that came next; null when it is the current one. */
    public synchronized Round after(Round round) {
        int next = rounds.indexOf(round) + 1;
        return next == rounds.size() ? null : rounds.get(next);
    }

    /** The first round of which the store may not have all. */
    public synchronized Round firstUnflushed() {
        return rounds.stream()
                .filter(round -> !flushed.contains(round.name()))
                .findFirst()
                .orElseGet(this::current);
    }

    /**
     * Ends the current round and begins another.
     *
     * @param now looks at the running counters
     * @return null when there has been a round of that name
     */
    public synchronized Round begin(String name, Supplier<Tally> now, long nowMs) throws IOException {
        if (rounds.stream().anyMatch(round -> round.name().equals(name))) {
            return null;
        }
        Round round = new Round(name, nowMs, now.get());
        lines.append("round " + name + ' ' + nowMs + ' ' + text(round.before().cells()));
        rounds.add(round);
        return round;
    }

    /** Notes that the store has all of a round, which is not the current one. */
    public synchronized void flushed(Round round) throws IOException {
        lines.append("flushed " + round.name());
        flushed.add(round.name());
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private static String text(long[] cells) {
        int end = cells.length;
        while (end > 0 && cells[end - 1] == 0) {
            end--;
        }
        return Arrays.stream(cells, 0, end).mapToObj(Long::toString).collect(Collectors.joining(" "));
    }

    private void take(String[] tokens) {
        switch (tokens[0]) {
            case "round" -> {
                long[] counts =
                        Arrays.stream(tokens).skip(3).mapToLong(Long::parseLong).toArray();
                rounds.add(new Round(tokens[1], Long.parseLong(tokens[2]), Tally.of(counts)));
            }
            case "flushed" -> flushed.add(tokens[1]);
            default -> throw new IllegalArgumentException(tokens[0]);
        }
    }
}
