package junretsu.numbers.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import junretsu.base.Clock;
import junretsu.base.Deadline;
import junretsu.base.DistinctErrors;
import junretsu.base.ManualClock;
import junretsu.base.Worker;
import junretsu.config.HostPort;
import junretsu.net.tcp.OverLimit;
import junretsu.net.tcp.TcpListener;
import junretsu.service.Ending;
import junretsu.service.Workers;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers with real clients and a disk that a test holds up. */
@Timeout(60)
class NumberReadersIT implements LineTaker.Server {
    private static final HostPort ANY_PORT = new HostPort("127.0.0.1", 0);

    private final ManualClock clock = new ManualClock();
    private final SlowDisk disk = new SlowDisk();
    private Workers workers;

    @Test
    void aClientIsNotIdleWhileTheDiskHoldsItsLinesUp() throws Exception {
        NumberReaders readers = readers(clock);
        workers.start();
        try (TcpListener listener = TcpListener.bind(ANY_PORT, 5, OverLimit.REFUSE, clock);
                Socket client = connect(listener, readers)) {
            Worker sweeper = listener.idleSweeper("sweeper", 1_000_000_000);
            send(client, "000000001\n");
            disk.awaitWrite();
            send(client, "000000002\n");
            clock.advanceMillis(10_000);
            assertThat(sweeper.doWork()).isZero();
            disk.release();
            Waiting.until("both numbers", () -> unique(readers) == 2);
            Waiting.until("the idle client's end", () -> {
                clock.advanceMillis(1_001);
                return disconnected(sweeper) == 1;
            });
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            Waiting.until("its place", () -> listener.connections() == 0);
        }
        assertThat(stop(readers, Deadline.in(10_000_000_000L, Clock.SYSTEM))).isZero();
    }

    @Test
    void oneDeadlineHoldsForAllReadersThatTheDiskHoldsUp() throws Exception {
        NumberReaders readers = readers(Clock.SYSTEM);
        workers.start();
        try (TcpListener listener = TcpListener.bind(ANY_PORT, 5, OverLimit.REFUSE, Clock.SYSTEM);
                Socket a = connect(listener, readers);
                Socket b = connect(listener, readers);
                Socket silent = connect(listener, readers)) {
            send(a, "000000001\n");
            send(b, "000000002\n");
            disk.awaitWrite();
            Waiting.until("the bytes of both", () -> sum(readers).bytes == 20);
            listener.close();
            assertThat(stop(readers, Deadline.in(400_000_000, Clock.SYSTEM))).isEqualTo(2);
            assertThat(sum(readers).unique).isZero();
            assertThat(listener.connections()).isEqualTo(2);
            disk.release();
            assertThat(stop(readers, Deadline.in(10_000_000_000L, Clock.SYSTEM)))
                    .isZero();
            assertThat(sum(readers).unique).isEqualTo(2);
            assertThat(listener.connections()).isZero();
        }
    }

    @Test
    void aHundredReadersThatTheDiskHoldsUpCostNoMoreTimeThanOne() throws Exception {
        NumberReaders readers = readers(Clock.SYSTEM, 100);
        workers.start();
        List<Socket> clients = new ArrayList<>();
        try (TcpListener listener = TcpListener.bind(ANY_PORT, 100, OverLimit.REFUSE, Clock.SYSTEM)) {
            for (int i = 0; i < 100; i++) {
                clients.add(connect(listener, readers));
                send(clients.get(i), String.format("%09d\n", i));
            }
            Waiting.until("the bytes of all", () -> sum(readers).bytes == 1_000);
            listener.close();
            Deadline tooLate = Deadline.in(10_000_000_000L, Clock.SYSTEM);
            assertThat(stop(readers, Deadline.in(0, Clock.SYSTEM))).isEqualTo(100);
            assertThat(tooLate.isPassed()).isFalse();
            disk.release();
            assertThat(stop(readers, Deadline.in(20_000_000_000L, Clock.SYSTEM)))
                    .isZero();
            assertThat(sum(readers).unique).isEqualTo(100);
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @Test
    void aHalfLineIsCountedAlsoWhenTheServerStops() throws Exception {
        NumberReaders readers = readers(Clock.SYSTEM);
        workers.start();
        try (TcpListener listener = TcpListener.bind(ANY_PORT, 5, OverLimit.REFUSE, Clock.SYSTEM);
                Socket client = connect(listener, readers)) {
            send(client, "000000001\n0000");
            disk.awaitWrite();
            listener.close();
            assertThat(stop(readers, Deadline.in(0, Clock.SYSTEM))).isEqualTo(1);
            disk.release();
            assertThat(stop(readers, Deadline.in(10_000_000_000L, Clock.SYSTEM)))
                    .isZero();
            assertThat(sum(readers).unfinished).isEqualTo(1);
        }
    }

    @Override
    public void terminate() {
        throw new AssertionError("nobody asked for it");
    }

    @Override
    public void fail(String reason) {
        throw new AssertionError(reason);
    }

    private NumberReaders readers(Clock clock) {
        return readers(clock, 5);
    }

    private NumberReaders readers(Clock clock, int connections) {
        NumberLog log = new NumberLog(Path.of("slow"), disk, disk, 0, LogWrites.BATCH, clock);
        workers = new Workers(new DistinctErrors(System.err::println, clock), new Ending());
        NumberSet set = new NumberSet();
        return new NumberReaders(
                connections, bytesMax -> new LineTaker(bytesMax, set, log, new LineParser(false, true), this), workers);
    }

    private static Socket connect(TcpListener listener, NumberReaders readers) throws Exception {
        Socket client =
                new Socket(listener.address().getAddress(), listener.address().getPort());
        client.setSoTimeout(10_000);
        listener.acceptor("acceptor", readers::serve).doWork();
        return client;
    }

    /** Their clients have been disconnected. */
    private static int stop(NumberReaders readers, Deadline deadline) {
        return readers.stop(deadline, () -> {});
    }

    private static void send(Socket client, String lines) throws IOException {
        client.getOutputStream().write(lines.getBytes(StandardCharsets.US_ASCII));
    }

    private static int disconnected(Worker sweeper) {
        try {
            return sweeper.doWork();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static NumberTotals.Sum sum(NumberReaders readers) {
        NumberTotals.Sum sum = new NumberTotals.Sum();
        readers.addTo(sum);
        return sum;
    }

    private static long unique(NumberReaders readers) {
        return sum(readers).unique;
    }
}
