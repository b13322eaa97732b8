package junretsu.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import junretsu.testing.DescriptorLimit;
import org.junit.jupiter.api.Test;

/** What every engine must do when it binds and when it closes: nobody else's datagrams, nothing left open, nothing used after. */
abstract class EngineLifetimeContract {
    static final int BUFFER = 4 << 20;

    static final InetSocketAddress ANY_PORT = new InetSocketAddress("127.0.0.1", 0);

    static final RefusalHandler NOT_REFUSED = (offset, bytes, datagrams) -> {
        throw new AssertionError(datagrams + " datagrams were refused");
    };

    protected abstract DatagramEngine engine() throws Exception;

    @Test
    void refusesAnAddressThatAnotherGroupShares() throws Exception {
        try (ReceiverGroup group = engine().bind(ANY_PORT, 2, BUFFER)) {
            assertThatThrownBy(() -> engine().bind(group.localAddress(), 2, BUFFER))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("Address already in use");
        }
    }

    @Test
    void givesTheAddressToOneOfTwoGroupsThatBindAtTheSameMoment() throws Exception {
        DatagramEngine engine = engine();
        for (int i = 0; i < 300; i++) {
            InetSocketAddress address = freeAddress(engine);
            CyclicBarrier start = new CyclicBarrier(2);
            List<ReceiverGroup> bound = Collections.synchronizedList(new ArrayList<>());
            Thread rival = new Thread(() -> bindInto(bound, engine, address, start));
            rival.start();
            bindInto(bound, engine, address, start);
            rival.join();
            for (ReceiverGroup group : bound) {
                group.close();
            }
            assertThat(bound).as("groups that have %s, try %d", address, i).hasSize(1);
        }
    }

    private static InetSocketAddress freeAddress(DatagramEngine engine) throws IOException {
        try (ReceiverGroup group = engine.bind(ANY_PORT, 1, BUFFER)) {
            return group.localAddress();
        }
    }

    private static void bindInto(
            List<ReceiverGroup> bound, DatagramEngine engine, InetSocketAddress address, CyclicBarrier start) {
        try {
            start.await();
            bound.add(engine.bind(address, 2, BUFFER));
        } catch (BindException e) {
            // The other one has it.
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void refusesToBindRatherThanBeDeafWhereDescriptorsRunOut() throws Exception {
        DatagramEngine engine = engine();
        engine.bind(ANY_PORT, 2, BUFFER).close();
        long before = DescriptorLimit.open();
        for (int room = 0; room < 16; room++) {
            try (DescriptorLimit limit = new DescriptorLimit(room);
                    ReceiverGroup group = engine.bind(ANY_PORT, 8, BUFFER)) {
                pollAll(group);
            } catch (IOException e) {
                assertThat(e).as("room for %d", room).hasMessageContaining("Too many open files");
            }
            assertThat(DescriptorLimit.open()).as("room for %d", room).isEqualTo(before);
        }
    }

    /** What has been bound can be polled, so that nothing fails here. */
    private static void pollAll(ReceiverGroup group) {
        try {
            for (int i = 0; i < group.size(); i++) {
                assertThat(group.receiver(i).poll((buffer, offset, length, datagrams) -> {}))
                        .isZero();
            }
        } catch (IOException e) {
            throw new AssertionError("a receiver that was bound is deaf", e);
        }
    }

    @Test
    void reachesNoDescriptorThatWasReusedAfterItsClosing() throws Exception {
        ReceiverGroup closed = engine().bind(ANY_PORT, 2, BUFFER);
        closed.close();
        try (ReceiverGroup group = engine().bind(ANY_PORT, 2, BUFFER);
                DatagramSender sender = engine().connect(group.localAddress())) {
            assertThatThrownBy(closed::refuseFurther).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> closed.receiver(0).poll((buffer, offset, length, datagrams) -> {}))
                    .isInstanceOf(ClosedChannelException.class);
            sender.send(ByteBuffer.allocateDirect(300 * 100), 0, 300, 100, NOT_REFUSED);

            assertThat(new Arrivals().drain(group).bytes.size()).isEqualTo(300 * 100);
        }
        closed.close();
    }

    @Test
    void sendsNothingOnceClosed() throws Exception {
        ByteBuffer bytes = ByteBuffer.allocateDirect(1_000);
        try (ReceiverGroup group = engine().bind(ANY_PORT, 1, BUFFER)) {
            DatagramSender closed = engine().connect(group.localAddress());
            closed.send(bytes, 0, 1, 1_000, NOT_REFUSED);
            closed.close();
            closed.close();
            try (DatagramSender other = engine().connect(group.localAddress())) {
                assertThatThrownBy(() -> closed.send(bytes, 0, 1, 1_000, NOT_REFUSED))
                        .isInstanceOf(IllegalStateException.class);
                assertThat(other.errors()).isZero();
            }
            assertThat(new Arrivals().drain(group).bytes.size()).isEqualTo(1_000);
        }
    }

    @Test
    void leavesNoDescriptorOpenWhenClosedWhilePolled() throws Exception {
        long before = DescriptorLimit.open();
        for (int i = 0; i < 1_000; i++) {
            ReceiverGroup group = engine().bind(ANY_PORT, 1, BUFFER);
            engine().connect(group.localAddress()).close();
            Thread poller = new Thread(() -> pollUntilClosed(group.receiver(0)));
            poller.start();
            if (i % 2 == 0) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
            group.close();
            poller.join();
        }
        assertThat(DescriptorLimit.open()).isLessThan(before + 50);
    }

    private static void pollUntilClosed(DatagramReceiver receiver) {
        try {
            while (true) {
                receiver.poll((buffer, offset, length, datagrams) -> {});
            }
        } catch (IOException e) {
            // Closed: the end that is waited for.
        }
    }
}
