package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import junretsu.net.linux.bpf.Crowd;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.KernelSite;
import junretsu.testing.VoteSender;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers whose kernel limits the rate of each source: what it does not count is in the books as limited. */
class KernelLimitIT {
    /** The slowest rate that there is, with its burst. */
    private static final String RATE = "1/s";

    private static final int BURST = 10;

    @TempDir
    Path directory;

    @AutoClose
    private KernelSite site;

    @BeforeEach
    void prepare() throws Exception {
        site = KernelSite.in(directory);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,on", "127.0.0.1,off", "::1,on", "::1,off"})
    void aSourceOfTheFilterHasItsBurstAndItsRateCounted(String host, String offload) {
        long begun = System.nanoTime();
        try (JunretsuProcess server = site.bpf("--limit-source", RATE, "--buttons", "4", "--offload", offload);
                VoteSender sender = new VoteSender(host, server.udpPort())) {
            for (int i = 0; i < 500; i++) {
                sender.send((byte) 3);
            }
            sender.send(new byte[60_000]);

            KernelSite.await(server, sender.sent());
            requireBurst(server.count("total"), 1, begun);
            assertThat(server.count("dropped")).isZero();
            assertThat(server.metric("junretsu_votes_limited_total")).isEqualTo(server.count("limited"));
            assertThat(server.terminate()).isZero();
            assertThat(server.stdout()).contains("pressed").contains(" of sources over their rate");
        }
    }

    @Test
    void whatTheInterfacePassesOnTakesFromTheSameBuckets() throws Exception {
        long begun = System.nanoTime();
        try (JunretsuProcess server = site.xdp("--limit-source", RATE);
                VoteSender plain = new VoteSender(site.space().address(), server.udpPort());
                Crowd crowd = Crowd.at(
                        site.space().address(), server.udpPort(), site.space().outerCable())) {
            Random random = new Random(7);
            for (int i = 0; i < 40; i++) {
                crowd.send(126, 2, random);
            }
            plain.send(new byte[] {1, 2});
            plain.send(new byte[65]);
            plain.send(new byte[65_507]);
            plain.send(new byte[1]);

            assertThat(crowd.untaken()).isZero();
            KernelSite.await(server, plain.sent() + 40 * 126 * 2);
            long sources = 128 - 2 + 1;
            assertThat(server.count("total")).isGreaterThanOrEqualTo(sources * BURST);
            requireBurst(server.count("total"), sources + 2, begun);
            assertThat(server.count("datagrams")).isEqualTo(4 + 40 * 126);
            assertThat(server.count("dropped")).isZero();
            assertThat(server.terminate()).isZero();
        }
    }

    @Test
    void aServerAfterAKillHasTheLimitedVotesToo() {
        long sent;
        try (JunretsuProcess server = site.bpf("--limit-source", RATE);
                VoteSender sender = VoteSender.to(server)) {
            for (int i = 0; i < 300; i++) {
                sender.send((byte) 3);
            }
            sent = sender.sent();
            server.kill();
        }
        try (JunretsuProcess server = site.bpf("--limit-source", RATE)) {
            KernelSite.await(server, sent);
            assertThat(server.count("limited")).isPositive();
        }
    }

    @Test
    void anotherEngineIsRefusedInOneSentence() {
        for (String engine : List.of("auto", "nio", "mmsg")) {
            try (JunretsuProcess server =
                    site.start(List.of(), List.of("--engine", engine, "--limit-source", "50/s"))) {
                assertThat(server.exitCode()).isEqualTo(2);
                assertThat(server.stderr())
                        .startsWith("junretsu: --limit-source: only the engines that count in the kernel limit sources;"
                                + " give --engine bpf or xdp too");
            }
        }
        try (JunretsuProcess server = site.start(List.of(), List.of("--engine", "bpf", "--limit-source", "0.5/s"))) {
            assertThat(server.exitCode()).isEqualTo(2);
            assertThat(server.stderr()).contains("votes a second from 1/s to 1000000/s, such as 50/s");
        }
    }

    @Test
    void aProgramThatIsRejectedIsASentenceAndItsLogIsShownWhenVerbose() {
        List<String> without = List.of("setpriv", "--inh-caps", "-all", "--bounding-set", "-all,+bpf,+net_admin");
        String sentence = "junretsu: --engine: bpf does not work here: the kernel does not take the program: ";
        try (JunretsuProcess server = site.start(without, List.of("--engine", "bpf"))) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.stderr()).startsWith(sentence).hasLineCount(1);
            assertThat(server.stderr()).endsWith("; --verbose shows the verifier's log\n");
        }
        try (JunretsuProcess server = site.start(without, List.of("--engine", "bpf", "--verbose"))) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.stderr())
                    .contains("processed ")
                    .contains(" insns ")
                    .contains("\n" + sentence);
        }
    }

    /** No source more than its burst and its rate. */
    private static void requireBurst(long counted, long sources, long begunNanos) {
        long seconds = (System.nanoTime() - begunNanos) / 1_000_000_000 + 1;
        assertThat(counted).isBetween((long) BURST, sources * (BURST + seconds));
    }
}
