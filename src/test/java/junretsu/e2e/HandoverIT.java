package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import junretsu.net.linux.bpf.Crowd;
import junretsu.testing.Flood;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.KernelSite;
import junretsu.testing.Seed;
import junretsu.testing.Setup;
import junretsu.testing.VoteSender;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that takes over from another in a flood that never stops. */
class HandoverIT {
    private static final long SEED = Seed.draw();

    @TempDir
    Path directory;

    private KernelSite site;

    @AfterEach
    void cleanUp() {
        if (site != null) {
            site.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mmsg,mmsg,mmsg,127.0.0.1",
        "uring,uring,uring,*",
        "bpf,bpf,bpf,127.0.0.1",
        "mmsg,bpf,mmsg,::",
        "bpf,bpf,mmsg,::1"
    })
    void noVoteIsMissedWhenOneServerFollowsAnotherTwice(String first, String second, String third, String host)
            throws Exception {
        if ((first + second).contains("bpf")) {
            site = KernelSite.in(directory);
        }
        String bound = host.contains(":") ? "[" + host + "]" : host;
        List<JunretsuProcess> servers = new ArrayList<>();
        try {
            servers.add(ready(start("--engine", first, "--udp", bound + ":0", "--threads", "2")));
            try (Flood flood = new Flood(
                    host.equals("*") ? "127.0.0.1" : host, servers.get(0).udpPort(), SEED)) {
                for (String engine : List.of(second, third)) {
                    JunretsuProcess before = servers.get(servers.size() - 1);
                    Waiting.sleep(300);
                    servers.add(ready(start(
                            "--handover",
                            "--engine",
                            engine,
                            "--udp",
                            bound + ":" + before.udpPort(),
                            "--http",
                            before.http().substring("http://".length()))));
                    assertThat(before.exitCode()).isZero();
                    assertThat(before.requireQuiet().stderr()).doesNotContain("put back", "taken over", "failed");
                    Waiting.sleep(300);
                }
                JunretsuProcess last = servers.get(2);
                requireAll(last, flood.end());
                assertThat(flood.refused()).isZero();
                assertThat(last.count("dropped")).isZero();
                assertThat(last.terminate()).isZero();
                assertThat(last.requireQuiet().stdout()).contains(String.format("%,d", flood.sent()));
            }
        } finally {
            servers.forEach(JunretsuProcess::close);
        }
    }

    @Test
    void theInterfaceCountsOnWhileOneServerFollowsAnotherTwice() throws Exception {
        site = KernelSite.in(directory);
        List<JunretsuProcess> servers = new ArrayList<>();
        try {
            servers.add(site.xdp("--udp", "*:9999"));
            AtomicBoolean isOver = new AtomicBoolean();
            try (Crowd crowd =
                            Crowd.at(site.space().address(), 9999, site.space().outerCable());
                    Flood flood = new Flood(site.space().address(), 9999, SEED)) {
                Thread frames = new Thread(() -> send(crowd, isOver));
                frames.start();
                for (int i = 0; i < 2; i++) {
                    Waiting.sleep(300);
                    servers.add(site.xdp("--udp", "*:9999", "--handover"));
                    assertThat(servers.get(i).exitCode()).isZero();
                    servers.get(i).requireQuiet();
                }
                Waiting.sleep(300);
                isOver.set(true);
                frames.join();
                JunretsuProcess last = servers.get(2);
                requireAll(last, flood.end() + crowd.frames() - crowd.untaken());
                assertThat(last.terminate()).isZero();
            }
        } finally {
            servers.forEach(JunretsuProcess::close);
        }
    }

    @Test
    void withoutAServerItIsAStartLikeAnyOther() {
        try (JunretsuProcess server = ready(start("--handover", "--engine", "mmsg"));
                VoteSender sender = VoteSender.to(server)) {
            assertThat(server.stderr()).contains("--handover: no server runs with the data directory");
            sender.send((byte) 1);
            requireAll(server, 1);
        }
    }

    @Test
    void aServerThatIsKilledBeforeItAnswersIsFollowedAllTheSame() {
        try (JunretsuProcess before = ready(start("--engine", "mmsg"));
                VoteSender sender = VoteSender.to(before)) {
            sender.send((byte) 1);
            requireAll(before, 1);
            before.signal("STOP");
            try (JunretsuProcess next = start("--handover", "--engine", "mmsg")) {
                Waiting.until("it asks", () -> Files.exists(directory.resolve("data/handover")));
                before.kill();
                next.awaitReady();
                assertThat(next.stderr()).contains("the server before has ended");
                requireAll(next, 1);
                assertThat(directory.resolve("data/handover")).doesNotExist();
            }
        }
    }

    @Test
    void refusesWhatWouldNotGoOnAndTheServerBeforeCountsOn() {
        try (JunretsuProcess server = ready(start("--engine", "mmsg", "--threads", "2"));
                VoteSender sender = VoteSender.to(server)) {
            refused("counts the event 'live', not 'other'", "--engine", "mmsg", "--event", "other");
            refused("listens at --udp " + server.udp(), "--engine", "mmsg", "--udp", "127.0.0.1:1");
            refused("more than 62 --threads", "--engine", "mmsg", "--threads", "61");
            refused("sockets of the engine nio cannot be handed over", "--engine", "nio");
            sender.send((byte) 1, (byte) 2);
            requireAll(server, 2);
            assertThat(server.terminate()).isZero();
        }
    }

    private void refused(String sentence, String... flags) {
        List<String> words = new ArrayList<>(List.of("--handover"));
        words.addAll(List.of(flags));
        try (JunretsuProcess second = start(words.toArray(String[]::new))) {
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.stderr())
                    .startsWith("junretsu: ")
                    .contains(sentence)
                    .hasLineCount(1);
        }
    }

    private static void send(Crowd crowd, AtomicBoolean isOver) {
        Random random = new Random(SEED);
        while (!isOver.get()) {
            crowd.send(64, 1, random);
            Waiting.sleep(1);
        }
    }

    private static void requireAll(JunretsuProcess server, long votes) {
        Waiting.until(
                "all " + votes + " votes, seed " + SEED + ", not " + server.count("total") + " and "
                        + server.count("dropped") + " dropped",
                () -> server.count("total") + server.count("dropped") == votes);
    }

    private static JunretsuProcess ready(JunretsuProcess server) {
        server.awaitReady();
        return server;
    }

    private JunretsuProcess start(String... flags) {
        List<String> words = new ArrayList<>(List.of(
                "serve",
                "--udp",
                "127.0.0.1:0",
                "--http",
                "127.0.0.1:0",
                "--data",
                directory.resolve("data").toString(),
                "--bpffs",
                directory.resolve("bpffs").toString()));
        words.addAll(List.of(flags));
        return JunretsuProcess.start(List.of(), Setup.newest(), Map.of(), words.toArray(String[]::new));
    }
}
