package junretsu.votes.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.WorkerThread;
import junretsu.net.http.HttpCalls;
import junretsu.testing.RefusedPort;
import junretsu.testing.SocketServer;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;

/** Questions to a users server whose name changes its address. */
class CrowdAccountsIT {
    private static final URI USERS = URI.create("http://users.invalid:7081");

    /** The username, {@code ""} for a stranger, or the cause of a failure. */
    private static Object find(CrowdAccounts accounts, String token) {
        BlockingQueue<Object> outcome = new LinkedBlockingQueue<>();
        accounts.find(token, new CrowdAccounts.Taker() {
            @Override
            public void known(String username) {
                outcome.add(username);
            }

            @Override
            public void stranger() {
                outcome.add("");
            }

            @Override
            public void unknown(Throwable cause) {
                outcome.add(cause);
            }
        });
        try {
            return outcome.poll(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(Socket client) throws java.io.IOException {
        InputStream in = client.getInputStream();
        byte[] request = new byte[4_096];
        int length = 0;
        while (!new String(request, 0, length, StandardCharsets.UTF_8).endsWith("}")) {
            length += in.read(request, length, request.length - length);
        }
        client.getOutputStream()
                .write("HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n{\"username\":\"ann\"}"
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private static void requireFoundAfterFailure(Supplier<InetSocketAddress> first) throws Exception {
        AtomicInteger looks = new AtomicInteger();
        HttpCalls calls = new HttpCalls("calls", TimeUnit.SECONDS.toNanos(30), Clock.SYSTEM);
        try (SocketServer server = new SocketServer("users", CrowdAccountsIT::answer);
                WorkerThread thread =
                        new WorkerThread(calls, IdlePolicy.none(), new DistinctErrors(line -> {}, Clock.SYSTEM))) {
            thread.start();
            InetSocketAddress second = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
            Supplier<InetSocketAddress> lookUp = () -> looks.getAndIncrement() == 0 ? first.get() : second;
            CrowdAccounts accounts = new CrowdAccounts(USERS, calls, 10, Clock.SYSTEM, lookUp);
            assertThat(looks.get()).isEqualTo(1);
            assertThat(find(accounts, "token")).isInstanceOf(ConnectException.class);
            Waiting.until(
                    "the second address", 20_000, () -> find(accounts, "token").equals("ann"));
            assertThat(find(accounts, "another")).isEqualTo("ann");
            assertThat(looks.get()).as("only after a failure").isEqualTo(2);
        }
    }

    @Test
    void aServerWhoseNameHadNoAddressAtTheStartIsFoundOnceItHasOne() throws Exception {
        requireFoundAfterFailure(() -> InetSocketAddress.createUnresolved("users.invalid", 7081));
    }

    @Test
    void aServerThatComesBackUnderAnotherAddressIsFoundThere() throws Exception {
        try (RefusedPort away = new RefusedPort()) {
            requireFoundAfterFailure(() -> new InetSocketAddress(InetAddress.getLoopbackAddress(), away.port()));
        }
    }
}
