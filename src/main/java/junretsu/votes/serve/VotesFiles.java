package junretsu.votes.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import junretsu.service.data.FileReport;
import junretsu.service.data.LineFile;
import junretsu.service.data.PrivateCopy;
import junretsu.service.milestones.MilestoneLog;
import junretsu.tally.CounterFile;
import junretsu.tally.PointsFile;
import junretsu.tally.SenderFile;
import junretsu.votes.VoteCells;
import junretsu.votes.VoteTally;
import junretsu.votes.rounds.RoundLog;
import junretsu.votes.stage.StageLook;

/** The check of each file of a votes server's directory. One thread. */
final class VotesFiles {
    private static final List<String> NAMES =
            List.of("rounds", "milestones", "stage", "journal", "history", "senders", "counters");

    private final Path original;
    private final PrivateCopy copy;
    private final FileReport report;

    private VotesFiles(Path original, PrivateCopy copy, FileReport report) {
        this.original = original;
        this.copy = copy;
        this.report = report;
    }

    static void verify(Path original, FileReport report) throws IOException {
        try (PrivateCopy copy = PrivateCopy.of(original, NAMES)) {
            new VotesFiles(original, copy, report).verify();
        }
    }

    private void verify() throws IOException {
        report.check(
                original.resolve("counters"),
                () -> copy.check(() -> {
                    try (CounterFile counters = CounterFile.openFound(copy.directory(), VoteCells.LAYOUT)) {
                        withCounters(counters);
                    }
                }));
        lines("milestones", () -> MilestoneLog.open(copy.directory()).close());
        lines("journal", () -> StageLook.readJournal(copy.directory().resolve("journal")));
        if (isThere("stage")) {
            report.check(original.resolve("stage"), () -> {
                long version = copy.read(() -> StageLook.of(copy.directory())).version();
                report.whole(original.resolve("stage"), "version " + version);
            });
        }
        if (Files.exists(original.resolve("kernel-counts"))) {
            report.mended(
                    original.resolve("kernel-counts"),
                    -1,
                    "the kernel may hold votes that are not in the files; the next start takes them over");
        }
    }

    private void withCounters(CounterFile counters) throws IOException {
        long stray = counters.strayCellAt(VoteCells.LAYOUT);
        long found = new VoteTally().merge(counters).total();
        if (stray >= 0) {
            report.damaged(
                    original.resolve("counters"),
                    stray,
                    "a cell that nobody writes is not 0, so its counts cannot be trusted");
        }
        long booked = isThere("history") ? history(counters) : found;
        senders(counters);
        long[] raised = {0};
        lines("rounds", () -> {
            try (RoundLog rounds = RoundLog.open(copy.directory(), counters)) {
                raised[0] = rounds.raisedVotes();
            }
        });
        if (stray < 0) {
            counts(found, raised[0], booked);
        }
    }

    /** The cells have no checksum: what other files say of them is held against them. */
    private void counts(long found, long raised, long booked) {
        Path file = original.resolve("counters");
        String votes = String.format(Locale.ROOT, "%,d votes", found);
        if (raised > 0) {
            report.mended(
                    file,
                    -1,
                    String.format(
                            Locale.ROOT,
                            "%s, but the rounds have seen %,d more, which a start puts back: an older copy, or damaged",
                            votes,
                            raised));
        } else if (booked > found) {
            report.damaged(
                    file,
                    -1,
                    String.format(
                            Locale.ROOT, "%s, but the history has seen %,d: an older copy, or damaged", votes, booked));
        } else if (booked < found) {
            report.mended(
                    file,
                    -1,
                    String.format(
                            Locale.ROOT,
                            "%s, %,d of them not in the history: counted in the last second before a kill, or damaged",
                            votes,
                            found - booked));
        } else {
            report.whole(file, votes + ", as the history has them");
        }
    }

    /** Returns the votes that the history has booked. */
    private long history(CounterFile counters) {
        Path file = original.resolve("history");
        long[] booked = {new VoteTally().merge(counters).total()};
        report.check(
                file,
                () -> copy.check(() -> {
                    long[] none = new long[NodeFiles.SERIES.size()];
                    Arrays.fill(none, Long.MAX_VALUE);
                    try (PointsFile points = PointsFile.open(copy.directory(), counters, NodeFiles.SERIES, none)) {
                        booked[0] = points.booked()[0];
                        int minutes = points.all(PointsFile.Step.MINUTE).size();
                        report.whole(file, String.format(Locale.ROOT, "%,d minutes", minutes));
                    }
                }));
        return booked[0];
    }

    private void senders(CounterFile counters) throws IOException {
        if (!isThere("senders")) {
            return;
        }
        Path file = original.resolve("senders");
        report.check(
                file,
                () -> copy.check(() -> {
                    SenderFile.open(copy.directory(), counters, VoteCells.CROWD_BLOCK, 1)
                            .close();
                    report.whole(file, "the last messages of browsers");
                }));
    }

    private boolean isThere(String name) {
        return Files.exists(original.resolve(name));
    }

    private void lines(String name, FileReport.Check reader) throws IOException {
        if (isThere(name)) {
            LineFile.check(original.resolve(name), report, () -> copy.check(reader));
        }
    }
}
