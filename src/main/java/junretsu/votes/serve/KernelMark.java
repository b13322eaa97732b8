package junretsu.votes.serve;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import junretsu.base.BootId;
import junretsu.base.TextFile;
import junretsu.config.StartException;

/**
 * The file that says that the kernel counts for a data directory, so that no start without these counts forgets them:
 *
 * <pre>
 *   DIR/kernel-counts   the machine's boot ID, then the path of the counts in bpffs, a line each
 * </pre>
 *
 * It is written before the kernel begins and removed when its counts are kept. For one thread at a time.
 */
public final class KernelMark {
    /** The pins of programs at interfaces, beside the counts; see PinnedCounts. */
    private static final String PROGRAMS = "xdp-*";

    private static final String FILE_NAME = "kernel-counts";

    private final Path file;

    KernelMark(Path directory) {
        file = directory.resolve(FILE_NAME);
    }

    /**
     * Refuses a start that would leave counts behind. A mark that was cut, as by a power cut, names no place: whoever
     * takes counts over looks at its own.
     *
     * @param place of the counts that the start takes over; null when it takes none
     * @throws StartException when there are counts at another place
     */
    void requireAt(Path place) throws IOException, StartException {
        if (!Files.exists(file)) {
            return;
        }
        List<String> lines = Files.readAllLines(file);
        boolean isWhole = lines.size() == 2;
        if (isWhole
                ? !lines.get(0).equals(BootId.read()) || lines.get(1).equals(String.valueOf(place))
                : place != null) {
            return;
        }
        throw new StartException("the kernel may still count for this data directory"
                + (isWhole ? ", at " + lines.get(1) : "") + ": start once with --engine bpf or xdp"
                + (place == null ? "" : " and the --bpffs of before") + " and stop normally, or remove " + file
                + " to do without those votes");
    }

    /**
     * Returns a directory's counts in the kernel that programs at interfaces go on with, although no server runs; null
     * when there are none, or this user may not look.
     */
    public static Path ofPrograms(Path directory) throws IOException {
        Path mark = directory.resolve(FILE_NAME);
        if (!Files.isRegularFile(mark)) {
            return null;
        }
        List<String> lines = Files.readAllLines(mark);
        if (lines.size() != 2 || !lines.get(0).equals(BootId.read())) {
            return null;
        }
        Path place = Path.of(lines.get(1));
        if (Files.notExists(place)) {
            return null;
        }
        try (DirectoryStream<Path> programs = Files.newDirectoryStream(place.getParent(), PROGRAMS)) {
            return programs.iterator().hasNext() ? place : null;
        }
    }

    /**
     * Writes the mark, unless it is there already: a full disk does not forbid a start that takes counts over.
     *
     * @param place where the kernel is going to count
     */
    void set(Path place) throws IOException {
        List<String> lines = List.of(BootId.read(), place.toString());
        if (!Files.exists(file) || !Files.readAllLines(file).equals(lines)) {
            TextFile.replace(file, String.join("\n", lines) + "\n");
        }
    }

    void clear() throws IOException {
        Files.deleteIfExists(file);
    }
}
