package junretsu.votes.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import junretsu.base.Opened;
import junretsu.config.StartException;
import junretsu.service.data.DataLook;
import junretsu.service.data.FileReport;
import junretsu.service.data.KeptData;
import junretsu.service.data.PrivateCopy;
import junretsu.service.data.TableSink;
import junretsu.service.milestones.MilestoneLog;
import junretsu.store.MilestonePassed;
import junretsu.tally.CounterFile;
import junretsu.tally.PointsFile;
import junretsu.votes.VoteCells;
import junretsu.votes.VoteTally;
import junretsu.votes.rounds.Look;
import junretsu.votes.rounds.RoundLog;

/** The data directory of a votes server. */
public final class VotesData implements KeptData {
    /** Those that speak of the counters stand before them, see {@link PrivateCopy}. */
    private static final List<String> COUNTED = List.of("rounds", "milestones", "history", "counters");

    @Override
    public String service() {
        return VoteCells.LAYOUT.service();
    }

    /** A counter file that cannot say of which service it is belongs to the rounds beside it. */
    @Override
    public boolean isAt(Path path) throws IOException {
        String service = CounterFile.serviceIn(path);
        return service == null
                ? Files.exists(CounterFile.path(path)) && Files.exists(path.resolve("rounds"))
                : service.equals(service());
    }

    @Override
    public List<Path> lockedFiles(Path path) {
        return List.of(CounterFile.path(path));
    }

    @Override
    public DataLook look(Path path) throws IOException, StartException {
        return read(path, this::look);
    }

    private DataLook look(CounterFile counters, RoundLog rounds, Path directory) {
        long late = rounds.look().late();
        int begun = rounds.rounds().size();
        return new DataLook(
                counters.event(),
                counters.createdMs(),
                String.format(Locale.ROOT, "%,d votes", rounds.look().counted().total())
                        + (late == 0 ? "" : String.format(Locale.ROOT, ", %,d late ones", late))
                        + (begun == 1 ? "" : String.format(Locale.ROOT, ", %,d rounds", begun))
                        + (rounds.isOpen() ? "" : ", voting is closed"));
    }

    @Override
    public void export(Path path, TableSink sink) throws IOException, StartException {
        read(path, (counters, rounds, directory) -> {
            Look look = rounds.look();
            counts(counters, look, sink);
            List<RoundSums> sums = RoundSums.all(rounds, look);
            rounds(sums, sink);
            buttons(sums, sink);
            milestones(directory, counters.event(), sink);
            minutes(directory, counters, look.all(), sink);
            return null;
        });
    }

    private static void counts(CounterFile counters, Look look, TableSink sink) throws IOException {
        sink.table(
                "counts",
                "event",
                "node",
                "since",
                "total",
                "late",
                "datagrams",
                "rejected",
                "empty",
                "limited",
                "dropped");
        VoteTally all = look.all();
        sink.row(
                counters.event(),
                counters.nodeId(),
                Instant.ofEpochMilli(counters.createdMs()).toString(),
                look.counted().total(),
                look.late(),
                all.datagrams(),
                all.rejected(),
                all.empty(),
                all.limited() + all.crowdLimited(),
                all.kernelDrops());
    }

    private static void rounds(List<RoundSums> sums, TableSink sink) throws IOException {
        sink.table("rounds", "round", "started", "ended", "votes", "late");
        for (RoundSums round : sums) {
            sink.row(round.name(), round.started(), round.ended(), round.votes().total(), round.late());
        }
    }

    private static void buttons(List<RoundSums> sums, TableSink sink) throws IOException {
        sink.table("buttons", "round", "button", "votes");
        for (RoundSums round : sums) {
            long[] buttons = round.votes().buttons();
            for (int button = 0; button < buttons.length; button++) {
                if (buttons[button] != 0) {
                    sink.row(round.name(), button, buttons[button]);
                }
            }
        }
    }

    private static void milestones(Path directory, String event, TableSink sink) throws IOException {
        sink.table("milestones", "at", "passed", "node");
        try (MilestoneLog log = MilestoneLog.open(directory)) {
            for (MilestonePassed passed : log.known(event)) {
                sink.row(
                        passed.total(),
                        Instant.ofEpochMilli(passed.passedAtMs()).toString(),
                        passed.nodeId());
            }
        }
    }

    private static void minutes(Path directory, CounterFile counters, VoteTally all, TableSink sink)
            throws IOException, StartException {
        sink.table("minutes", "minute", "votes", "dropped", "rejected");
        if (Files.notExists(directory.resolve("history"))) {
            return;
        }
        try (PointsFile points = PointsFile.open(directory, counters, NodeFiles.SERIES, NodeFiles.totals(all))) {
            for (PointsFile.Point point : points.all(PointsFile.Step.MINUTE)) {
                long[] values = point.values();
                sink.row(Instant.ofEpochSecond(point.beginSeconds()).toString(), values[0], values[1], values[2]);
            }
        }
    }

    @Override
    public void verify(Path path, FileReport report) throws IOException {
        VotesFiles.verify(path, report);
    }

    /** A reader of counts and rounds, opened on a copy. */
    private interface Counted<T> {
        T read(CounterFile counters, RoundLog rounds, Path directory) throws IOException, StartException;
    }

    private static <T> T read(Path path, Counted<T> reader) throws IOException, StartException {
        try (PrivateCopy copy = PrivateCopy.of(path, COUNTED)) {
            return copy.read(() -> {
                Path directory = copy.directory();
                try (Opened opened = new Opened()) {
                    CounterFile counters = opened.add(CounterFile.openFound(directory, VoteCells.LAYOUT));
                    RoundLog rounds = opened.add(RoundLog.open(directory, counters));
                    return reader.read(counters, rounds, directory);
                }
            });
        }
    }
}
