package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import junretsu.net.linux.bpf.Crowd;
import junretsu.testing.Flood;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.KernelSite;
import junretsu.testing.NetworkSpace;
import junretsu.testing.Seed;
import junretsu.testing.VoteSender;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The interface at which votes are counted is removed and made again in a flood. Each phase has buttons of its own. */
class KernelInterfaceIT {
    private static final int PORT = 9999;

    /** Those of a {@link Flood}. */
    private static final int OTHERS = 8;

    private static final byte BEFORE = 100;
    private static final byte MEANWHILE = 101;
    private static final byte AFTER = 102;
    private static final long SEED = Seed.draw();

    @TempDir
    Path directory;

    @AutoClose
    private KernelSite site;

    @Test
    void eachVoteIsCountedOnceBeforeWhileAndAfterTheInterfaceIsGone() throws Exception {
        site = KernelSite.in(directory);
        NetworkSpace space = site.space();
        try (JunretsuProcess server = site.xdp("--udp", "*:" + PORT, "--http", space.otherAddress() + ":0");
                Flood otherWay = new Flood(space.otherAddress(), PORT, SEED)) {
            long sentMeanwhile = removeInAFlood(server);
            long others = otherWay.sent();
            Waiting.until("votes by the other way", () -> others(server) > others);

            space.layCable();
            long sentToSockets = toSocketsUntilCountedAgain(server);
            assertThat(space.says("-d", "link", "show", space.innerCable())).contains("junretsu_xdp");
            try (Crowd crowd = Crowd.at(space.address(), PORT, space.outerCable())) {
                crowd.send(1_000, AFTER);
                awaitAll(server, crowd, AFTER);
            }
            long sentOthers = otherWay.end() + sentToSockets;
            Waiting.until("all others, seed " + SEED, () -> others(server) >= sentOthers);
            assertThat(others(server)).as("seed %d", SEED).isEqualTo(sentOthers);
            assertThat(KernelSite.buttons(server)[MEANWHILE]).isBetween(1L, sentMeanwhile);
            assertThat(server.count("dropped")).isZero();
            assertThat(server.terminate()).isZero();
            server.requireQuiet();
        }
    }

    @Test
    void aServerWhoseInterfaceIsGoneStopsAndKeepsItsCounts() throws Exception {
        site = KernelSite.in(directory);
        NetworkSpace space = site.space();
        try (JunretsuProcess server = site.xdp("--udp", "*:" + PORT, "--http", space.otherAddress() + ":0")) {
            try (Crowd crowd = Crowd.at(space.address(), PORT, space.outerCable())) {
                crowd.send(64, BEFORE);
                awaitAll(server, crowd, BEFORE);
            }
            space.removeCable();
            assertThat(server.terminate()).isZero();
            assertThat(server.requireQuiet().stdout()).contains("64");
        }
        assertThat(directory.resolve("data/kernel-counts")).doesNotExist();
    }

    /** @return votes that were sent by the cable since all before them had arrived, some of which it took along */
    private long removeInAFlood(JunretsuProcess server) throws Exception {
        NetworkSpace space = site.space();
        AtomicBoolean isOver = new AtomicBoolean();
        try (Crowd crowd = Crowd.at(space.address(), PORT, space.outerCable())) {
            crowd.send(1_000, BEFORE);
            long before = awaitAll(server, crowd, BEFORE);
            Thread flood = new Thread(() -> {
                while (!isOver.get()) {
                    crowd.send(100, MEANWHILE);
                }
            });
            flood.start();
            try {
                Waiting.until("a flood", () -> KernelSite.buttons(server)[MEANWHILE] > 1_000);
                space.removeCable();
                Waiting.until(
                        "its log", () -> server.stderr().contains("the interface " + space.innerCable() + " is gone"));
            } finally {
                isOver.set(true);
                flood.join();
            }
            assertThat(KernelSite.buttons(server)[BEFORE]).isEqualTo(before);
            return crowd.buttons()[MEANWHILE];
        }
    }

    /** Packets of a local sender, whose checksum is missing, pass on to the sockets, with the program and without. */
    private long toSocketsUntilCountedAgain(JunretsuProcess server) {
        NetworkSpace space = site.space();
        try (VoteSender sender = new VoteSender(space.address(), PORT)) {
            Waiting.until("the program", () -> {
                sender.send((byte) 1);
                return server.stderr().contains(space.innerCable() + " was made anew, and is counted at again");
            });
            sender.send((byte) 1);
            return sender.sent();
        }
    }

    private static long awaitAll(JunretsuProcess server, Crowd crowd, byte button) throws Exception {
        long expected = crowd.buttons()[button] - crowd.untaken();
        assertThat(expected).isPositive();
        Waiting.until("the crowd", () -> KernelSite.buttons(server)[button] == expected);
        return expected;
    }

    private static long others(JunretsuProcess server) {
        return Arrays.stream(KernelSite.buttons(server), 0, OTHERS).sum();
    }
}
