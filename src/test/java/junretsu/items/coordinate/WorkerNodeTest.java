package junretsu.items.coordinate;

import static org.assertj.core.api.Assertions.assertThat;

import junretsu.base.ManualClock;
import junretsu.config.HostPort;
import org.junit.jupiter.api.Test;

class WorkerNodeTest {
    private final ManualClock clock = new ManualClock();
    private final WorkerNode node = new WorkerNode(new HostPort("127.0.0.1", 5001), clock);

    @Test
    void oneGoodCheckIsEnoughAtTheStart() {
        assertThat(node.isUp()).isFalse();
        assertThat(node.good(2)).isTrue();
        assertThat(node.isUp()).isTrue();
        assertThat(node.good(2)).isFalse();
    }

    @Test
    void someFailuresInARowTakeItOutAndSomeGoodChecksInARowTakeItBack() {
        node.good(2);
        assertThat(node.bad("a", 3)).isFalse();
        assertThat(node.bad("b", 3)).isFalse();
        node.good(2);
        assertThat(node.bad("c", 3)).isFalse();
        assertThat(node.bad("d", 3)).isFalse();
        assertThat(node.isUp()).isTrue();
        assertThat(node.bad("e", 3)).isTrue();
        assertThat(node.state()).isEqualTo(WorkerState.DOWN);
        assertThat(node.problem()).isEqualTo("e");
        assertThat(node.good(2)).isFalse();
        assertThat(node.bad("f", 3)).isFalse();
        assertThat(node.good(2)).isFalse();
        assertThat(node.good(2)).isTrue();
        assertThat(node.isUp()).isTrue();
        assertThat(node.problem()).isNull();
    }

    @Test
    void failedChecksSayNothingWhileItStarts() {
        node.starting(1_000_000_000);
        for (int i = 0; i < 10; i++) {
            assertThat(node.bad("refused", 1)).isFalse();
        }
        clock.advanceMillis(1_001);
        assertThat(node.bad("refused", 1)).isTrue();
        assertThat(node.state()).isEqualTo(WorkerState.DOWN);
    }

    @Test
    void aDrainingOneStaysSoWhateverItsChecksSay() {
        node.good(1);
        node.drain();
        assertThat(node.good(1)).isFalse();
        assertThat(node.bad("x", 1)).isFalse();
        assertThat(node.state()).isEqualTo(WorkerState.DRAINING);
        node.starting(0);
        assertThat(node.good(1)).isTrue();
    }

    @Test
    void aCheckIsDueAtEachInterval() {
        assertThat(node.isCheckDue(1_000_000_000)).isTrue();
        clock.advanceMillis(999);
        assertThat(node.isCheckDue(1_000_000_000)).isFalse();
        clock.advanceMillis(1);
        assertThat(node.isCheckDue(1_000_000_000)).isTrue();
    }
}
