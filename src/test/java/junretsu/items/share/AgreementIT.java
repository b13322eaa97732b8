package junretsu.items.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import junretsu.base.Clock;
import junretsu.config.StartException;
import junretsu.testing.RedisServer;
import org.junit.jupiter.api.Test;

/** All nodes of an event have one key and one number of shards. */
class AgreementIT {
    private static final byte[] KEY = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private final List<Long> sleeps = new ArrayList<>();

    @Test
    void theFirstNodeMakesTheKeyAndThoseWithoutDataTakeIt() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            byte[] first = agree(redis.url(), 1, null);
            assertThat(first).hasSize(16);
            assertThat(sleeps).as("nodes that have a key may bring it back").hasSize(1);
            assertThat(agree(redis.url(), 1, null)).isEqualTo(first);
            assertThat(agree(redis.url(), 1, first)).isEqualTo(first);
            assertThat(sleeps).hasSize(1);
        }
    }

    @Test
    void aNodeWithDataAndAnotherKeyIsRefused() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            assertThat(agree(redis.url(), 1, KEY)).isEqualTo(KEY);
            assertThatThrownBy(() -> agree(redis.url(), 1, new byte[16]))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("another key")
                    .hasMessageContaining("--event");
        }
    }

    @Test
    void anotherNumberOfShardsIsRefused() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            agree(redis.url(), 4, KEY);
            assertThatThrownBy(() -> agree(redis.url(), 8, KEY))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("--shards 4");
            assertThatThrownBy(() -> agree(redis.url(), 8, null)).hasMessageContaining("--shards 4");
        }
    }

    @Test
    void withoutRedisANodeWithDataStartsAndOneWithoutDoesNot() throws Exception {
        String nowhere = "redis://127.0.0.1:" + RedisServer.freePort();
        assertThat(agree(nowhere, 1, KEY)).isEqualTo(KEY);
        assertThatThrownBy(() -> agree(nowhere, 1, null))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("without data needs Redis");
    }

    @Test
    void aRunningNodeIsRefusedWhenItFindsAnotherKeyAndShipsNothing() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            agree(redis.url(), 1, KEY);
            try (SharingNode node = SharingNode.start("a", redis.url(), 1)) {
                node.node.commit("a", SharingNode.ids(0, 10));
                node.awaitState("refused");
                assertThat(node.shared.refusal()).contains("another key");
                assertThat((List<?>) redis.command("KEYS", "*:set:*")).isEmpty();
                redis.command("FLUSHALL");
                node.awaitCount("a", 10);
                node.awaitState("ok");
            }
        }
    }

    private byte[] agree(String url, int shards, byte[] own) throws StartException {
        return Agreement.onKey(
                SharingNode.config(url), SharingNode.EVENT, shards, own, Clock.SYSTEM, ms -> sleeps.add(ms));
    }
}
