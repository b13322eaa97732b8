package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import junretsu.net.linux.bpf.Crowd;
import junretsu.net.linux.bpf.LeftCounts;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.KernelSite;
import junretsu.testing.Setup;
import junretsu.testing.VoteSender;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel counted for servers that were killed, and who gets it. */
class KernelKillsIT {
    private static final String TAKEN = "a program in the kernel still takes the votes for the event 'live'";

    @TempDir
    Path directory;

    @AutoClose
    private KernelSite site;

    @BeforeEach
    void prepare() throws Exception {
        site = KernelSite.in(directory);
    }

    @Test
    void aFreshStartIsRefusedWhileAProgramCountsForTheDataOfBefore() throws Exception {
        try (JunretsuProcess server = site.xdp("--udp", "*:9999")) {
            server.kill();
        }
        try (Crowd crowd = Crowd.at(site.space().address(), 9999, site.space().outerCable())) {
            crowd.send(100, 1, new Random(1));
            try (JunretsuProcess fresh = site.start(
                    site.space().wrapper(),
                    List.of(
                            "--new",
                            "--engine",
                            "xdp",
                            "--interface",
                            site.space().innerCable()))) {
                assertThat(fresh.exitCode()).isEqualTo(1);
                assertThat(fresh.stderr())
                        .contains("still counts for the data directory")
                        .hasLineCount(1);
            }
            crowd.send(100, 1, new Random(2));
            try (JunretsuProcess server = site.xdp("--udp", "*:9999")) {
                KernelSite.await(server, crowd.frames() - crowd.untaken());
                assertThat(server.terminate()).isZero();
            }
        }
    }

    @Test
    void anotherServerSaysThatAProgramGoesOnForOneThatWasKilled() throws Exception {
        try (JunretsuProcess server = site.xdp("--udp", "*:9999")) {
            server.kill();
        }
        try (JunretsuProcess other =
                site.bpf("--data", directory.resolve("other").toString())) {
            assertThat(other.terminate()).isZero();
            assertThat(other.stderr()).contains(TAKEN);
        }
        List<String> socketsAlone = List.of(
                "--engine",
                "mmsg",
                "--udp",
                "127.0.0.1:0",
                "--http",
                "off",
                "--data",
                directory.resolve("third").toString());
        try (JunretsuProcess other = site.start(List.of(), socketsAlone)) {
            other.awaitReady();
            assertThat(other.terminate()).isZero();
            assertThat(other.stderr()).contains(TAKEN);
        }
        requireDoctor(true);
        try (JunretsuProcess server = site.xdp("--udp", "*:9999")) {
            requireDoctor(false);
            assertThat(server.terminate()).isZero();
            assertThat(server.stderr()).doesNotContain("still takes");
        }
    }

    /** In a mount namespace where the test's bpffs is at the place that doctor looks at. */
    private void requireDoctor(boolean finds) {
        String bind = "mount --bind " + directory.resolve("bpffs") + " /sys/fs/bpf && exec \"$@\"";
        List<String> wrapper = List.of("unshare", "--mount", "--propagation", "private", "sh", "-ec", bind, "doctor");
        try (JunretsuProcess doctor = JunretsuProcess.start(wrapper, Setup.newest(), Map.of(), "doctor")) {
            assertThat(doctor.exitCode()).as(doctor.stderr()).isZero();
            String said = doctor.stdout();
            assertThat(said.contains(TAKEN)).as(said).isEqualTo(finds);
        }
    }

    @Test
    void withoutAPlaceForItsCountsTheNextBestEngineIsTaken() throws Exception {
        Files.createSymbolicLink(directory.resolve("bpffs/junretsu"), directory.resolve("nowhere/at/all"));
        try (JunretsuProcess server = site.start(List.of(), List.of("--udp", "127.0.0.1:0", "--http", "127.0.0.1:0"))) {
            server.awaitReady();
            assertThat(server.stdout()).contains("engine mmsg").contains("(bpf: ");
            assertThat(server.terminate()).isZero();
        }
        assertThat(directory.resolve("data/kernel-counts")).doesNotExist();
        try (JunretsuProcess server = site.start(List.of(), List.of("--engine", "bpf", "--http", "off"))) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.stderr())
                    .contains("--engine bpf cannot count here")
                    .hasLineCount(1);
        }
    }

    @Test
    void countsOfAnEarlierBootAreNotTakenOver() throws Exception {
        try (JunretsuProcess server = site.bpf();
                VoteSender sender = VoteSender.to(server)) {
            sender.send((byte) 1);
            KernelSite.await(server, 1);
            server.kill();
        }
        LeftCounts.setBoot(pin(), "00000000000000000000000000000001");
        try (JunretsuProcess server = site.bpf()) {
            assertThat(server.stderr()).doesNotContain("taken over");
            KernelSite.await(server, 1);
            assertThat(server.terminate()).isZero();
        }
        assertThat(directory.resolve("data/kernel-counts")).doesNotExist();
    }

    @Test
    void countsOfNobodyAreRefusedAndLeftAsTheyAre() throws Exception {
        try (JunretsuProcess server = site.bpf()) {
            server.kill();
        }
        Path pin = pin();
        LeftCounts.replaceByForeign(pin);
        try (JunretsuProcess server = site.start(List.of(), List.of("--engine", "bpf", "--http", "off"))) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.stderr())
                    .contains("holds no counts of this version of junretsu")
                    .hasLineCount(1);
        }
        assertThat(pin).exists();
    }

    private Path pin() {
        try (Stream<Path> files = Files.walk(directory.resolve("bpffs"))) {
            return files.filter(file -> file.endsWith("counts")).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
