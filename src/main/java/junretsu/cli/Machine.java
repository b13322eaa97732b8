package junretsu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The files by which Linux tells about the machine.
 *
 * @param root {@code /}, or a folder with files of the same names
 */
record Machine(Path root) {

    /** The text of a file without its last line's end; empty where there is none, as on other systems. */
    String text(String path) {
        try {
            return Files.readString(root.resolve(path.substring(1))).stripTrailing();
        } catch (IOException | RuntimeException e) {
            return "";
        }
    }

    /** The number that a file holds. */
    OptionalLong number(String path) {
        try {
            return OptionalLong.of(Long.parseLong(text(path)));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** The names in a folder, sorted; none where there is no such folder. */
    List<String> names(String path) {
        try (Stream<Path> files = Files.list(root.resolve(path.substring(1)))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
