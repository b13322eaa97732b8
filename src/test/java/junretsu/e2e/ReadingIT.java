package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import junretsu.testing.VoteSender;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a server shows over HTTP. */
class ReadingIT {
    private static final Set<String> FIELDS = Set.of(
            "event",
            "total",
            "rate",
            "stage",
            "late",
            "crowd",
            "buttons",
            "datagrams",
            "packets",
            "rejected",
            "limited",
            "empty",
            "dropped",
            "uptime_s",
            "milestones",
            "store",
            "engine",
            "threads");

    private static final List<String> API = List.of(
            "/api",
            "/api/counts",
            "/api/desk",
            "/api/desk/session",
            "/api/labels",
            "/api/rounds",
            "/api/rounds.csv",
            "/api/series",
            "/api/stage",
            "/api/stage/journal",
            "/api/stream");

    @TempDir
    Path data;

    @ParameterizedTest
    @MethodSource("junretsu.testing.Setup#javas")
    void showsTheFieldsOfTheContractAndNoOthers(Setup setup) {
        try (JunretsuProcess server = JunretsuProcess.serve(setup, data, "--event", "song-1")) {
            assertThat(server.counts().keySet()).isEqualTo(FIELDS);
            assertThat(server.counts().get("event")).isEqualTo("song-1");
            assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
            Waiting.until("ready", () -> server.get("/readyz").statusCode() == 200);
            assertThat(server.get("/nothing").statusCode()).isEqualTo(404);
            Map<?, ?> api = JsonReader.readObject(server.get("/api").body());
            assertThat(((Map<?, ?>) api.get("paths")).keySet()).asString().isEqualTo(API.toString());
            server.requireQuiet();
        }
    }

    @ParameterizedTest
    @MethodSource("junretsu.testing.Setup#javas")
    void streamsTheCountsAsTheyGrow(Setup setup) throws Exception {
        try (JunretsuProcess server = JunretsuProcess.serve(setup, data);
                VoteSender sender = VoteSender.to(server)) {
            URI http = URI.create(server.http());
            try (Socket socket = new Socket(http.getHost(), http.getPort())) {
                socket.setSoTimeout(5_000);
                socket.getOutputStream()
                        .write("GET /api/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                sender.sendPaced(new Random(1), 20);
                long seen = -1;
                for (String line = lines.readLine(); seen < sender.sent(); line = lines.readLine()) {
                    if (line.startsWith("data: ")) {
                        long total =
                                (Long) JsonReader.readObject(line.substring(6)).get("total");
                        assertThat(total).isGreaterThanOrEqualTo(seen);
                        seen = total;
                    }
                }
                assertThat(seen).isEqualTo(sender.sent());
            }
        }
    }

    @Test
    void exportsMetricsThatEachHaveTheirHelpAndType() {
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), data)) {
            Set<String> helped = new HashSet<>();
            Set<String> typed = new HashSet<>();
            for (String line : server.get("/metrics").body().split("\n")) {
                if (line.startsWith("# HELP ")) {
                    helped.add(line.split(" ")[2]);
                } else if (line.startsWith("# TYPE ")) {
                    typed.add(line.split(" ")[2]);
                } else {
                    String family = line.split("[{ ]")[0].replaceAll("_(bucket|sum|count)$", "");
                    assertThat(typed).as(line).contains(family);
                    assertThat(line)
                            .matches(
                                    "(junretsu|process|jvm)_\\w+(\\{(\\w+=\"[^\"]*\",?)+})? [-+.0-9eE]+|.*le=\"\\+Inf\".*");
                }
            }
            assertThat(helped).isEqualTo(typed).hasSizeGreaterThan(10);
        }
    }

    @Test
    void showsNothingWhenHttpIsOff() {
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), data, "--http", "off")) {
            assertThat(server.stdout()).contains(", http off, ");
            assertThat(server.terminate()).isZero();
        }
    }
}
