package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import junretsu.net.linux.bpf.Crowd;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.KernelSite;
import junretsu.testing.NetworkSpace;
import junretsu.testing.Setup;
import junretsu.testing.Soak;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code blast --engine xdp}: frames that the kernel makes, through a cable to a server that counts at its interface. */
class KernelCrowdIT {
    @TempDir
    Path directory;

    @AutoClose
    private KernelSite site;

    @BeforeEach
    void prepare() throws Exception {
        site = KernelSite.in(directory);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--count 100001 --rate 200k",
                "--count 100001 --rate 200k --threads 2",
                "--count 200001 --rate 400k --threads 3 --sockets 7 --payload 7 --buttons 0:70,1:29,255:1",
                "--count 640003 --rate 1m --threads 2 --payload 64"
            })
    void theVotesOfAllThreadsAreCountedForTheirButtons(String flags) throws Exception {
        try (JunretsuProcess server = site.xdp("--udp", "*:9999")) {
            long before = untaken();
            Map<String, Object> report = blast(server, flags);

            assertThat(report.get("sent")).isEqualTo(report.get("asked"));
            assertThat(report).containsEntry("errors", 0L);
            long untaken = untaken() - before;
            assertThat(server.count("datagrams") + untaken).isEqualTo(report.get("sent_datagrams"));
            if (untaken == 0) {
                assertThat(verify(report)).containsEntry("equal", true).containsEntry("lost", 0L);
                assertThat(verify(report).get("buttons")).isEqualTo(report.get("buttons"));
            }
        }
    }

    /** Two CPUs that send at once may lose each other's update of the veth's own count of what had no room. */
    @Test
    void asManyAsTwoThreadsCanSendAreCountedOrHadNoRoomInTheQueue() throws Exception {
        try (JunretsuProcess server = site.xdp("--udp", "*:9999")) {
            long before = untaken();
            Map<String, Object> report = blast(server, "--threads 2 --duration " + Soak.rounds(1, 10) + "s");
            long sent = (Long) report.get("sent");

            System.out.println(sent + " frames sent by two threads, " + report.get("rate") + "/s");
            long untaken = untaken() - before;
            assertThat(server.count("dropped")).isZero();
            assertThat(server.count("total")).isPositive();
            assertThat(server.count("total") + untaken).isBetween(untaken == 0 ? sent : sent * 99 / 100, sent);
        }
    }

    @Test
    void theHardwareAddressMayBeGiven() throws Exception {
        Matcher mac = Pattern.compile("link/ether (\\S+)")
                .matcher(site.space().says("link", "show", "dev", site.space().innerCable()));
        assertThat(mac.find()).isTrue();
        try (JunretsuProcess server = site.xdp("--udp", "*:9999")) {
            blast(server, "--count 100 --rate 10k --mac " + mac.group(1));
            assertThat(server.count("total")).isEqualTo(100);
            blast(server, "--count 100 --rate 10k --mac 02:00:00:00:00:01");
            assertThat(server.count("total")).isEqualTo(100);
        }
    }

    @Test
    void whatComesInAtTheInterfacePassesUntouchedWhileACrowdSends() throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        try (JunretsuProcess server = site.xdp("--udp", "*:9999");
                Crowd crowd =
                        Crowd.at(site.space().address(), 9999, site.space().outerCable())) {
            String page = server.get("/desk.js").body();
            Thread flood = new Thread(() -> flood(crowd, isOver));
            flood.start();
            try {
                for (int i = 0; i < Soak.rounds(100, 10_000); i++) {
                    assertThat(server.get("/desk.js").body()).isEqualTo(page);
                }
            } finally {
                isOver.set(true);
                flood.join();
            }
            long expected = crowd.frames() - crowd.untaken();
            assertThat(expected).isPositive();
            Waiting.until(expected + " votes", () -> server.count("total") + server.count("dropped") == expected);
        }
    }

    private static void flood(Crowd crowd, AtomicBoolean isOver) {
        Random random = new Random(3);
        while (!isOver.get()) {
            crowd.send(200, 1, random);
        }
    }

    private long untaken() throws Exception {
        return Crowd.untaken(site.space().outerCable());
    }

    private Map<String, Object> blast(JunretsuProcess server, String flags) {
        NetworkSpace space = site.space();
        List<String> words = new ArrayList<>(List.of("blast", "--json", "--engine", "xdp"));
        words.addAll(List.of("--interface", space.outerCable(), "--target", space.address() + ":9999"));
        words.addAll(List.of("--sources", "10.201.0.0/24", "--verify", server.http()));
        words.addAll(List.of(flags.split(" ")));
        try (JunretsuProcess blast = JunretsuProcess.start(Setup.newest(), words.toArray(String[]::new))) {
            assertThat(blast.exitCode()).as(blast.stderr() + blast.stdout()).isZero();
            return JsonReader.readObject(blast.requireQuiet().stdout());
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> verify(Map<String, Object> report) {
        return (Map<String, Object>) report.get("verify");
    }
}
