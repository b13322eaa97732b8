package junretsu.items.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import junretsu.base.Clock;
import junretsu.base.EventLog;
import junretsu.redis.RedisException;
import junretsu.redis.RedisLink;
import junretsu.redis.SharedHealth;
import junretsu.testing.FaultProxy;
import junretsu.testing.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A shard's sets when faults come at a moment that is named. */
class ShardIT {
    private static final String SETS = "junretsu:{items:e:0}:sets";
    private static final String SET_OF_A = "junretsu:{items:e:0}:set:0:a";

    private final RedisServer redis = RedisServer.start();
    private final FaultProxy address = FaultProxy.before(redis.port());
    private final MemoryNode node = new MemoryNode("n");
    private final RedisLink link =
            new RedisLink(SharingNode.config("redis://127.0.0.1:" + address.port(), "10s"), Clock.SYSTEM);
    private final Shard shard = new Shard(
            0,
            1,
            SharingNode.EVENT,
            List.of("n:1", "n:0"),
            node,
            link,
            new SharedHealth(EventLog.of(sentence -> {}), Clock.SYSTEM, "items", "counting goes on", "again"),
            new ShareCounters(),
            Clock.SYSTEM);

    @AfterEach
    void close() {
        shard.close();
        address.close();
        redis.close();
    }

    /** Returns the frame up to which it has taken items for the next ship. */
    private long take() throws IOException {
        shard.begin();
        shard.sets().clear();
        FrameReader reader = node.reader(shard.cursor());
        while (reader.read(
                        (tenant, first, second, id, from, length) ->
                                shard.sets().take(tenant, first, second),
                        1)
                > 0) {}
        return reader.position();
    }

    private void ship() throws IOException {
        long frame = take();
        shard.sets().ship();
        assertThat(shard.advanceTo(frame)).isTrue();
    }

    @Test
    void aRepairBeginsAnewWhenTheConnectionBecameAnotherWhileItemsWereShipped() throws IOException {
        node.commit("a", SharingNode.ids(0, 10));
        node.commit("a", SharingNode.ids(10, 20));
        ship();
        redis.command("HSET", SETS, "0:a", "3");
        shard.sets().look();
        Repair repair = shard.sets().repair();
        assertThat(repair.isDue(shard.cursor())).isTrue();
        repair.advanceTo(1);

        node.commit("a", SharingNode.ids(20, 30));
        long frame = take();
        shard.sets().ship();
        link.close();
        link.connect();
        assertThat(shard.advanceTo(frame)).isFalse();
        shard.begin();
        shard.sets().look();
        assertThat(repair.isDue(shard.cursor())).isTrue();
        assertThat(repair.position()).isZero();
    }

    /** Cut off behind the first chunk, or before any reply: the items are in the set that was empty. */
    @ParameterizedTest
    @ValueSource(ints = {24, 0})
    void aLossIsNotHiddenByAShipThatFailedBehindIt(int replyBytes) throws IOException {
        node.commit("a", SharingNode.ids(0, 100));
        node.commit("b", SharingNode.ids(0, 100));
        ship();
        redis.command("DEL", SET_OF_A);
        node.commit("a", SharingNode.ids(100, 110));
        node.commit("b", SharingNode.ids(100, 20_000));
        take();
        address.cutReplyAfter(replyBytes);
        assertThatThrownBy(shard.sets()::ship).isInstanceOf(RedisException.class);
        assertThat(redis.command("SCARD", SET_OF_A)).isEqualTo(10L);
        shard.failed("reset", "cut");
        address.pass();

        ship();
        assertThat(Long.parseLong(redis.hash(SETS).get("0:a"))).isGreaterThan(1);
        assertThat(redis.hash(SETS)).containsEntry("0:b", "1");
        assertThat(shard.sets().repair().isDue(shard.cursor())).isTrue();
    }

    @Test
    void aLossIsNotHiddenByAScriptThatRedisDoesNotKnow() throws IOException {
        redis.command("HSET", SETS, "0:a", "1", "", "0");
        node.commit("a", SharingNode.ids(0, 100));
        ship();
        assertThat(redis.hash(SETS)).containsEntry("0:a", "2");
        assertThat(shard.sets().repair().isDue(shard.cursor())).isTrue();
    }
}
