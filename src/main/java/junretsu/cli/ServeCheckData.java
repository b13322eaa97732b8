package junretsu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import junretsu.base.LockedFile;
import junretsu.config.IoReason;
import junretsu.config.StartException;

/** The files and folders of a server, looked at by {@code --check}, which changes none of them. */
final class ServeCheckData {
    /** The most that is copied, to be opened as a server would. */
    static final long BYTES_MAX = 256L << 20;

    /** Names what an engine in the kernel has counted; a copy would take that over. */
    private static final String KERNEL_COUNTS = "kernel-counts";

    private ServeCheckData() {}

    /** @throws StartException when a server has the data, or it cannot be written */
    static void requireUsable(Path data) throws StartException {
        requireWritable("data", data);
        try {
            for (DataFiles.Found file : DataFiles.of(data)) {
                requireUnused(data, file.path());
            }
        } catch (IOException e) {
            throw new StartException("--data: cannot open " + data + ": " + IoReason.of(e), e);
        }
    }

    private static void requireUnused(Path data, Path file) throws IOException, StartException {
        try (LockedFile lock = LockedFile.open(file, StandardOpenOption.WRITE)) {
            if (lock == null) {
                throw new StartException("the data directory " + data + " is in use by another server");
            }
        } catch (NoSuchFileException e) {
            // deleted since by a server that runs, which holds a lock on another one
        }
    }

    /**
     * Copies the data that there is into a folder, so that it can be opened there.
     *
     * @return false when it is more than {@value #BYTES_MAX} bytes, and none of it was copied
     * @throws StartException when it cannot be read
     */
    static boolean copy(Path data, Path to) throws StartException {
        try {
            Files.createDirectories(to);
            List<DataFiles.Found> files = DataFiles.of(data);
            if (files.stream().mapToLong(DataFiles.Found::bytes).sum() > BYTES_MAX) {
                return false;
            }
            for (Path file : files.stream().map(DataFiles.Found::path).toList()) {
                if (!file.getFileName().toString().equals(KERNEL_COUNTS)) {
                    Path copy = to.resolve(data.relativize(file));
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
            return true;
        } catch (IOException e) {
            throw new StartException("--data: cannot read " + data + ": " + IoReason.of(e), e);
        }
    }

    /**
     * Looks whether a file can be written, or made where there is none.
     *
     * @param flag that names it
     */
    static void requireWritable(String flag, Path path) throws StartException {
        Path existing = path.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isWritable(existing)) {
            throw new StartException("--" + flag + ": " + existing + " may not be written to");
        }
        if (!existing.equals(path.toAbsolutePath()) && !Files.isDirectory(existing)) {
            throw new StartException("--" + flag + ": " + existing + " is no directory");
        }
    }
}
