package junretsu.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Looks at files that are read again when they have changed. A change counts once all files were the same at two looks
 * in a row, since many editors empty a file before they write it, and two files cannot be replaced at one moment. For
 * one thread.
 */
public final class FileWatch {
    private final List<Path> files;
    private String taken;
    private String seen;

    /**
     * Takes note of the files as they are now; to be made before they are read for the first time.
     *
     * @param files need not exist; none for a watch that never sees a change
     */
    public FileWatch(Path... files) {
        this.files = List.of(files);
        taken = stamp();
        seen = taken;
    }

    /** Looks; returns true once for each change that has settled. */
    public boolean hasChanged() {
        String before = seen;
        seen = stamp();
        if (!seen.equals(before) || seen.equals(taken)) {
            return false;
        }
        taken = seen;
        return true;
    }

    private String stamp() {
        return files.stream().map(FileWatch::stamp).collect(Collectors.joining(" "));
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return now.lastModifiedTime() + "/" + now.size() + "/" + now.fileKey();
        } catch (IOException e) {
            return e.toString();
        }
    }
}
