package junretsu.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The blocks of commands in the project's Markdown. A block that has no language is one when a line of it begins with
 * {@code java}, {@code junretsu} or {@code curl}, be it behind variables. A comment in the line above,
 * {@code <!-- not run: REASON -->}, says why a block is not run.
 */
public final class DocumentedCommands {
    private static final Pattern BLOCK =
            Pattern.compile("(?m)(?:^<!-- not run: (?<reason>.+) -->\n)?^ *```\n(?<text>(?s:.*?))^ *```$");
    private static final Pattern COMMAND = Pattern.compile(
            "(?m)^ *(\\$ )?(\\w+=\\S+ )*(java|junretsu|curl|sudo|make|dpkg|skopeo|redis-server|\\./build.sh)\\b.*");

    private DocumentedCommands() {}

    /**
     * A block of commands.
     *
     * @param file that has it
     * @param line its first
     * @param lines with those that end in a backslash joined to the next
     * @param reason why it is not run; null when it is
     */
    public record Block(Path file, int line, List<String> lines, String reason) {
        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    /** Returns all of them, those of the README first. */
    public static List<Block> all() {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md", "deploy/README.md")
                                    .map(Path::of),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .flatMap(file -> blocks(file).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Block> blocks(Path file) {
        try {
            String text = Files.readString(file);
            List<Block> blocks = new ArrayList<>();
            Matcher block = BLOCK.matcher(text);
            while (block.find()) {
                if (COMMAND.matcher(block.group("text")).find()) {
                    int line =
                            (int) text.substring(0, block.start("text")).lines().count();
                    List<String> lines = block.group("text")
                            .replaceAll("\\\\\n\\s*", "")
                            .lines()
                            .map(String::strip)
                            .filter(one -> !one.isEmpty())
                            .toList();
                    blocks.add(new Block(file, line + 1, lines, block.group("reason")));
                }
            }
            return blocks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
