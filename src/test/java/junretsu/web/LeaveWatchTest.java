package junretsu.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

final class LeaveWatchTest {
    private static final class FailingEndPoint extends ByteArrayEndPoint {
        @Override
        protected void needsFillInterest() throws IOException {
            throw new IOException("on purpose");
        }
    }

    private final WebConnection connection =
            (WebConnection) WebConnection.factory(new HttpConfiguration(), new HashSet<>(), Runnable::run)
                    .newConnection(new ServerConnector(new Server()), new FailingEndPoint());

    private final Request request = (Request) Proxy.newProxyInstance(
            LeaveWatchTest.class.getClassLoader(), new Class<?>[] {Request.class}, (proxy, method, arguments) -> {
                return switch (method.getName()) {
                    case "getConnectionMetaData" -> connection;
                    case "getHeaders" -> HttpFields.EMPTY;
                    case "getLength" -> 0L;
                    default -> throw new AssertionError(method);
                };
            });

    @Test
    void anEndPointThatFailsWhileTheWatchBeginsIsLeftAndWatchedNoMore() {
        AtomicInteger left = new AtomicInteger();
        LeaveWatch watch = new LeaveWatch(connection);
        watch.begin(new Exchange(request, null, Callback.NOOP, null), left::incrementAndGet);
        assertThat(left).hasValue(1);
        assertThat(watch.keeps(Callback.NOOP)).isFalse();
        assertThat(watch.isAlone()).isFalse();
    }
}
