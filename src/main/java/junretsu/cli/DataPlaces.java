package junretsu.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import junretsu.base.LockedFile;
import junretsu.config.IoReason;
import junretsu.config.StartException;
import junretsu.items.log.ItemsData;
import junretsu.jobs.local.JobsData;
import junretsu.numbers.serve.NumbersData;
import junretsu.service.data.KeptData;
import junretsu.users.store.local.UsersData;
import junretsu.votes.serve.VotesData;

/**
 * The data of servers on this disk.
 *
 * @param path a directory, or the log of numbers
 * @param data of the service whose it is
 */
record DataPlaces(Path path, KeptData data) {
    private static final List<KeptData> KINDS =
            List.of(new VotesData(), new NumbersData(), new ItemsData(), new JobsData(), new UsersData());

    /** Returns what lies at a path; null when it is data of no service. */
    static DataPlaces at(Path path) throws IOException {
        return first(path, KeptData::isAt);
    }

    private static DataPlaces first(Path path, Test test) throws IOException {
        for (KeptData kind : KINDS) {
            if (test.isTrue(kind, path)) {
                return new DataPlaces(path, kind);
            }
        }
        return null;
    }

    /** A test of a path for data of a kind. */
    private interface Test {
        boolean isTrue(KeptData kind, Path path) throws IOException;
    }

    /** Returns where data may lie: a path alone where it is data, else all that can be read in it, by name. */
    static List<Path> candidates(Path folder) throws IOException {
        if (at(folder) != null) {
            return List.of(folder);
        }
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isReadable).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * Returns what lies at a path.
     *
     * @throws StartException when that is nothing, or a server writes it
     */
    static DataPlaces idleAt(Path path) throws StartException {
        try {
            DataPlaces place = Files.exists(path) ? at(path) : null;
            place = place == null && Files.exists(path) ? first(path, KeptData::mayBeBegunAt) : place;
            if (place == null) {
                throw new StartException(path + (Files.exists(path) ? " is no data of junretsu" : " is not there")
                        + "; 'junretsu data list' shows what there is");
            }
            place.requireIdle("is in use by a server; ask that one, or stop it first");
            return place;
        } catch (IOException e) {
            throw StartException.of("cannot read " + path, e);
        }
    }

    /** @throws StartException when a server has the data now */
    void requireIdle(String sentence) throws StartException {
        if (isInUse()) {
            throw new StartException(path + " " + sentence);
        }
    }

    /**
     * Returns true while a server holds the data. It is told by a shared lock that is given back at once; a server
     * that starts in that very moment is refused.
     */
    boolean isInUse() throws StartException {
        for (Path file : data.lockedFiles(path)) {
            try {
                if (LockedFile.isHeldElsewhere(file)) {
                    return true;
                }
            } catch (IOException e) {
                throw new StartException("cannot read " + file + ": " + IoReason.of(e), e);
            }
        }
        return false;
    }

    /** Bytes of all files, and the time of the last change of any, in Unix milliseconds. */
    record Extent(long bytes, long changedMs) {}

    Extent extent() throws IOException {
        List<DataFiles.Found> files = DataFiles.of(path);
        return new Extent(
                files.stream().mapToLong(DataFiles.Found::bytes).sum(),
                files.stream().mapToLong(DataFiles.Found::changedMs).max().orElse(0));
    }
}
