package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code serve numbers} does not accept, and the sentence that says why. */
class NumbersRefusalsIT {
    @TempDir
    Path directory;

    @Test
    void aFileThatIsNoNumbersLogIsLeftAsItIs() throws Exception {
        Path settings = directory.resolve("settings.properties");
        Files.writeString(settings, "redis=redis://10.0.0.5\n");
        try (JunretsuProcess server = start(settings)) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.stderr())
                    .contains("'" + settings + "' is not a numbers log")
                    .contains("--log")
                    .doesNotContain("\tat ");
        }
        assertThat(settings).hasContent("redis=redis://10.0.0.5\n");
    }

    @Test
    void aDirectoryOrAPipeAsTheLogIsASentence() throws Exception {
        Path pipe = directory.resolve("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        try (JunretsuProcess onDirectory = start(directory);
                JunretsuProcess onPipe = start(pipe)) {
            assertThat(onDirectory.exitCode()).isEqualTo(1);
            assertThat(onDirectory.stderr())
                    .isEqualToIgnoringNewLines("junretsu: cannot write the log " + directory + ": Is a directory");
            assertThat(onPipe.exitCode()).isEqualTo(1);
            assertThat(onPipe.stderr())
                    .contains("cannot write the log " + pipe + ": ")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aDeviceMayBeTheLog() {
        try (JunretsuProcess server = JunretsuProcess.serveNumbers(Setup.oldest(), Path.of("/dev/null"))) {
            assertThat(server.terminate()).isZero();
        }
    }

    @Test
    void anAddressOfAnotherMachineIsNamedAsItWasTyped() {
        try (JunretsuProcess server = start(log(), "--host", "192.0.2.1", "--port", "4000")) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.stderr()).contains("cannot listen at --host 192.0.2.1 --port 4000: cannot assign");
        }
        assertThat(log()).doesNotExist();
    }

    @Test
    void anEmptyHostIsNotAccepted() {
        try (JunretsuProcess server = start(log(), "--host", "")) {
            assertThat(server.exitCode()).isEqualTo(2);
            assertThat(server.stderr()).contains("--host").contains("every address");
        }
    }

    @Test
    void whatIsForASharedStoreWantsOne() {
        for (List<String> flag : List.of(List.of("--event", "y"), List.of("--data", "x"), List.of("--flush", "1s"))) {
            try (JunretsuProcess server = start(log(), flag.toArray(String[]::new))) {
                assertThat(server.exitCode()).isEqualTo(2);
                assertThat(server.stderr()).contains(flag.get(0)).contains("--redis");
            }
        }
        assertThat(log()).doesNotExist();
    }

    private Path log() {
        return directory.resolve("numbers.log");
    }

    private static JunretsuProcess start(Path log, String... flags) {
        return JunretsuProcess.startNumbers(List.of(), Setup.oldest(), Map.of(), log, flags);
    }
}
