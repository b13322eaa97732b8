package junretsu.items.coordinate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import junretsu.config.Flag;
import junretsu.config.HostPort;
import junretsu.config.UsageException;
import junretsu.service.ServerConfig;
import junretsu.testing.FlagSettings;
import junretsu.web.HttpConfig;
import org.junit.jupiter.api.Test;

class CoordinatorConfigTest {
    private static final Flag<String> REDIS = Flag.of("redis", "URL", null, "where counts are shared", text -> text);
    private static final Flag<String> DATA = Flag.of("data", "DIR", "x", "directory", text -> text);
    private static final ServerConfig SERVER =
            new ServerConfig(HttpConfig.plain(new HostPort("127.0.0.1", 5000)), "items", Path.of("data"), 1, 1);

    private static CoordinatorConfig of(String... namesAndValues) {
        return CoordinatorConfig.from(FlagSettings.of(namesAndValues), SERVER, List.of(REDIS, DATA), "P_");
    }

    private static void refuses(String sentence, String... namesAndValues) {
        assertThatThrownBy(() -> of(namesAndValues))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void spawnedWorkersHavePortsInARow() {
        CoordinatorConfig config = of("spawn", "3", "spawn-port", "7001", "redis", "redis://x");
        assertThat(config.spawned()).extracting(HostPort::port).containsExactly(7001, 7002, 7003);
        assertThat(config.addresses()).isEqualTo(config.spawned());
    }

    @Test
    void aNodesFlagsArePassedOnButForThoseThatDifferFromNodeToNode() {
        assertThat(of("spawn", "1", "redis", "redis://:secret@x", "data", "here")
                        .passedOn())
                .containsExactly(java.util.Map.entry("P_REDIS", "redis://:secret@x"));
    }

    @Test
    void saysWhatIsWrong() {
        refuses("a coordinator needs workers");
        refuses("there are no 4 ports", "spawn", "4", "spawn-port", "65533", "redis", "redis://x");
        refuses("127.0.0.1:5001 is there twice", "workers", "127.0.0.1:5001", "spawn", "1");
        refuses("the coordinator's own address", "workers", "127.0.0.1:5000");
        refuses("give a worker's HOST:PORT", "workers", "*:5001");
        refuses("give a worker's HOST:PORT", "workers", "localhost:0");
        refuses("a time of at most 100s", "workers", "a:1", "request-timeout", "101s");
        refuses("give --redis", "spawn", "2");
        assertThat(of("spawn", "1").spawn()).isEqualTo(1);
    }

    @Test
    void aNodeIsNotGivenWhatACoordinatorTakes() {
        assertThatThrownBy(() -> CoordinatorConfig.requireNothingOfACoordinator(FlagSettings.of("spawn", "2")))
                .hasMessageContaining("--spawn is a coordinator's");
        CoordinatorConfig.requireNothingOfACoordinator(FlagSettings.of("role", "node"));
    }
}
