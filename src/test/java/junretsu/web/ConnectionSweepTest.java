package junretsu.web;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;

class ConnectionSweepTest {

    @Test
    void goesOnAfterAnErrorAlsoWhenItCannotBeRecorded() {
        AtomicInteger rounds = new AtomicInteger();
        Set<WebConnection> open = new HashSet<>() {
            private static final long serialVersionUID = 1;

            @Override
            public void forEach(Consumer<? super WebConnection> action) {
                rounds.incrementAndGet();
                throw new OutOfMemoryError("on purpose");
            }
        };
        ConnectionSweep sweep = new ConnectionSweep(
                open,
                LiveServer.limits(1),
                () -> {
                    throw new IllegalStateException("on purpose");
                },
                (where, cause) -> {
                    throw new OutOfMemoryError("again");
                });
        sweep.start();
        try {
            Waiting.until("three rounds", () -> rounds.get() >= 3);
        } finally {
            sweep.stop();
        }
    }
}
