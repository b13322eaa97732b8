package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import junretsu.testing.DocumentedCommands;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the commands of the README and of docs/ as they stand there, each block in a network namespace of its own, where
 * every port is free. Servers go to the background, and the next line waits until they are ready; a load that names
 * neither time nor count is short. One block alone: {@code -Dtest.jvm=-Djunretsu.docs.block=docs/JOBS.md:24}.
 */
class DocumentedCommandsIT {
    private static final long LIMIT_S = 150;
    private static final String ONLY = System.getProperty("junretsu.docs.block", "");

    private static final String BEFORE = """
            set -eo pipefail
            trap 'kill $(jobs -p) 2>/dev/null || true; wait' EXIT
            ip link set lo up
            export PATH="$PWD/bin:$PATH" JUNRETSU_BLAST_DURATION=2s JUNRETSU_BLAST_ITEMS_DURATION=2s
            export JUNRETSU_BLAST_JOBS_COUNT=500 JUNRETSU_BLAST_USERS_DURATION=2s
            await() {
                for _ in $(seq 300); do
                    if grep -qE ' ready: |Ready to accept' "$1"; then return; fi
                    sleep 0.1
                done
                cat "$1" >&2
                exit 1
            }
            """;

    @TempDir
    Path folder;

    static Stream<DocumentedCommands.Block> blocks() {
        return DocumentedCommands.all().stream()
                .filter(block -> block.reason() == null && block.toString().contains(ONLY));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void doesWhatThePageSays(DocumentedCommands.Block block) throws Exception {
        assumeTrue(ends(List.of("unshare", "-n", "true")), "network namespaces take root and unshare");
        Path jar = Path.of("target/junretsu.jar").toAbsolutePath();
        Files.createSymbolicLink(folder.resolve("junretsu.jar"), jar);
        Path build = Files.writeString(folder.resolve("build.sh"), "#!/bin/sh\n"); // the jar is there
        assertThat(build.toFile().setExecutable(true)).isTrue();
        Path program = Files.createDirectory(folder.resolve("bin")).resolve("junretsu");
        Files.writeString(program, "#!/bin/sh\nexec java -jar " + jar + " \"$@\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Path said = folder.resolve("said");
        Process shell = new ProcessBuilder("unshare", "-n", "bash", "-c", script(block))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean hasEnded = shell.waitFor(LIMIT_S, TimeUnit.SECONDS);
        if (!hasEnded) {
            shell.destroy();
        }
        assertThat(hasEnded && shell.exitValue() == 0)
                .as("%s: %s", block, Files.readString(said, StandardCharsets.UTF_8))
                .isTrue();
    }

    private static String script(DocumentedCommands.Block block) {
        StringBuilder script = new StringBuilder(BEFORE);
        int server = 0;
        for (String line : block.lines()) {
            String command = line.replaceAll("\\s+#\\s.*$", "").replaceAll("\\s*&$", "");
            boolean serves = (command.contains(" serve") || command.startsWith("redis-server"))
                    && !command.contains("|")
                    && !command.contains("--check")
                    && !command.contains("--print-config");
            if (serves) {
                String out = "server" + server++;
                script.append(command)
                        .append(" >")
                        .append(out)
                        .append(" 2>&1 &\nawait ")
                        .append(out)
                        .append('\n');
            } else {
                script.append(line).append('\n');
            }
        }
        return script.toString();
    }

    private static boolean ends(List<String> command) throws Exception {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
