package junretsu.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Commands of bash in the repository's root. */
public final class Shell {
    private Shell() {}

    /** Returns the standard output of commands that have to succeed, each of them. */
    public static String run(String commands) throws IOException, InterruptedException {
        Path said = Files.createTempFile("shell", ".txt");
        try {
            Process shell = new ProcessBuilder(List.of("bash", "-c", "set -e; " + commands))
                    .redirectError(said.toFile())
                    .start();
            String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(shell.waitFor())
                    .as("%s: %s %s", commands, out, Files.readString(said))
                    .isZero();
            return out;
        } finally {
            Files.delete(said);
        }
    }
}
