package junretsu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import junretsu.base.EventLog;
import junretsu.base.LockedFile;
import junretsu.config.Flag;
import junretsu.config.IoReason;
import junretsu.config.Settings;
import junretsu.config.StartException;
import junretsu.config.UsageException;
import junretsu.votes.serve.KernelMark;

/**
 * {@code serve --new}: moves the data directory of before aside, to a folder beside it whose name ends with the date of
 * its last change, such as {@code junretsu-data-2026-01-31}.
 *
 * @param data the directory that was moved; null when there was nothing to move
 * @param kept the folder that it is in now
 */
record FreshData(Path data, Path kept) {
    /** Nothing was moved. */
    static final FreshData UNTOUCHED = new FreshData(null, null);

    /** The name of the flag that says where the data is. */
    static final String DATA = "data";

    /**
     * Moves what there is; nothing when there is nothing.
     *
     * @throws UsageException when the flag is not on the command line, where it is meant for one start, or the counts
     *     are in Redis too
     * @throws StartException when the data is in use, also by a program in the kernel, or cannot be moved
     */
    static FreshData begin(ServeCommand command, Settings settings, EventLog log) throws StartException {
        if (!settings.setting(CommonFlags.NEW).source().equals("flag")) {
            throw new UsageException("--new is for one start, so it stands on the command line alone, and not in "
                    + settings.setting(CommonFlags.NEW).source());
        }
        Flag<?> redis = flag(command, "redis");
        if (redis != null && settings.isSet(redis)) {
            throw new UsageException("--new begins this server's own files anew, and the event in Redis would go on;"
                    + " give a new --event NAME instead");
        }
        Flag<?> database = flag(command, "database");
        if (database != null && settings.isSet(database)) {
            throw new UsageException("--new begins this server's own files anew, and the accounts in the database would"
                    + " stay; give another --database URL instead");
        }
        Path data = (Path) settings.get(flag(command, DATA));
        try {
            if (data != null && Files.isDirectory(data) && isUsed(data)) {
                requireNoPrograms(data);
                Path kept = nameFor(data);
                Files.move(data, kept);
                log.info("begins anew; the data of before is kept in " + kept);
                return new FreshData(data, kept);
            }
            return UNTOUCHED;
        } catch (IOException e) {
            throw new StartException("--new: cannot move " + data + " aside: " + IoReason.of(e), e);
        }
    }

    /** Undoes it after a start that failed; when that has made files already, those are moved aside instead. */
    void takeBack(EventLog log) {
        if (kept == null) {
            return;
        }
        try {
            if (Files.exists(data)) {
                Path made = nameFor(data);
                Files.move(data, made);
                log.warning("the files that this start has made are in " + made);
            }
            Files.move(kept, data);
            log.info("the data of before is in " + data + " again");
        } catch (IOException e) {
            log.warning("the data of before stays in " + kept + ": " + IoReason.of(e));
        }
    }

    private static Flag<?> flag(ServeCommand command, String name) {
        return command.flags().stream()
                .filter(flag -> flag.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Returns false when the folder is empty; throws when a server holds one of its files. */
    private static boolean isUsed(Path data) throws IOException, StartException {
        List<Path> files = files(data);
        for (Path file : files) {
            if (LockedFile.isHeldElsewhere(file)) {
                throw new StartException(
                        "--new: the data directory " + data + " is in use by another server; stop that one first");
            }
        }
        return !files.isEmpty();
    }

    /** Throws while the kernel takes votes for the data of before, which the fresh one would never get. */
    private static void requireNoPrograms(Path data) throws IOException, StartException {
        Path counts = KernelMark.ofPrograms(data);
        if (counts != null) {
            throw new StartException("--new: a program in the kernel still counts for the data directory " + data
                    + ", whose server was killed, and would take the votes from the new one; start once without --new"
                    + " and stop normally, which keeps them, or end it with 'rm -r " + counts.getParent() + "'");
        }
    }

    private static Path nameFor(Path data) throws IOException {
        Instant latest = Instant.EPOCH;
        for (Path file : files(data)) {
            Instant changed = Files.getLastModifiedTime(file).toInstant();
            latest = changed.isAfter(latest) ? changed : latest;
        }
        String name = data.toAbsolutePath().normalize().getFileName() + "-"
                + LocalDate.ofInstant(latest, ZoneId.systemDefault());
        Path kept = data.resolveSibling(name);
        for (int i = 2; Files.exists(kept); i++) {
            kept = data.resolveSibling(name + "-" + i);
        }
        return kept;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
