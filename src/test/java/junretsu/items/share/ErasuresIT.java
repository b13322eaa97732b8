package junretsu.items.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import junretsu.base.Clock;
import junretsu.base.EventLog;
import junretsu.redis.RedisLink;
import junretsu.redis.SharedHealth;
import junretsu.testing.RedisServer;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;

class ErasuresIT {
    private final MemoryNode node = new MemoryNode("b");
    private final List<String> unlinked = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final SharedHealth health =
            new SharedHealth(EventLog.of(log::add), Clock.SYSTEM, "items", "counting goes on", "again");

    private Erasures erasures(RedisServer redis, MemoryNode of, List<String> unlinks) {
        return new Erasures(
                new RedisLink(SharingNode.config(redis.url(), "10s"), Clock.SYSTEM),
                ShareKeys.ofEvent(SharingNode.EVENT),
                new Agreement(SharingNode.EVENT, 1, SharingNode.KEY),
                of,
                unlinks::add,
                health,
                Clock.SYSTEM);
    }

    @Test
    void anErasureThatTheDiskDidNotTakeIsTriedAgainAndNothingIsSettledUntilItDoes() {
        try (RedisServer redis = RedisServer.start()) {
            Erasures other = erasures(redis, new MemoryNode("a"), new ArrayList<>());
            Erasures own = erasures(redis, node, unlinked);
            node.commit("x", SharingNode.ids(0, 10));
            own.doWork();
            assertThat(own.isSettled()).isTrue();
            other.erase("x");
            other.doWork();

            node.failErasures(3);
            Waiting.until("the third trial", () -> own.doWork() >= 0 && node.erasuresAsked() == 3);
            assertThat(own.isSettled()).isFalse();
            assertThat(health.state()).isEqualTo("disk");
            assertThat(log).singleElement().asString().contains("an erased tenant is still here", "no room");
            assertThat(unlinked).isEmpty();

            Waiting.until("the fourth trial", () -> own.doWork() >= 0 && node.erasuresAsked() == 4);
            assertThat(own.isSettled()).isTrue();
            assertThat(health.state()).isEqualTo("ok");
            assertThat(node.ids("x")).isEmpty();
            assertThat(unlinked).contains("0:x");
            own.doWork();
            assertThat(node.erasuresAsked()).isEqualTo(4);
            other.onClose();
            own.onClose();
        }
    }

    @Test
    void aNodeThatCannotEraseATenantShipsNothingUntilItCan() {
        try (RedisServer redis = RedisServer.start();
                SharingNode a = SharingNode.start("a", redis.url(), 1);
                SharingNode b = SharingNode.start("b", redis.url(), 1)) {
            b.node.commit("x", SharingNode.ids(0, 10));
            a.awaitCount("x", 10);
            b.node.failErasures(Integer.MAX_VALUE);
            a.shared.erase("x").toCompletableFuture().join();
            b.awaitState("disk");
            b.node.commit("y", SharingNode.ids(0, 5));
            Waiting.until("b to wait", () -> b.shared.itemsBehind() == 5);
            b.node.failErasures(0);
            b.awaitState("ok");
            b.node.commit("x", SharingNode.ids(10, 13));
            a.awaitCount("x", 3);
            a.awaitCount("y", 5);
        }
    }
}
