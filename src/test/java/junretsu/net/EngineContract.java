package junretsu.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine must do, over real sockets. A test class for each engine extends this. */
public abstract class EngineContract {
    private static final int BUFFER = 4 << 20;

    protected abstract DatagramEngine engine();

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void carriesDatagramsOfEverySizeUnchanged(String host) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (ReceiverGroup group = engine().bind(new InetSocketAddress(host, 0), 1, BUFFER);
                DatagramSender sender = engine().connect(group.localAddress())) {
            for (int size : new int[] {1, 2, 7, 8, 127, 128, 1472, 1473, 9000, 65_507}) {
                ByteBuffer bytes = randomBytes(random, size);
                assertThat(sender.send(bytes, 0, size, 1))
                        .as("size %d, seed %d", size, seed)
                        .isEqualTo(1);

                List<byte[]> received = receive(group, 1);

                assertThat(received).as("size %d, seed %d", size, seed).hasSize(1);
                assertThat(received.get(0)).isEqualTo(copy(bytes, 0, size));
            }
        }
    }

    @Test
    void receivesAnEmptyDatagram() throws Exception {
        try (ReceiverGroup group = engine().bind(new InetSocketAddress("127.0.0.1", 0), 1, BUFFER);
                DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(new byte[0], 0, group.localAddress()));

            assertThat(receive(group, 1)).containsExactly(new byte[0]);
        }
    }

    @Test
    void sendsConsecutiveDatagramsInOrder() throws Exception {
        ByteBuffer bytes = randomBytes(new Random(1), 300);
        try (ReceiverGroup group = engine().bind(new InetSocketAddress("127.0.0.1", 0), 1, BUFFER);
                DatagramSender sender = engine().connect(group.localAddress())) {
            assertThat(sender.send(bytes, 20, 2, 140)).isEqualTo(140);

            List<byte[]> received = receive(group, 140);

            for (int i = 0; i < 140; i++) {
                assertThat(received.get(i)).isEqualTo(copy(bytes, 20 + 2 * i, 2));
            }
        }
    }

    @Test
    void reachesADualStackSocketOverBothFamilies() throws Exception {
        try (ReceiverGroup group = engine().bind(new InetSocketAddress(0), 1, BUFFER)) {
            int port = group.localAddress().getPort();
            for (String host : new String[] {"127.0.0.1", "::1"}) {
                try (DatagramSender sender = engine().connect(new InetSocketAddress(host, port))) {
                    sender.send(ByteBuffer.allocateDirect(1), 0, 1, 1);
                }
                assertThat(receive(group, 1)).as(host).hasSize(1);
            }
            group.kernelDrops(new long[1]);
        }
    }

    @Test
    void sharesOneAddressAmongItsReceivers() throws Exception {
        int receivers = 4;
        int senders = 64;
        try (ReceiverGroup group = engine().bind(new InetSocketAddress("127.0.0.1", 0), receivers, BUFFER)) {
            for (int i = 0; i < senders; i++) {
                try (DatagramSender sender = engine().connect(group.localAddress())) {
                    sender.send(ByteBuffer.allocateDirect(10), 0, 1, 10);
                }
            }
            int[] counts = new int[receivers];
            for (int i = 0; i < receivers; i++) {
                int receiver = i;
                while (group.receiver(i).poll((buffer, offset, length, datagrams) -> counts[receiver] += datagrams)
                        > 0) {
                    continue;
                }
            }
            assertThat(java.util.Arrays.stream(counts).sum()).isEqualTo(10 * senders);
            assertThat(counts).as("64 flows over 4 sockets").doesNotContain(0);
        }
    }

    @Test
    void refusesAnAddressThatAnotherGroupShares() throws Exception {
        try (ReceiverGroup group = engine().bind(new InetSocketAddress("127.0.0.1", 0), 2, BUFFER)) {
            assertThatThrownBy(() -> engine().bind(group.localAddress(), 2, BUFFER))
                    .isInstanceOf(BindException.class);
        }
    }

    @Test
    void tellsExactlyWhatTheKernelDroppedAlsoInSeveralSockets() throws Exception {
        int sent = 0;
        try (ReceiverGroup group = engine().bind(new InetSocketAddress("127.0.0.1", 0), 2, 1)) {
            for (int i = 0; i < 32; i++) {
                try (DatagramSender sender = engine().connect(group.localAddress())) {
                    sent += sender.send(ByteBuffer.allocateDirect(100), 0, 1, 100);
                }
            }
            int received = drain(group);
            long[] drops = new long[2];
            group.kernelDrops(drops);

            assertThat(drops[0] + drops[1]).isPositive().isEqualTo(sent - received);
        }
    }

    @Test
    void queuesNextToNothingOnceItRefusesFurther() throws Exception {
        try (ReceiverGroup group = engine().bind(new InetSocketAddress("127.0.0.1", 0), 1, BUFFER);
                DatagramSender sender = engine().connect(group.localAddress())) {
            ByteBuffer bytes = ByteBuffer.allocateDirect(500);
            sender.send(bytes, 0, 1, 500);
            group.refuseFurther();
            sender.send(bytes, 0, 1, 500);

            int received = drain(group);
            long[] drops = new long[1];
            group.kernelDrops(drops);

            assertThat(received).isEqualTo(500);
            assertThat(drops[0]).isEqualTo(500);
        }
    }

    @Test
    void countsRefusedSendsWhereNothingListens() throws Exception {
        InetSocketAddress gone;
        try (ReceiverGroup group = engine().bind(new InetSocketAddress("127.0.0.1", 0), 1, BUFFER)) {
            gone = group.localAddress();
        }
        try (DatagramSender sender = engine().connect(gone)) {
            ByteBuffer bytes = ByteBuffer.allocateDirect(1);
            int taken = 0;
            for (int i = 0; i < 10; i++) {
                taken += sender.send(bytes, 0, 1, 1);
            }
            assertThat(sender.refused()).isPositive().isEqualTo(10 - taken);
            assertThat(sender.errors()).isZero();
        }
    }

    @Test
    void countsOtherFailuresAndSaysWhich() throws Exception {
        try (ReceiverGroup group = engine().bind(new InetSocketAddress("127.0.0.1", 0), 1, BUFFER);
                DatagramSender sender = engine().connect(group.localAddress())) {
            assertThat(sender.send(ByteBuffer.allocateDirect(66_000), 0, 66_000, 1))
                    .isZero();
            assertThat(sender.errors()).isEqualTo(1);
            assertThat(sender.lastError()).isNotEmpty();
        }
    }

    @Test
    void allocatesNothingForADatagramFromTheSameSourceOnceWarm() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] votes = new long[1];
        PacketHandler counting = (buffer, offset, length, datagrams) -> votes[0] += length;
        ByteBuffer bytes = ByteBuffer.allocateDirect(64);
        try (ReceiverGroup group = engine().bind(new InetSocketAddress("127.0.0.1", 0), 1, BUFFER);
                DatagramSender sender = engine().connect(group.localAddress())) {
            exchange(group.receiver(0), sender, bytes, counting, 20_000);
            long before = threads.getCurrentThreadAllocatedBytes();
            long overhead = threads.getCurrentThreadAllocatedBytes() - before;

            before = threads.getCurrentThreadAllocatedBytes();
            exchange(group.receiver(0), sender, bytes, counting, 20_000);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before - overhead;

            assertThat(votes[0]).isEqualTo(2 * 20_000 * 64);
            assertThat(allocated)
                    .as("bytes for 1,280,000 datagrams, compiler noise allowed")
                    .isLessThan(100_000);
        }
    }

    @Test
    void leavesNoDescriptorOpen() throws Exception {
        long before = openDescriptors();
        for (int i = 0; i < 200; i++) {
            ReceiverGroup group = engine().bind(new InetSocketAddress("127.0.0.1", 0), 2, BUFFER);
            engine().connect(group.localAddress()).close();
            group.close();
        }
        assertThat(openDescriptors()).isLessThan(before + 50);
    }

    private static void exchange(
            DatagramReceiver receiver, DatagramSender sender, ByteBuffer bytes, PacketHandler handler, int rounds)
            throws IOException {
        for (int i = 0; i < rounds; i++) {
            sender.send(bytes, 0, 1, 64);
            while (receiver.poll(handler) > 0) {
                continue;
            }
        }
    }

    private static int drain(ReceiverGroup group) throws IOException {
        int[] received = new int[1];
        for (int i = 0; i < group.size(); i++) {
            while (group.receiver(i).poll((buffer, offset, length, datagrams) -> received[0] += datagrams) > 0) {
                continue;
            }
        }
        return received[0];
    }

    private static List<byte[]> receive(ReceiverGroup group, int datagrams) throws IOException {
        List<byte[]> received = new ArrayList<>();
        long deadline = System.nanoTime() + 5_000_000_000L;
        while (received.size() < datagrams && System.nanoTime() < deadline) {
            group.receiver(0).poll((buffer, offset, length, count) -> received.add(copy(buffer, offset, length)));
        }
        return received;
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

    private static long openDescriptors() throws IOException {
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.count();
        }
    }
}
