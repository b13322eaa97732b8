package junretsu.net.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.ManualClock;
import junretsu.base.Worker;
import junretsu.base.WorkerThread;
import junretsu.config.HostPort;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real clients over loopback; the workers are stepped by hand but where a test says otherwise. */
@Timeout(60)
class TcpListenerIT {
    private static final HostPort ANY_PORT = new HostPort("127.0.0.1", 0);

    private final ManualClock clock = new ManualClock();
    private final BlockingQueue<TcpConnection> served = new LinkedBlockingQueue<>();

    @Test
    void refusesAClientTooManyOnceItWasHeldForNothing() throws Exception {
        try (TcpListener listener = TcpListener.bind(ANY_PORT, 2, OverLimit.REFUSE, clock)) {
            Worker acceptor = listener.acceptor("acceptor", served::add);
            try (Socket first = connect(listener);
                    Socket second = connect(listener);
                    Socket third = connect(listener)) {
                for (int i = 0; i < 3; i++) {
                    assertThat(acceptor.doWork()).isEqualTo(1);
                }
                assertCounts(listener, 2, 0, 2);
                clock.advanceMillis(250);
                assertThat(acceptor.doWork()).isEqualTo(1);
                assertCounts(listener, 2, 1, 2);
                assertThat(third.getInputStream().read()).isEqualTo(-1);
                served.remove().close();
                assertThat(first.getInputStream().read()).isEqualTo(-1);
                assertCounts(listener, 2, 1, 1);
                try (Socket fourth = connect(listener)) {
                    acceptor.doWork();
                    assertCounts(listener, 3, 1, 2);
                }
            }
        }
    }

    @Test
    void aClientThatIsHeldGetsThePlaceThatBecomesFreeBeforeOneThatComesLater() throws Exception {
        try (TcpListener listener = TcpListener.bind(ANY_PORT, 1, OverLimit.REFUSE, clock)) {
            Worker acceptor = listener.acceptor("acceptor", served::add);
            try (Socket first = connect(listener);
                    Socket held = connect(listener)) {
                acceptor.doWork();
                acceptor.doWork();
                held.getOutputStream().write('x');
                clock.advanceMillis(249);
                try (Socket later = connect(listener)) {
                    acceptor.doWork();
                    served.remove().close();
                    assertThat(acceptor.doWork()).isEqualTo(1);
                    assertThat(served.remove().read(ByteBuffer.allocate(10))).isEqualTo(1);
                    assertCounts(listener, 2, 0, 1);
                    acceptor.onClose();
                    assertThat(later.getInputStream().read()).isEqualTo(-1);
                    assertCounts(listener, 2, 1, 1);
                }
            }
        }
    }

    /** Time stands still, so nobody is refused: each place that is given back must reach the acceptor by itself. */
    @Test
    void aClientThatComesBackAtOnceIsNeverRefused() throws Exception {
        try (TcpListener listener = TcpListener.bind(ANY_PORT, 1, OverLimit.REFUSE, clock);
                WorkerThread acceptor = run(listener.acceptor("acceptor", served::add))) {
            for (int i = 0; i < 1_000; i++) {
                connect(listener).close();
                if (i % 2 == 1) {
                    served.take().close();
                    served.take().close();
                }
            }
            assertCounts(listener, 1_000, 0, 0);
            listener.close();
            acceptor.stop();
        }
    }

    @Test
    void letsAClientTooManyWaitAndHoldsNoPlaceForNobody() throws Exception {
        try (TcpListener listener = TcpListener.bind(ANY_PORT, 1, OverLimit.WAIT, clock);
                WorkerThread acceptor = run(listener.acceptor("acceptor", served::add))) {
            Waiting.sleep(50);
            assertCounts(listener, 0, 0, 0);
            try (Socket first = connect(listener);
                    Socket second = connect(listener)) {
                second.getOutputStream().write('x');
                TcpConnection one = served.take();
                assertThat(served.poll(150, TimeUnit.MILLISECONDS)).isNull();
                assertCounts(listener, 1, 0, 1);
                one.close();
                one.close();
                TcpConnection two = served.take();
                assertThat(two.read(ByteBuffer.allocate(10))).isEqualTo(1);
                assertCounts(listener, 2, 0, 1);
                two.close();
                assertCounts(listener, 2, 0, 0);
            }
            listener.close();
            acceptor.stop();
        }
    }

