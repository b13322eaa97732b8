package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import junretsu.testing.ItemFlood;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.NetworkSpace;
import junretsu.testing.RedisServer;
import junretsu.testing.Setup;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes whose network to Redis is cut in a flood: counting goes on, and all nodes' counts are exact once it is joined. */
class ItemsPartitionIT {

    @TempDir
    Path oneData;

    @TempDir
    Path twoData;

    @Test
    void nodesThatAreCutOffAndJoinedCountEachItemOnce() {
        try (NetworkSpace one = NetworkSpace.make();
                NetworkSpace two = NetworkSpace.make();
                RedisServer redis = RedisServer.start("--bind", "0.0.0.0", "--protected-mode", "no");
                JunretsuProcess first = node(one, oneData, redis);
                JunretsuProcess second = node(two, twoData, redis);
                ItemFlood flood = ItemFlood.at(4, first.http(), second.http())) {
            flood.awaitMore(100);
            one.cut();
            flood.awaitMore(300);
            awaitBehind(first);
            two.cut();
            one.join();
            flood.awaitMore(300);
            awaitBehind(second);
            one.cut();
            flood.awaitMore(100);
            assertThat(first.get("/items/t0/count").body()).contains("\"scope\":\"node\"");
            one.join();
            two.join();
            flood.awaitMore(100);
            flood.finish();
            for (JunretsuProcess node : List.of(first, second)) {
                Waiting.until("exact counts", () -> flood.isCounted(node.http()));
                flood.requireCounts(node.http());
            }
        }
    }

    private static JunretsuProcess node(NetworkSpace space, Path data, RedisServer redis) {
        JunretsuProcess node = JunretsuProcess.startItems(
                space.wrapper(),
                Setup.oldest(),
                data,
                "--http",
                space.address() + ":0",
                "--redis",
                "redis://" + space.redisAddress() + ":" + redis.port());
        node.awaitReady();
        return node;
    }

    private static void awaitBehind(JunretsuProcess node) {
        Waiting.until("items that Redis lacks", () -> node.count("redis_behind") > 0);
    }
}
