package junretsu.votes.blast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.UnaryOperator;
import junretsu.base.Clock;
import junretsu.config.StartException;
import junretsu.net.DatagramEngine;
import junretsu.net.DatagramSender;
import junretsu.net.EngineOptions;
import junretsu.net.ReceiverGroup;
import junretsu.net.RefusalHandler;
import junretsu.net.nio.NioEngine;
import junretsu.testing.CountsPage;
import junretsu.testing.FlagSettings;
import org.junit.jupiter.api.Test;

/** The blast on a server that counts in the plainest way and can be made to lie. */
class VotesBlasterIT {
    private static final DatagramEngine ENGINE = new NioEngine(new EngineOptions(false, false));

    private final AtomicLongArray buttons = new AtomicLongArray(256);
    private final AtomicLong totalLie = new AtomicLong();
    private volatile UnaryOperator<long[]> lie = UnaryOperator.identity();
    private volatile String event = "live";

    @Test
    void agreesWithAServerThatCountsRight() throws Exception {
        VotesReport report = blast("max-loss", "0%");

        assertThat(verdict(report).equal()).isTrue();
        assertThat(report.problems()).isEmpty();
        assertThat(report.limitPassed()).isNull();
    }

    @Test
    void objectsToAServerThatCountsOneVoteTooFew() throws Exception {
        lie = counted -> plus(counted, 2, -1);
        VotesReport report = blast("max-loss", "0%");

        assertThat(verdict(report).equal()).isFalse();
        assertThat(verdict(report).lost()).isEqualTo(1);
        assertThat(report.limitPassed()).contains("of the votes was lost, more than --max-loss 0.0000%");
    }

    @Test
    void saysThatOneVoteTooManyWasNotSentFromHere() throws Exception {
        lie = counted -> plus(counted, 2, 1);
        VotesReport report = blast("max-loss", "0%");

        assertThat(verdict(report).equal()).isFalse();
        assertThat(verdict(report).extra()).isEqualTo(1);
        assertThat(report.text()).contains("1,000 sent + 1 not from here = 1,001 counted");
    }

    @Test
    void objectsToAServerThatCountsAVoteForAnotherButton() throws Exception {
        lie = counted -> plus(plus(counted, 2, -1), 3, 1);
        VotesReport report = blast("max-loss", "0%");

        assertThat(verdict(report).equal()).isFalse();
        assertThat(report.limitPassed()).isNotNull();
    }

    @Test
    void objectsToATotalThatIsNotTheSumOfTheButtons() throws Exception {
        lie = counted -> {
            totalLie.set(Arrays.stream(counted).sum() > 0 ? 1 : 0);
            return counted;
        };
        assertThat(blast().problems())
                .containsExactly(
                        "the server contradicts itself: its total grew by 1,001, its buttons together by 1,000");
    }

    @Test
    void comparesNoCountsOfTwoRounds() throws Exception {
        lie = counted -> {
            event = Arrays.stream(counted).sum() > 0 ? "song-2" : "song-1";
            return counted;
        };
        VotesReport report = blast("max-loss", "0%");

        assertThat(report.problems()).singleElement().asString().contains("'song-1' before and shows 'song-2' now");
        assertThat(report.stages().get(0).verdict()).isNull();
    }

    @Test
    void aSenderThatDiesEndsTheBlastWithASentence() throws Exception {
        VotesReport report = blast(new DyingEngine(), "duration", "10m");

        assertThat(report.problems())
                .singleElement()
                .asString()
                .contains("a sender failed", "votes-sender-0", "the ring is torn");
    }

    @Test
    void anInterruptedRampDoesNotSayThatItDidNotKeepUp() throws Exception {
        try (Server server = new Server()) {
            VotesBlaster blaster = blaster(server, ENGINE, "ramp", "1k..4k", "duration", "1m");
            VotesReport report = blaster.run(line -> blaster.stop());

            assertThat(report.interrupted()).isTrue();
            assertThat(report.stages().get(0).keptUp()).isTrue();
            assertThat(report.text())
                    .contains("interrupted in stage 1 of 20")
                    .doesNotContain("keep up", "own limit", "at any rate");
            assertThat(report.problems()).isEmpty();
        }
    }

