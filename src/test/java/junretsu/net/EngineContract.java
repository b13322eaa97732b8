package junretsu.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine must do, over real sockets, with and without offload. A test class for each engine extends this. */
public abstract class EngineContract extends EngineLifetimeContract {
    /** What the JVM itself may allocate meanwhile; a single object a round would be ten times as much. */
    private static final long NOISE_BYTES = 16_000;

    private static final int RUNS_UNTIL_WARM = 20;

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void carriesDatagramsOfEverySizeUnchanged(String host) throws Exception {
        long seed = Seed.draw();
        Random random = new Random(seed);
        try (ReceiverGroup group = engine().bind(new InetSocketAddress(host, 0), 1, BUFFER);
                DatagramSender sender = engine().connect(group.localAddress())) {
            for (int size : new int[] {1, 2, 7, 8, 127, 128, 1472, 1473, 9000, 65_507}) {
                ByteBuffer bytes = randomBytes(random, size);
                assertThat(sender.send(bytes, 0, size, 1, NOT_REFUSED)).isEqualTo(1);

                Arrivals arrivals = new Arrivals().await(group.receiver(0), size);

                assertThat(arrivals.bytes.toByteArray())
                        .as("size %d, seed %d", size, seed)
                        .isEqualTo(copy(bytes, 0, size));
            }
        }
    }

    @Test
    void carriesManyDatagramsOfOneSizeInOrderAndKnowsTheirNumber() throws Exception {
        long seed = Seed.draw();
        Random random = new Random(seed);
        try (ReceiverGroup group = engine().bind(ANY_PORT, 1, BUFFER);
                DatagramSender sender = engine().connect(group.localAddress())) {
            for (int i = 0; i < 200; i++) {
                int size = 1 + random.nextInt(i % 10 == 0 ? 9_000 : 20);
                int count = 1 + random.nextInt(Math.min(600, 500_000 / size));
                ByteBuffer bytes = randomBytes(random, size * count + 10);
                assertThat(sender.send(bytes, 10, size, count, NOT_REFUSED)).isEqualTo(count);

                Arrivals arrivals = new Arrivals().await(group.receiver(0), size * count);

                assertThat(arrivals.bytes.toByteArray())
                        .as("%d of %d bytes, seed %d", count, size, seed)
                        .isEqualTo(copy(bytes, 10, size * count));
                assertThat(arrivals.datagrams)
                        .as("%d of %d bytes, seed %d", count, size, seed)
                        .isEqualTo(group.seesDatagrams() ? count : 0);
            }
        }
    }

    @Test
    void joinsDatagramsOnlyWithOffload() throws Exception {
        try (ReceiverGroup group = engine().bind(ANY_PORT, 1, BUFFER);
                DatagramSender sender = engine().connect(group.localAddress())) {
            sender.send(ByteBuffer.allocateDirect(1_000), 0, 1, 1_000, NOT_REFUSED);

            int packets = new Arrivals().await(group.receiver(0), 1_000).packets;

            int each = engine().isOffloading() ? sender.joinMax(1) : 1;
            assertThat(packets).isEqualTo((1_000 + each - 1) / each);
        }
    }