    @Test
    void disconnectsAClientForWhomReadHasWaitedTooLongAndNoOther() throws Exception {
        try (TcpListener listener = TcpListener.bind(ANY_PORT, 2, OverLimit.REFUSE, clock);
                Socket client = connect(listener)) {
            Worker sweeper = listener.idleSweeper("sweeper", 1_000_000_000);
            listener.acceptor("acceptor", served::add).doWork();
            TcpConnection connection = served.remove();
            clock.advanceMillis(5_000);
            assertThat(sweeper.doWork()).as("not read from yet").isZero();
            client.getOutputStream().write('x');
            assertThat(connection.read(ByteBuffer.allocate(10))).isEqualTo(1);
            clock.advanceMillis(5_000);
            assertThat(sweeper.doWork()).as("the server is busy").isZero();
            BlockingQueue<Integer> result = new LinkedBlockingQueue<>();
            new Thread(() -> result.add(connection.read(ByteBuffer.allocate(10)))).start();
            Waiting.until("the read", () -> connection.isWaitingSince(clock.nanoTime() + 2));
            clock.advanceMillis(999);
            assertThat(sweeper.doWork()).as("not so long").isZero();
            clock.advanceMillis(2);
            assertThat(sweeper.doWork()).isEqualTo(1);
            assertThat(result.take()).isEqualTo(-1);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertCounts(listener, 1, 0, 1);
            connection.close();
            assertCounts(listener, 1, 0, 0);
        }
    }

    @Test
    void itsEndDisconnectsEachClientAlsoOneThatNobodyServesYet() throws Exception {
        try (TcpListener listener = TcpListener.bind(ANY_PORT, 2, OverLimit.REFUSE, clock);
                Socket client = connect(listener);
                Socket other = connect(listener)) {
            Worker acceptor = listener.acceptor("acceptor", served::add);
            acceptor.doWork();
            acceptor.doWork();
            BlockingQueue<Integer> result = new LinkedBlockingQueue<>();
            TcpConnection read = served.remove();
            new Thread(() -> result.add(read.read(ByteBuffer.allocate(10)))).start();
            Waiting.until("the read", () -> read.isWaitingSince(clock.nanoTime() + 2));
            listener.close();
            assertThat(result.take()).isEqualTo(-1);
            assertThat(served.remove().read(ByteBuffer.allocate(10))).isEqualTo(-1);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(other.getInputStream().read()).isEqualTo(-1);
            assertThat(acceptor.doWork()).isZero();
        }
    }

    /** The end comes while clients are accepted; each one that got through must find itself disconnected, or its reader would wait. */
    @ParameterizedTest
    @EnumSource(OverLimit.class)
    void noClientIsLeftBehindWhenTheEndComesWhileItIsAccepted(OverLimit overLimit) throws Exception {
        for (int round = 0; round < 300; round++) {
            try (TcpListener listener = TcpListener.bind(ANY_PORT, 4, overLimit, Clock.SYSTEM);
                    WorkerThread acceptor = run(listener.acceptor("acceptor", served::add));
                    Socket client = connect(listener);
                    Socket other = connect(listener)) {
                spin(round * 1_000L);
                listener.close();
                acceptor.close();
                for (TcpConnection connection = served.poll(); connection != null; connection = served.poll()) {
                    assertThat(connection.read(ByteBuffer.allocate(10))).isEqualTo(-1);
                    connection.close();
                }
                assertThat(listener.connections()).isZero();
            }
        }
    }

    @Test
    void aPortInUseAndAHostWithoutAnAddressAreErrorsAndLeakNothing() throws Exception {
        try (TcpListener listener = TcpListener.bind(ANY_PORT, 1, OverLimit.REFUSE, clock)) {
            HostPort same = new HostPort("127.0.0.1", listener.address().getPort());
            assertThatThrownBy(() -> TcpListener.bind(same, 1, OverLimit.REFUSE, clock))
                    .isInstanceOf(BindException.class);
            listener.close();
            TcpListener.bind(same, 1, OverLimit.REFUSE, clock).close();
        }
        assertThatThrownBy(() -> TcpListener.bind(new HostPort("no.such.host.invalid", 0), 1, OverLimit.WAIT, clock))
                .isInstanceOf(IOException.class);
    }

    private static void assertCounts(TcpListener listener, long accepted, long refused, int connections) {
        assertThat(listener.accepted()).as("accepted").isEqualTo(accepted);
        assertThat(listener.refused()).as("refused").isEqualTo(refused);
        assertThat(listener.connections()).as("connections").isEqualTo(connections);
    }

    private static WorkerThread run(Worker worker) {
        return new WorkerThread(worker, IdlePolicy.none(), new DistinctErrors(System.err::println, Clock.SYSTEM))
                .start();
    }

    private static void spin(long nanos) {
        long until = System.nanoTime() + nanos;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }

    private static Socket connect(TcpListener listener) throws IOException {
        Socket socket =
                new Socket(listener.address().getAddress(), listener.address().getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }
}
