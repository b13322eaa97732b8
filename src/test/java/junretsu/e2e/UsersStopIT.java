package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a users server, in one process and as a front, with clients that hold it up. */
class UsersStopIT {
    private static final int LIMIT_MS = 20_000;

    @TempDir
    Path data;

    /** Sends a request without its body, of which the server has begun to wait for the body. */
    private static Socket stalled(JunretsuProcess server) throws Exception {
        Socket socket = new Socket("127.0.0.1", URI.create(server.http()).getPort());
        socket.setSoTimeout(LIMIT_MS);
        socket.getOutputStream()
                .write(("POST /api/login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                                + "Content-Length: 30\r\nExpect: 100-continue\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        return socket;
    }

    private static void assertEndsWell(JunretsuProcess server) throws Exception {
        try (Socket socket = stalled(server)) {
            assertThat(server.terminate()).as(server.stderr()).isZero();
        }
    }

    @Test
    void aClientThatStallsMakesNoStopFail() throws Exception {
        try (JunretsuProcess back =
                        JunretsuProcess.serveUsers(Setup.newest(), data, "--drain", "1s", "--hash-memory=1MiB");
                JunretsuProcess front = JunretsuProcess.start(
                        Setup.newest(),
                        "serve",
                        "users",
                        "--role",
                        "front",
                        "--backend",
                        "127.0.0.1:" + back.tcpPort(),
                        "--drain",
                        "1s",
                        "--http",
                        "127.0.0.1:0")) {
            front.awaitReady();
            assertEndsWell(front);
            assertEndsWell(back);
        }
    }
}