    @Test
    void receivesAnEmptyDatagram() throws Exception {
        try (ReceiverGroup group = engine().bind(ANY_PORT, 1, BUFFER);
                DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(new byte[0], 0, group.localAddress()));
            socket.send(new DatagramPacket(new byte[1], 1, group.localAddress()));

            assertThat(new Arrivals().await(group.receiver(0), 1).packets).isEqualTo(2);
        }
    }

    @Test
    void reachesADualStackSocketOverBothFamilies() throws Exception {
        try (ReceiverGroup group = engine().bind(new InetSocketAddress(0), 1, BUFFER)) {
            int port = group.localAddress().getPort();
            for (String host : new String[] {"127.0.0.1", "::1"}) {
                try (DatagramSender sender = engine().connect(new InetSocketAddress(host, port))) {
                    sender.send(ByteBuffer.allocateDirect(1), 0, 1, 1, NOT_REFUSED);
                }
                assertThat(new Arrivals().await(group.receiver(0), 1).packets)
                        .as(host)
                        .isEqualTo(1);
            }
            group.kernelDrops(new long[1]);
        }
    }

    @Test
    void sharesOneAddressAmongItsReceivers() throws Exception {
        int receivers = 4;
        int senders = 64;
        try (ReceiverGroup group = engine().bind(ANY_PORT, receivers, BUFFER)) {
            for (int i = 0; i < senders; i++) {
                try (DatagramSender sender = engine().connect(group.localAddress())) {
                    sender.send(ByteBuffer.allocateDirect(10), 0, 1, 10, NOT_REFUSED);
                }
            }
            int[] votes = new int[receivers];
            for (int i = 0; i < receivers; i++) {
                int receiver = i;
                PacketHandler handler = (buffer, offset, length, datagrams) -> votes[receiver] += length;
                while (group.receiver(i).poll(handler) > 0) {
                    continue;
                }
            }
            assertThat(Arrays.stream(votes).sum()).isEqualTo(10 * senders);
            assertThat(votes).as("64 flows over 4 sockets").doesNotContain(0);
        }
    }

    @Test
    void bindsAsManyReceiversAsAServerMayHave() throws Exception {
        try (ReceiverGroup group = engine().bind(ANY_PORT, 64, BUFFER);
                DatagramSender sender = engine().connect(group.localAddress())) {
            sender.send(ByteBuffer.allocateDirect(10), 0, 1, 10, NOT_REFUSED);

            assertThat(new Arrivals().drain(group).bytes.size()).isEqualTo(10);
        }
    }

    @Test
    void tellsExactlyHowManyPacketsTheKernelDroppedAlsoInSeveralSockets() throws Exception {
        int sent = 0;
        try (ReceiverGroup group = engine().bind(ANY_PORT, 2, 1)) {
            for (int i = 0; i < 32; i++) {
                try (DatagramSender sender = engine().connect(group.localAddress())) {
                    int packets = 100;
                    int each = sender.joinMax(1);
                    sender.send(ByteBuffer.allocateDirect(packets * each), 0, 1, packets * each, NOT_REFUSED);
                    sent += packets;
                }
            }
            int received = new Arrivals().drain(group).packets;
            long[] drops = new long[2];
            group.kernelDrops(drops);

            assertThat(drops[0] + drops[1]).isPositive().isEqualTo(sent - received);
        }
    }

    @Test
    void queuesNextToNothingOnceItRefusesFurther() throws Exception {
        try (ReceiverGroup group = engine().bind(ANY_PORT, 1, BUFFER);
                DatagramSender sender = engine().connect(group.localAddress())) {
            int each = sender.joinMax(1);
            ByteBuffer bytes = ByteBuffer.allocateDirect(500 * each);
            sender.send(bytes, 0, 1, 500 * each, NOT_REFUSED);
            group.refuseFurther();
            sender.send(bytes, 0, 1, 500 * each, NOT_REFUSED);

            int received = new Arrivals().drain(group).packets;
            long[] drops = new long[1];
            group.kernelDrops(drops);

            assertThat(received).isEqualTo(500);
            assertThat(drops[0]).isEqualTo(500);
        }
    }

    @Test
    void tellsWhichDatagramsWereRefusedWhereNothingListens() throws Exception {
        InetSocketAddress gone;
        try (ReceiverGroup group = engine().bind(ANY_PORT, 1, BUFFER)) {
            gone = group.localAddress();
        }
        try (DatagramSender sender = engine().connect(gone)) {
            int size = 700;
            int[] told = new int[2];
            for (int i = 0; i < 10; i++) {
                int done =
                        sender.send(ByteBuffer.allocateDirect(size * 500), 0, size, 500, (offset, bytes, datagrams) -> {
                            assertThat(bytes).isEqualTo(size * datagrams);
                            assertThat(offset % size).isZero();
                            assertThat(offset + bytes).isLessThanOrEqualTo(size * 500);
                            told[0] += datagrams;
                        });
                assertThat(done).isEqualTo(500);
            }
            assertThat(sender.refused()).isPositive().isEqualTo(told[0]).isLessThanOrEqualTo(5_000);
            assertThat(sender.errors()).isZero();
        }
    }

    @Test
    void countsOtherFailuresAndSaysWhich() throws Exception {
        try (ReceiverGroup group = engine().bind(ANY_PORT, 1, BUFFER);
                DatagramSender sender = engine().connect(group.localAddress())) {
            ByteBuffer bytes = ByteBuffer.allocateDirect(3 * 66_000);
            int[] told = new int[1];
            assertThat(sender.send(bytes, 0, 66_000, 3, (offset, length, datagrams) -> told[0] += datagrams))
                    .isEqualTo(3);
            assertThat(sender.errors()).isEqualTo(3);
            assertThat(told[0]).isEqualTo(3);
            assertThat(sender.lastError()).isNotEmpty();
        }
    }

    @Test
    void allocatesNothingForADatagramFromTheSameSourceOnceWarm() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] votes = new long[1];
        PacketHandler counting = (buffer, offset, length, datagrams) -> votes[0] += length;
        ByteBuffer bytes = ByteBuffer.allocateDirect(64);
        try (ReceiverGroup group = engine().bind(ANY_PORT, 1, BUFFER);
                DatagramSender sender = engine().connect(group.localAddress())) {
            long allocated = Long.MAX_VALUE;
            int runs = 0;
            while (allocated > NOISE_BYTES && runs < RUNS_UNTIL_WARM) {
                long before = threads.getCurrentThreadAllocatedBytes();
                exchange(group.receiver(0), sender, bytes, counting, 10_000);
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
                runs++;
            }
            assertThat(votes[0]).isEqualTo(runs * 10_000L * 64);
            assertThat(allocated)
                    .as("bytes in 10,000 rounds of 64 datagrams, after %d runs", runs)
                    .isLessThanOrEqualTo(NOISE_BYTES);
        }
    }

    private static void exchange(
            DatagramReceiver receiver, DatagramSender sender, ByteBuffer bytes, PacketHandler handler, int rounds)
            throws IOException {
        for (int i = 0; i < rounds; i++) {
            sender.send(bytes, 0, 1, 64, NOT_REFUSED);
            while (receiver.poll(handler) > 0) {
                continue;
            }
        }
    }

    private static ByteBuffer randomBytes(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return ByteBuffer.allocateDirect(size).put(bytes);
    }

    private static byte[] copy(ByteBuffer buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        buffer.clear().get(offset, bytes);
        return bytes;
    }
}
