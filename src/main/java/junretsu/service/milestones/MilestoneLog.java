package junretsu.service.milestones;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import junretsu.base.LineLog;
import junretsu.base.Opened;
import junretsu.store.MilestonePassed;

/**
 * Passed milestones as this node knows them, in the file {@code milestones} of the data directory, so that none is
 * played or announced anew after a restart. Text, one line a fact, only ever added to:
 *
 * <pre>
 *   planned EVENT AT                       this node watches for the milestone AT of the event, not passed yet
 *   passed EVENT AT UNIX_MS NODE TOTAL     a flush of NODE passed it; TOTAL is the event's as first seen since
 *   announced EVENT AT UNIX_MS NODE TOTAL  the same, and the webhook is to get a message from this node
 *   delivered EVENT AT                     the webhook has taken the message
 *   failed EVENT AT                        the webhook did not take it for so long that the message was given up
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
    private final List<Entry> unsettled = new ArrayList<>();
    private final Set<String> planned = new TreeSet<>();

    private MilestoneLog(LineLog lines) {
        this.lines = lines;
    }

    /** @throws IOException when the file cannot be used; its message names the file */
    public static MilestoneLog open(Path directory) throws IOException {
        try (Opened opened = new Opened()) {
            MilestoneLog log = new MilestoneLog(opened.add(LineLog.open(directory.resolve(FILE_NAME))));
            log.lines.read("a list of milestones", log::take);
            opened.keep();
            return log;
        }
    }

    /**
     * Records that this node watches for a milestone.
     *
     * @throws IOException when it could not, and then nothing changed
     */
    synchronized void planned(String event, long at) throws IOException {
        lines.append("planned " + event + ' ' + at);
        planned.add(event + ' ' + at);
    }

    synchronized boolean isPlanned(String event, long at) {
        return planned.contains(event + ' ' + at);
    }

    /**
     * Records that a milestone was passed.
     *
     * @param isAnnounced whether a message about it is to be delivered from here
     * @throws IOException when it could not, and then nothing changed
     */
    synchronized void passed(Entry entry, boolean isAnnounced) throws IOException {
        MilestonePassed reached = entry.reached();
        lines.append((isAnnounced ? "announced " : "passed ")
                + entry.event()
                + ' '
                + reached.total()
                + ' '
                + reached.passedAtMs()
                + ' '
                + reached.nodeId()
                + ' '
                + entry.total());
        add(entry, isAnnounced);
    }

    /**
     * Records the outcome of a message, which is settled from then on, even when this throws: the message is then
     * delivered once more after a restart.
     *
     * @param isDelivered false when it was given up
     * @throws IOException when it could not be written
     */
    synchronized void settle(Entry entry, boolean isDelivered) throws IOException {
        unsettled.remove(entry);
        lines.append((isDelivered ? "delivered " : "failed ")
                + entry.event()
                + ' '
                + entry.reached().total());
    }

    /** The milestones passed in an event, in the order in which they were recorded. */
    public synchronized List<MilestonePassed> known(String event) {
        return entries.stream()
                .filter(entry -> entry.event().equals(event))
                .map(Entry::reached)
                .toList();
    }

    /** The messages of a node that were neither delivered nor given up, in the order of their milestones' passing. */
    public synchronized List<Entry> unsettled(String nodeId) {
        return unsettled.stream()
                .filter(entry -> entry.reached().nodeId().equals(nodeId))
                .toList();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private void add(Entry entry, boolean isAnnounced) {
        entries.add(entry);
        if (isAnnounced) {
            unsettled.add(entry);
        }
    }

    private void take(String[] tokens) {
        String event = tokens[1];
        long at = Long.parseLong(tokens[2]);
        switch (tokens[0]) {
            case "planned" -> planned.add(event + ' ' + at);
            case "passed", "announced" -> {
                MilestonePassed reached = new MilestonePassed(at, Long.parseLong(tokens[3]), tokens[4]);
                add(new Entry(event, reached, Long.parseLong(tokens[5])), tokens[0].equals("announced"));
            }
            case "delivered", "failed" ->
                unsettled.removeIf(
                        one -> one.event().equals(event) && one.reached().total() == at);
            default -> throw new IllegalArgumentException(tokens[0]);
        }
    }
}
