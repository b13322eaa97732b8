package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engines of the kernel, for a user who is not root and has no capability. */
class KernelRightsIT {
    private static final List<String> NOBODY = List.of(
            "setpriv",
            "--reuid",
            "65534",
            "--regid",
            "65534",
            "--clear-groups",
            "--inh-caps",
            "-all",
            "--bounding-set",
            "-all");
    private static final String REASON =
            "bpf, making a map: Operation not permitted without CAP_BPF, CAP_PERFMON and CAP_NET_ADMIN, which root has";

    @TempDir
    Path directory;

    /** Skips the test where nobody else's user can be taken, or that user may not read the jar. */
    @BeforeEach
    void open() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        List<String> look = new ArrayList<>(NOBODY);
        look.addAll(List.of("test", "-r", System.getProperty("junretsu.jar")));
        Process process = new ProcessBuilder(look).redirectErrorStream(true).start();
        Assumptions.assumeTrue(process.waitFor() == 0, "takes root, and a jar that all may read");
        Assumptions.assumeTrue(Setup.newest().feature() >= 22, "needs Java 22");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bpf", "xdp --interface lo", "xdp --interface lo --limit-source 50/s"})
    void anEngineByNameIsRefusedInOneSentence(String engine) {
        try (JunretsuProcess server = serve(("--engine " + engine).split(" "))) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.stderr())
                    .isEqualTo(
                            "junretsu: --engine: " + engine.substring(0, 3) + " does not work here: " + REASON + "\n");
            assertThat(server.stdout()).isEmpty();
        }
    }

    @Test
    void autoTakesTheNextBestAndSaysWhyNot() {
        try (JunretsuProcess server = serve("--udp", "127.0.0.1:0", "--http", "127.0.0.1:0")) {
            server.awaitReady();
            assertThat(server.stdout()).contains("engine mmsg with offload (bpf: " + REASON + "; uring: ");
            assertThat(server.terminate()).isZero();
            assertThat(server.requireQuiet().stderr()).doesNotContain("bpf");
        }
    }

    @Test
    void aCrowdIsRefusedInOneSentence() {
        List<String> words = List.of("blast", "--engine", "xdp", "--interface", "lo", "--target", "10.9.0.2:9999");
        try (JunretsuProcess blast =
                JunretsuProcess.start(NOBODY, Setup.newest(), Map.of(), words.toArray(String[]::new))) {
            assertThat(blast.exitCode()).isEqualTo(1);
            assertThat(blast.stderr()).isEqualTo("junretsu: --engine: xdp does not work here: " + REASON + "\n");
        }
    }

    /** Played by strace, which answers in the kernel's place. */
    @Test
    void onAKernelWithoutTheCallTheNextBestIsTakenToo() {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "needs strace");
        String trace = directory.resolve("trace").toString();
        List<String> without =
                List.of("strace", "-f", "-qq", "-o", trace, "-e", "trace=bpf", "-e", "inject=bpf:error=ENOSYS");
        String reason = "bpf, making a map: Function not implemented";
        try (JunretsuProcess server = serve(without, "--engine", "bpf")) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.stderr()).isEqualTo("junretsu: --engine: bpf does not work here: " + reason + "\n");
        }
        try (JunretsuProcess server = serve(without, "--udp", "127.0.0.1:0", "--http", "127.0.0.1:0")) {
            server.awaitReady();
            assertThat(server.stdout()).contains("engine mmsg with offload (bpf: " + reason + "; uring: ");
        }
    }

    private JunretsuProcess serve(String... flags) {
        return serve(NOBODY, flags);
    }

    private JunretsuProcess serve(List<String> wrapper, String... flags) {
        List<String> words = new ArrayList<>(
                List.of("serve", "--data", directory.resolve("data").toString()));
        words.addAll(List.of(flags));
        return JunretsuProcess.start(wrapper, Setup.newest(), Map.of(), words.toArray(String[]::new));
    }
}
