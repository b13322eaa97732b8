package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import junretsu.testing.VoteSender;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A show begins anew, and that of before is kept. */
class NewShowIT {

    @TempDir
    Path folder;

    @Test
    void theOldVotesAreKeptUnderTheirDateAndTheNewShowBeginsAtZero() throws Exception {
        votes(3);
        votes(2, "--new");
        votes(0, "--new");
        try (Stream<Path> files = Files.list(folder)) {
            String date = LocalDate.now().toString();
            assertThat(files.map(file -> file.getFileName().toString()).sorted())
                    .containsExactly("data", "data-" + date, "data-" + date + "-2");
        }
        try (JunretsuProcess first = JunretsuProcess.serve(Setup.oldest(), folder.resolve("data-" + LocalDate.now()))) {
            assertThat(first.count("total")).isEqualTo(3);
        }
    }

    @Test
    void dataInUseStaysWhereItIs() throws Exception {
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), folder.resolve("data"));
                JunretsuProcess second = start(Map.of(), "--new")) {
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.stderr()).contains("--new: the data directory", "is in use by another server");
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void aStartThatIsRefusedTakesNothingAside() throws Exception {
        votes(3);
        try (JunretsuProcess server = start(Map.of(), "--new", "--threads", "0")) {
            assertThat(server.exitCode()).isEqualTo(2);
        }
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), folder.resolve("data"))) {
            assertThat(server.count("total")).isEqualTo(3);
        }
    }

    @Test
    void aStartThatFailsWithFilesOfItsOwnGivesTheDataBack() throws Exception {
        votes(3);
        try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
                JunretsuProcess server = start(Map.of(), "--new", "--udp", "127.0.0.1:" + taken.getLocalPort())) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.stderr()).contains("the files that this start has made are in");
        }
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), folder.resolve("data"))) {
            assertThat(server.count("total")).isEqualTo(3);
        }
    }

    @Test
    void isRejectedWhereItWouldHoldForEveryStart() {
        try (JunretsuProcess server = start(Map.of("JUNRETSU_NEW", "true"))) {
            assertThat(server.exitCode()).isEqualTo(2);
            assertThat(server.stderr()).contains("on the command line alone", "JUNRETSU_NEW");
        }
        try (JunretsuProcess server = start(Map.of(), "--new", "--redis", "redis://127.0.0.1:1")) {
            assertThat(server.exitCode()).isEqualTo(2);
            assertThat(server.stderr()).contains("--event");
        }
    }

    private void votes(int count, String... flags) {
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), folder.resolve("data"), flags);
                VoteSender sender = VoteSender.to(server)) {
            assertThat(server.count("total")).isZero();
            for (int i = 0; i < count; i++) {
                sender.send((byte) 1);
            }
            Waiting.until("the votes", () -> server.count("total") == count);
            assertThat(server.terminate()).isZero();
        }
    }

    private JunretsuProcess start(Map<String, String> environment, String... flags) {
        List<String> words = new java.util.ArrayList<>(List.of(
                "serve",
                "--http",
                "127.0.0.1:0",
                "--data",
                folder.resolve("data").toString()));
        words.addAll(List.of(flags));
        if (!words.contains("--udp")) {
            words.addAll(List.of("--udp", "127.0.0.1:0"));
        }
        return JunretsuProcess.start(Setup.oldest(), environment, words.toArray(String[]::new));
    }
}
