package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import junretsu.testing.FrontClient;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that a front takes and whose lines its back end would not. */
class UsersFrontLongIT {
    private static final String PASSWORD = "a long enough password";
    private static final String ESCAPED = "<".repeat(4_000);
    private static final int ROUNDS = 50;

    @TempDir
    Path data;

    @Test
    void aStrangersLongRequestsCostNobodyAnAnswer() throws Exception {
        try (JunretsuProcess back = JunretsuProcess.serveUsers(Setup.newest(), data, "--hash-memory=1MiB");
                JunretsuProcess front = front("127.0.0.1:" + back.tcpPort())) {
            FrontClient ann = new FrontClient(front);
            ann.done("POST", "/api/register", "username", "ann", "password", PASSWORD);
            AtomicInteger rounds = new AtomicInteger();
            AtomicBoolean isOver = new AtomicBoolean();
            CompletableFuture<Void> stranger = CompletableFuture.runAsync(() -> {
                while (!isOver.get()) {
                    disturb(front);
                    rounds.incrementAndGet();
                }
            });
            try {
                Waiting.until("rounds", () -> {
                    assertThat(ann.ask("GET", "/api/me").statusCode()).isEqualTo(200);
                    return rounds.get() >= ROUNDS || stranger.isDone();
                });
            } finally {
                isOver.set(true);
            }
            stranger.join();
        }
    }

    private static void disturb(JunretsuProcess front) {
        String cookies = "session=" + "<".repeat(3_700) + "; device=" + "<".repeat(3_700);
        FrontClient stranger = new FrontClient(front).with("Cookie", cookies);
        assertThat(stranger.ask("POST", "/api/me/totp/codes", "password", ESCAPED, "code", "1")
                        .statusCode())
                .isEqualTo(401);
        assertThat(stranger.ask("PUT", "/api/me/nickname", "nickname", ESCAPED).statusCode())
                .isIn(400, 401);
        assertThat(stranger.ask("GET", "/api/me").statusCode()).isEqualTo(401);
    }

    private static JunretsuProcess front(String backEnd) {
        JunretsuProcess front = JunretsuProcess.start(
                Setup.newest(), "serve", "users", "--role", "front", "--backend", backEnd, "--http", "127.0.0.1:0");
        front.awaitReady();
        return front;
    }
}