    @Test
    void noStageOfARampIsFasterThanItWasAskedFor() throws Exception {
        VotesReport report = blast(ENGINE, "ramp", "1..10", "duration", "2s");

        assertThat(report.stages()).hasSize(2);
        assertThat(report.stages())
                .allSatisfy(stage -> assertThat(stage.rate())
                        .isPositive()
                        .isLessThanOrEqualTo(1.01 * stage.stage().rate().perSecond()));
        assertThat(report.figures())
                .filteredOn(figure -> figure.name().equals("lossless_per_s"))
                .allSatisfy(figure -> assertThat(figure.value()).isLessThanOrEqualTo(10.1));
    }

    private VotesReport blast(String... flags) throws Exception {
        String[] words = Arrays.copyOf(flags, flags.length + 2);
        words[flags.length] = "count";
        words[flags.length + 1] = "1000";
        return blast(ENGINE, words);
    }

    private VotesReport blast(DatagramEngine engine, String... flags) throws Exception {
        try (Server server = new Server()) {
            return blaster(server, engine, flags).run(line -> {});
        }
    }

    private static VotesBlaster blaster(Server server, DatagramEngine engine, String... flags) throws StartException {
        String[] words = Arrays.copyOf(flags, flags.length + 6);
        System.arraycopy(
                new String[] {"target", server.target(), "verify", server.page.url(), "buttons", "5"},
                0,
                words,
                flags.length,
                6);
        return new VotesBlaster(VotesBlastConfig.from(FlagSettings.of(words)), engine, Clock.SYSTEM);
    }

    private static Verdict verdict(VotesReport report) {
        return report.stages().get(0).verdict();
    }

    /** Lies only once something was counted. */
    private static long[] plus(long[] counted, int button, long votes) {
        if (Arrays.stream(counted).sum() > 0) {
            counted[button] += votes;
        }
        return counted;
    }

    private final class Server implements AutoCloseable {
        private final DatagramSocket socket;
        private final CountsPage page = new CountsPage(this::json);

        Server() throws IOException {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            socket.setReceiveBufferSize(4 << 20);
            Thread reader = new Thread(() -> {
                DatagramPacket packet = new DatagramPacket(new byte[100], 100);
                while (!socket.isClosed()) {
                    try {
                        socket.receive(packet);
                        buttons.incrementAndGet(packet.getData()[0] & 0xFF);
                    } catch (IOException e) {
                        return;
                    }
                }
            });
            reader.setDaemon(true);
            reader.start();
        }

        String target() {
            return "127.0.0.1:" + socket.getLocalPort();
        }

        private String json() {
            long[] counted = new long[5];
            Arrays.setAll(counted, buttons::get);
            long[] shown = lie.apply(counted);
            StringBuilder json = new StringBuilder("{\"buttons\":{");
            for (int button = 0; button < shown.length; button++) {
                json.append(button == 0 ? "" : ",")
                        .append('"')
                        .append(button)
                        .append("\":")
                        .append(shown[button]);
            }
            json.append("},\"event\":\"").append(event).append("\",\"total\":");
            json.append(Arrays.stream(shown).sum() + totalLie.get());
            return json.append(",\"rejected\":0,\"limited\":0,\"late\":0,\"dropped\":0}")
                    .toString();
        }

        @Override
        public void close() {
            socket.close();
            page.close();
        }
    }

    /** Its senders die of an error once the warm-up is over. */
    private static final class DyingEngine implements DatagramEngine {
        private final AtomicInteger opened = new AtomicInteger();

        @Override
        public String name() {
            return "dying";
        }

        @Override
        public boolean isOffloading() {
            return false;
        }

        @Override
        public ReceiverGroup bind(InetSocketAddress address, int receivers, int receiveBufferBytes) throws IOException {
            return ENGINE.bind(address, receivers, receiveBufferBytes);
        }

        @Override
        public DatagramSender connect(InetSocketAddress target) throws IOException {
            DatagramSender sender = ENGINE.connect(target);
            return opened.incrementAndGet() == 1 ? sender : new DyingSender(sender);
        }
    }

    private record DyingSender(DatagramSender sender) implements DatagramSender {

        @Override
        public int send(ByteBuffer bytes, int offset, int datagramBytes, int datagrams, RefusalHandler handler) {
            throw new AssertionError("the ring is torn");
        }

        @Override
        public int batchMax(int datagramBytes) {
            return sender.batchMax(datagramBytes);
        }

        @Override
        public int joinMax(int datagramBytes) {
            return sender.joinMax(datagramBytes);
        }

        @Override
        public long refused() {
            return sender.refused();
        }

        @Override
        public long errors() {
            return sender.errors();
        }

        @Override
        public String lastError() {
            return sender.lastError();
        }

        @Override
        public void close() throws IOException {
            sender.close();
        }
    }
}
