package junretsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import junretsu.testing.DocumentedCommands;
import org.junit.jupiter.api.Test;

/** Every command line of ours in the Markdown, also of blocks that are not run, has flags and values that are accepted. */
class DocumentedCommandsTest {
    private static final Pattern OURS = Pattern.compile(
            "(?:^|[|&;] |sudo |\\w=\\S+ )(?:java (?:-\\S+ )*-jar junretsu\\.jar|junretsu) ((?:'[^']*'|\"[^\"]*\"|[^|&;>#'\"]|#(?!\\s)|(?<=\\S)[&;])+)");
    private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+");

    @Test
    void everyCommandIsAccepted() {
        int commands = 0;
        for (DocumentedCommands.Block block : DocumentedCommands.all()) {
            for (String line : block.lines()) {
                for (List<String> words : ours(line)) {
                    assertThat(said(words)).as("%s: %s", block, line).isEmpty();
                    commands++;
                }
            }
        }
        assertThat(commands).isGreaterThan(40);
    }

    @Test
    void aFlagThatIsMissingWouldBeSeen() {
        assertThat(ours("VAR=1 java -Xmx1g -jar junretsu.jar serve --http '*:8080' & # starts"))
                .containsExactly(List.of("serve", "--http", "*:8080"));
        assertThat(said(List.of("serve", "--buttonz", "4"))).contains("--buttonz");
        assertThat(said(List.of("serve", "--buttons", "four"))).contains("--buttons");
    }

    private static List<List<String>> ours(String line) {
        List<List<String>> commands = new ArrayList<>();
        Matcher command = OURS.matcher(line.replaceAll("\\s#\\s.*$", ""));
        while (command.find()) {
            commands.add(WORD.matcher(command.group(1))
                    .results()
                    .map(word -> word.group().replaceAll("['\"]", ""))
                    .toList());
        }
        return commands;
    }

    /** Returns the error; empty when the command would run. */
    private static String said(List<String> words) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream stdout = System.out;
        PrintStream stderr = System.err;
        try {
            System.setOut(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            boolean hasFlags =
                    !List.of("completion", "help", "man", "-V", "--help").contains(words.get(0));
            int code = Cli.run(
                    Stream.concat(words.stream(), Stream.of("--print-config").filter(flag -> hasFlags))
                            .toArray(String[]::new));
            return code == ExitCode.DONE ? "" : err.toString(StandardCharsets.UTF_8);
        } finally {
            System.setOut(stdout);
            System.setErr(stderr);
        }
    }
}
