package junretsu.cli;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    /** Bytes of a read: a file of /proc/sys gives nothing more to a second one. */
    private static final int BYTES = 1 << 16;

    /** The text of a file without its last line's end; empty where there is none, as on other systems. */
    String text(String path) {
        byte[] buffer = new byte[BYTES];
        StringBuilder text = new StringBuilder();
        try (FileInputStream file =
                new FileInputStream(root.resolve(path.substring(1)).toFile())) {
            for (int n = file.read(buffer); n > 0; n = file.read(buffer)) {
                text.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
            }
            return text.toString().stripTrailing();
        } catch (IOException e) {
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
