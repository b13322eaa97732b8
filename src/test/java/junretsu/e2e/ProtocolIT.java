package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The programs of docs/PROTOCOL.md send votes that a server counts. */
class ProtocolIT {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "python,     python3, python3 vote.python",
        "javascript, node,    node vote.javascript",
        "c,          cc,      cc -Wall -Werror -o vote vote.c && ./vote"
    })
    void theProgramPressesEachButtonOnce(String language, String tool, String command) throws Exception {
        assumeTrue(onPath(tool), "no " + tool);
        Matcher program = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/PROTOCOL.md")));
        assertThat(program.find()).isTrue();
        Files.writeString(folder.resolve("vote." + language), program.group(1));
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), folder.resolve("data"))) {
            List<String> shell = List.of("sh", "-c", command + " 127.0.0.1 " + server.udpPort() + " 0 3 3 255");
            Process sender = new ProcessBuilder(shell)
                    .directory(folder.toFile())
                    .inheritIO()
                    .start();
            assertThat(sender.waitFor()).isZero();
            Waiting.until("the votes", () -> server.count("total") == 4);
            assertThat(server.counts()).containsEntry("buttons", Map.of("0", 1L, "3", 2L, "255", 1L));
        }
    }

    private static boolean onPath(String tool) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
    }
}
