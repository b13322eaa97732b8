package junretsu.cli;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** The files of a data directory, as a server that runs may add and delete them meanwhile. */
final class DataFiles {
    private DataFiles() {}

    /** A file as it was found. */
    record Found(Path path, long bytes, long changedMs) {}

    /**
     * Returns all regular files at and below a path, behind symbolic links too. What is deleted meanwhile, or is not
     * there, is left out.
     *
     * @throws IOException when a directory cannot be read
     */
    static List<Found> of(Path path) throws IOException {
        List<Found> found = new ArrayList<>();
        Files.walkFileTree(
                path, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
                        if (is.isRegularFile()) {
                            found.add(new Found(
                                    file, is.size(), is.lastModifiedTime().toMillis()));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                        return unless(e);
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
                        return e == null ? FileVisitResult.CONTINUE : unless(e);
                    }
                });
        return found;
    }

    private static FileVisitResult unless(IOException e) throws IOException {
        if (e instanceof NoSuchFileException || e instanceof FileSystemLoopException) {
            return FileVisitResult.CONTINUE;
        }
        throw e;
    }
}
