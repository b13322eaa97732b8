package junretsu.items.coordinate;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import junretsu.config.HostPort;
import junretsu.service.AdminToken;
import junretsu.service.ServerConfig;
import junretsu.web.HttpConfig;

/** Settings that a test need not wait long for. */
final class Configs {
    static final String TOKEN = "a token of tests";

    private Configs() {}

    static CoordinatorConfig of(HostPort... workers) {
        return of(Path.of("none"), 100, List.of(workers));
    }

    static CoordinatorConfig of(Path data, int inFlightMax, List<HostPort> workers) {
        return new CoordinatorConfig(
                workers,
                0,
                5001,
                new CoordinatorConfig.Health(ms(50), ms(1_000), 3, 2),
                new CoordinatorConfig.Timeouts(ms(1_000), ms(2_000), ms(5_000)),
                inFlightMax,
                new ServerConfig(HttpConfig.plain(new HostPort("127.0.0.1", 0)), "items", data, ms(100), ms(2_000)),
                new AdminToken(TOKEN.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                Map.of());
    }

    private static long ms(long ms) {
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }
}
