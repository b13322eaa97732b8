package junretsu.numbers.serve;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import junretsu.config.StartException;
import junretsu.numbers.NumberWire;
import junretsu.service.data.DataLook;
import junretsu.service.data.FileReport;
import junretsu.service.data.KeptData;
import junretsu.service.data.PrivateCopy;
import junretsu.service.data.TableSink;
import junretsu.tally.CounterFile;

/** The data of a numbers server: its log, which is a file, and with a store the counts of its node, a directory. */
public final class NumbersData implements KeptData {
    private static final String LOG_SUFFIX = ".log";

    @Override
    public String service() {
        return NodeCounts.FIELDS.service();
    }

    @Override
    public boolean isAt(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            return isNamedLog(path) && Files.size(path) > 0 && looksLike(path, OldLog::seemsNumbers);
        }
        String service = CounterFile.serviceIn(path);
        return service == null
                ? Files.exists(CounterFile.path(path)) && Files.notExists(path.resolve("rounds"))
                : service.equals(service());
    }

    @Override
    public boolean mayBeBegunAt(Path path) throws IOException {
        return Files.isRegularFile(path) && isNamedLog(path) && looksLike(path, OldLog::isBegun);
    }

    private static boolean isNamedLog(Path path) {
        return path.getFileName().toString().endsWith(LOG_SUFFIX);
    }

    private static boolean looksLike(Path path, Look look) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return look.at(new OldLog(path, channel));
        }
    }

    /** A look at a log. */
    private interface Look {
        boolean at(OldLog log) throws IOException;
    }

    @Override
    public List<Path> lockedFiles(Path path) {
        return List.of(isLog(path) ? path : CounterFile.path(path));
    }

    private static boolean isLog(Path path) {
        return Files.isRegularFile(path);
    }

    @Override
    public DataLook look(Path path) throws IOException, StartException {
        if (isLog(path)) {
            long lines = Files.size(path) / NumberWire.LINE_BYTES;
            return new DataLook("", 0, String.format(Locale.ROOT, "%,d numbers", lines));
        }
        return read(
                path,
                counters -> new DataLook(
                        counters.event(),
                        counters.createdMs(),
                        String.format(
                                Locale.ROOT,
                                "%,d unique and %,d duplicates of all runs, for the store",
                                counters.block(0).get(NodeCounts.UNIQUE),
                                counters.block(0).get(NodeCounts.DUPLICATES))));
    }

    @Override
    public void export(Path path, TableSink sink) throws IOException, StartException {
        if (isLog(path)) {
            sink.table("numbers", "number");
            numbers(path, number -> {
                sink.row(String.format("%09d", number));
                return true;
            });
            return;
        }
        read(path, counters -> {
            sink.table("counts", "event", "node", "since", "name", "count");
            List<String> names = NodeCounts.FIELDS.names();
            for (int i = 0; i < names.size(); i++) {
                sink.row(
                        counters.event(),
                        counters.nodeId(),
                        Instant.ofEpochMilli(counters.createdMs()).toString(),
                        names.get(i),
                        counters.block(0).get(i));
            }
            return null;
        });
    }

    @Override
    public void verify(Path path, FileReport report) throws IOException {
        if (isLog(path)) {
            verifyLog(path, report);
            return;
        }
        Path file = CounterFile.path(path);
        report.check(
                file,
                () -> read(path, counters -> {
                    long stray = counters.strayCellAt(NodeCounts.LAYOUT);
                    if (stray >= 0) {
                        report.damaged(
                                file, stray, "a cell that nobody writes is not 0, so its counts cannot be trusted");
                    } else {
                        report.whole(file, "the counts of this node; they have no checksum");
                    }
                    return null;
                }));
    }

    private static void verifyLog(Path path, FileReport report) throws IOException {
        NumberSet set = new NumberSet();
        long[] lines = {0};
        try {
            numbers(path, number -> {
                boolean isNew = set.add(number);
                lines[0] += isNew ? 1 : 0;
                return isNew;
            });
        } catch (StartException e) {
            report.damaged(
                    path,
                    lines[0] * NumberWire.LINE_BYTES,
                    String.format(Locale.ROOT, "%s; %,d numbers before it are whole", e.getMessage(), lines[0]));
            return;
        }
        long whole = lines[0] * NumberWire.LINE_BYTES;
        String kept = String.format(Locale.ROOT, "%,d numbers, each once", lines[0]);
        if (whole < Files.size(path)) {
            report.mended(path, whole, "its last line is not whole; --resume cuts it off and keeps " + kept);
        } else {
            report.whole(path, kept);
        }
    }

    /** A taker of numbers, which answers false for one that was there before. */
    private interface NumberTaker {
        boolean take(int number) throws IOException;
    }

    private static void numbers(Path path, NumberTaker taker) throws IOException, StartException {
        IOException[] failure = {null};
        IntPredicate known = number -> {
            try {
                return taker.take(number);
            } catch (IOException e) {
                failure[0] = e;
                return false;
            }
        };
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            new OldLog(path, channel).readAll(known);
        } catch (StartException e) {
            if (failure[0] != null) {
                throw failure[0];
            }
            throw e;
        }
    }

    private static <T> T read(Path path, CountsReader<T> reader) throws IOException, StartException {
        try (PrivateCopy copy = PrivateCopy.of(
                path, List.of(CounterFile.path(path).getFileName().toString()))) {
            return copy.read(() -> {
                try (CounterFile counters = CounterFile.openFound(copy.directory(), NodeCounts.LAYOUT)) {
                    return reader.read(counters);
                }
            });
        }
    }

    /** A reader of counts, opened on a copy. */
    private interface CountsReader<T> {
        T read(CounterFile counters) throws IOException;
    }
}
