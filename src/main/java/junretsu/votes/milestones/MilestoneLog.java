package junretsu.votes.milestones;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import junretsu.base.LineLog;
import junretsu.store.MilestonePassed;

/**
 * What this node knows of passed milestones, in the file {@code milestones} of the data directory, so that none is played or
 * announced anew after a restart. Text, one line a fact, only ever added to:
 *
 * <pre>
 *   reached EVENT AT UNIX_MS NODE TOTAL     the store decided that the milestone AT was passed, when the total was TOTAL
 *   delivered EVENT AT                      the webhook has taken the message
 *   failed EVENT AT                         the webhook did not take it for so long that it was given up
 *   untold EVENT AT                         there was no webhook then, so one that comes later is not told
 * </pre>
 *
 * Methods may be called by any thread.
 */
public final class MilestoneLog implements Closeable {
    private static final String FILE_NAME = "milestones";

    /** @param total the event's, as first seen with the milestone passed */
    public record Entry(String event, MilestonePassed reached, long total) {}

    private final LineLog lines;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Entry> settled = new ArrayList<>();

    private MilestoneLog(LineLog lines) {
        this.lines = lines;
    }

    /** @throws IOException when the file cannot be used; its message names the file */
    public static MilestoneLog open(Path directory) throws IOException {
        Path path = directory.resolve(FILE_NAME);
        MilestoneLog log = new MilestoneLog(LineLog.open(path));
        try {
            log.lines.linesAtOpen().stream().map(line -> line.split(" ")).forEach(log::take);
            return log;
        } catch (RuntimeException e) {
            log.close();
            throw new IOException(path + " is not a list of milestones; move it away", e);
        }
    }

    synchronized void reached(Entry entry) throws IOException {
        MilestonePassed reached = entry.reached();
        lines.append("reached " + entry.event() + ' ' + reached.total() + ' ' + reached.passedAtMs() + ' '
                + reached.nodeId() + ' ' + entry.total());
        entries.add(entry);
    }

    /** What became of the message about a milestone; nothing more is to be done about it then. */
    public enum Outcome {
        DELIVERED,
        FAILED,
        UNTOLD
    }

    synchronized void settle(Entry entry, Outcome outcome) throws IOException {
        lines.append(outcome.name().toLowerCase(Locale.ROOT)
                + ' '
                + entry.event()
                + ' '
                + entry.reached().total());
        settled.add(entry);
    }

    synchronized List<MilestonePassed> known(String event) {
        return entries.stream()
                .filter(entry -> entry.event().equals(event))
                .map(Entry::reached)
                .toList();
    }

    /** Those of one node that were neither delivered nor given up, in the order in which they were passed. */
    synchronized List<Entry> unsettled(String nodeId) {
        return entries.stream()
                .filter(entry -> entry.reached().nodeId().equals(nodeId) && !settled.contains(entry))
                .toList();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private void take(String[] tokens) {
        long at = Long.parseLong(tokens[2]);
        switch (tokens[0]) {
            case "reached" -> {
                MilestonePassed reached = new MilestonePassed(at, Long.parseLong(tokens[3]), tokens[4]);
                entries.add(new Entry(tokens[1], reached, Long.parseLong(tokens[5])));
            }
            case "delivered", "failed", "untold" ->
                entries.stream()
                        .filter(one ->
                                one.event().equals(tokens[1]) && one.reached().total() == at)
                        .forEach(settled::add);
            default -> throw new IllegalArgumentException(tokens[0]);
        }
    }
}
