package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Seed;
import junretsu.testing.Setup;
import junretsu.testing.VoteSender;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The main job: votes in, counts out. */
class ServeIT {
    private static final String SETUPS = "junretsu.testing.Setup#all";
    private static final int[] SIZES = {1, 2, 7, 8, 15, 16, 17, 255, 1_472, 1_473, 9_000, 65_507};

    @TempDir
    Path data;

    @ParameterizedTest
    @MethodSource(SETUPS)
    void countsEachByteOfEachDatagramForItsButton(Setup setup) {
        long seed = Seed.draw();
        Random random = new Random(seed);
        long[] expected = new long[256];
        try (JunretsuProcess server = JunretsuProcess.serve(setup, data, "--udp", "*:0")) {
            for (String host : new String[] {"127.0.0.1", "::1"}) {
                try (VoteSender sender = new VoteSender(host, server.udpPort())) {
                    for (int size : SIZES) {
                        byte[] votes = new byte[size];
                        random.nextBytes(votes);
                        sender.send(votes);
                    }
                    for (int button = 0; button < 256; button++) {
                        sender.send((byte) button);
                        expected[button] += sender.buttons()[button];
                    }
                }
            }
            long datagrams = 2L * (SIZES.length + 256);
            Waiting.until("all datagrams", () -> server.count("packets") >= datagrams);

            assertThat(buttons(server)).as("seed %d", seed).isEqualTo(nonZero(expected));
            assertThat(server.count("dropped")).isZero();
            assertThat(server.counts().get("datagrams"))
                    .isEqualTo(setup.feature() >= 22 ? Long.valueOf(datagrams) : null);
            assertThat(server.requireQuiet().terminate()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource(SETUPS)
    void saysHowItsTotalsAddUpWhenItEnds(Setup setup) {
        try (JunretsuProcess server = JunretsuProcess.serve(setup, data, "--buttons", "4");
                VoteSender sender = VoteSender.to(server)) {
            for (int i = 0; i < 500; i++) {
                sender.send((byte) (i % 5));
            }
            sender.send(new byte[1_000]);
            sender.sendEmpty();
            sender.sendEmpty();

            assertThat(server.terminate()).isZero();

            Map<String, long[]> report = report(server.requireQuiet().stdout());
            assertThat(report.get("arrived")).containsExactly(503, 503, 0);
            assertThat(report.get("received")).startsWith(503, 501, 2);
            assertThat(report.get("pressed")).containsExactly(1_500, 1_400, 100);
            assertThat(report.get("total")).containsExactly(1_400, 0, 1_400);
            assertThat(report.get("flushed")).startsWith(1_400, 1_400, 0);
        }
    }

    @ParameterizedTest
    @MethodSource(SETUPS)
    void resumesWhereItStoodAfterEachSignalThatEndsIt(Setup setup) {
        long sent = 0;
        for (String signal : new String[] {"TERM", "INT", "TERM"}) {
            try (JunretsuProcess server = JunretsuProcess.serve(setup, data);
                    VoteSender sender = VoteSender.to(server)) {
                assertThat(server.count("total")).isEqualTo(sent);
                sender.sendPaced(new Random(1), 50);
                sent += sender.sent();
                server.signal(signal);

                assertThat(server.exitCode()).isZero();
                assertThat(report(server.stdout()).get("total"))
                        .containsExactly(sent, sent - sender.sent(), sender.sent());
            }
        }
    }

    @ParameterizedTest
    @MethodSource(SETUPS)
    void neverAnswersAVote(Setup setup) {
        try (JunretsuProcess server = JunretsuProcess.serve(setup, data);
                VoteSender sender = VoteSender.to(server)) {
            sender.sendPaced(new Random(1), 50);
            sender.sendEmpty();
            sender.send(new byte[60_000]);
            Waiting.until("all votes", () -> server.count("total") == sender.sent());

            assertThat(sender.gotReply()).isFalse();
            server.terminate();
            assertThat(sender.gotReply()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(SETUPS)
    void sharesOnePortAmongSeveralThreads(Setup setup) {
        try (JunretsuProcess server = JunretsuProcess.serve(setup, data, "--threads", "4")) {
            long sent = 0;
            for (int flow = 0; flow < 32; flow++) {
                try (VoteSender sender = new VoteSender("127.0.0.1", server.udpPort())) {
                    sender.sendPaced(new Random(flow), 3);
                    sent += sender.sent();
                }
            }
            long all = sent;
            Waiting.until("all votes", () -> server.count("total") == all);
            assertThat(server.count("threads")).isEqualTo(4);
        }
    }

    /** The figures of each line of the closing report, in order. */
    static Map<String, long[]> report(String stdout) {
        Map<String, long[]> report = new TreeMap<>();
        Matcher line = Pattern.compile("(?m)^  (\\w+) +(\\d.*)$").matcher(stdout);
        while (line.find()) {
            report.put(
                    line.group(1),
                    Pattern.compile("\\d[\\d,]*")
                            .matcher(line.group(2))
                            .results()
                            .mapToLong(figure -> Long.parseLong(figure.group().replace(",", "")))
                            .toArray());
        }
        return report;
    }

    private static Map<?, ?> buttons(JunretsuProcess server) {
        return (Map<?, ?>) server.counts().get("buttons");
    }

    private static Map<String, Long> nonZero(long[] votes) {
        Map<String, Long> buttons = new TreeMap<>();
        for (int button = 0; button < votes.length; button++) {
            if (votes[button] > 0) {
                buttons.put(Integer.toString(button), votes[button]);
            }
        }
        return buttons;
    }
}
