package junretsu.items.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.service.Surroundings;
import junretsu.testing.FlagSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that name tenants of others. */
class ItemsKeysIT {
    private static final int TENANTS_MAX = 10;

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private String url;

    private HttpResponse<String> post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer key-of-acme-1")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    @Test
    void aTenantThatTheKeyDoesNotCoverTakesNoPlace() throws Exception {
        Path keys = directory.resolve("keys");
        Files.writeString(keys, "key-of-acme-1 acme\n");
        ItemsServer server = ItemsServer.start(
                ItemsConfig.from(FlagSettings.of(
                        "http",
                        "127.0.0.1:0",
                        "data",
                        directory.resolve("data").toString(),
                        "keys",
                        keys.toString(),
                        "tenants-max",
                        String.valueOf(TENANTS_MAX))),
                null,
                new Surroundings("0", line -> {}, new DistinctErrors(line -> {}, Clock.SYSTEM), Clock.SYSTEM));
        try {
            url = server.ready().replaceAll("(?s).*(http://[0-9.:]+).*", "$1");
            String others = IntStream.range(0, TENANTS_MAX)
                    .mapToObj(i -> "{\"id\":\"a\",\"tenant\":\"other-" + i + "\"}")
                    .collect(Collectors.joining(",", "[", "]"));
            assertThat(post("/items", others).statusCode()).isEqualTo(403);
            String large = others.replace("\"id\":\"a\"", "\"x\":\"" + "x".repeat(40_000) + "\",\"id\":\"a\"");
            assertThat(post("/items", large).statusCode()).isEqualTo(403);
            assertThat(server.state().tenants().size()).isZero();
            assertThat(post("/items/acme", "a").body()).isEqualTo("{\"accepted\":1,\"new\":1}");
        } finally {
            server.stop();
        }
    }
}
