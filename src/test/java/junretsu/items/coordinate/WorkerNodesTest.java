package junretsu.items.coordinate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import junretsu.base.EventLog;
import junretsu.base.ManualClock;
import junretsu.config.HostPort;
import junretsu.net.http.HttpCalls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkerNodesTest {
    private static final HostPort A = new HostPort("127.0.0.1", 5001);
    private static final HostPort B = new HostPort("127.0.0.1", 5002);
    private static final HostPort C = new HostPort("127.0.0.1", 5003);

    private final ManualClock clock = new ManualClock();
    private final List<String> said = new ArrayList<>();
    private HttpCalls calls;
    private WorkerNodes nodes;

    @BeforeEach
    void begin() throws IOException {
        calls = new HttpCalls("calls", 1, clock);
        CoordinatorConfig config = Configs.of(Path.of("none"), 3, List.of(A, B, C));
        nodes = new WorkerNodes(config, calls, EventLog.of(said::add), clock);
        nodes.configure(config);
        nodes.all().forEach(nodes::good);
    }

    @AfterEach
    void end() throws IOException {
        calls.onClose();
    }

    private Map<WorkerNode, Integer> choices(int count) {
        Map<WorkerNode, Integer> chosen = new HashMap<>();
        for (int i = 0; i < count; i++) {
            chosen.merge(nodes.choose(List.of()), 1, Integer::sum);
        }
        return chosen;
    }

    @Test
    void idleWorkersAreChosenAlike() {
        assertThat(choices(3_000).values()).hasSize(3).allMatch(count -> count > 800 && count < 1_200);
    }

    @Test
    void theOneWithMostRequestsIsChosenOnlyWhenNoOtherCanBe() {
        WorkerNode a = nodes.at(A);
        a.enter();
        assertThat(choices(1_000)).doesNotContainKey(a).hasSize(2);
        assertThat(nodes.choose(List.of(nodes.at(B), nodes.at(C)))).isSameAs(a);
    }

    @Test
    void aFullOneGetsNothing() {
        List<WorkerNode> others = List.of(nodes.at(B), nodes.at(C));
        WorkerNode a = nodes.at(A);
        for (int i = 0; i < 3; i++) {
            assertThat(nodes.choose(others)).isSameAs(a);
            a.enter();
        }
        assertThat(nodes.choose(others)).isNull();
        a.leave(false);
        assertThat(nodes.choose(others)).isSameAs(a);
    }

    @Test
    void aRestingOneIsTheLastResort() {
        WorkerNode a = nodes.at(A);
        a.rest(1_000_000_000);
        assertThat(choices(1_000)).doesNotContainKey(a);
        assertThat(nodes.choose(List.of(nodes.at(B), nodes.at(C)))).isSameAs(a);
        clock.advanceMillis(1_001);
        assertThat(choices(1_000)).containsKey(a);
    }

    @Test
    void oneRefusedConnectionTakesAWorkerOutAndOtherFailuresAfterSome() {
        nodes.bad(nodes.at(A), new ConnectException("Connection refused"));
        nodes.bad(nodes.at(B), new IOException("Connection reset"));
        assertThat(choices(1_000)).doesNotContainKey(nodes.at(A)).hasSize(2);
        nodes.bad(nodes.at(B), new IOException("Connection reset"));
        nodes.bad(nodes.at(B), new IOException("Connection reset"));
        assertThat(choices(1_000)).containsOnlyKeys(nodes.at(C));
        nodes.bad(nodes.at(C), new ConnectException("Connection refused"));
        assertThat(nodes.choose(List.of())).isNull();
        assertThat(said)
                .containsSubsequence(
                        "worker 127.0.0.1:5001 is down: Connection refused",
                        "worker 127.0.0.1:5002 is down: Connection reset",
                        "worker 127.0.0.1:5003 is down: Connection refused");
    }

    @Test
    void aChangedConfigurationKeepsTheStateOfThoseThatStay() {
        WorkerNode a = nodes.at(A);
        WorkerNode b = nodes.at(B);
        HostPort d = new HostPort("127.0.0.1", 5004);
        nodes.configure(Configs.of(A, d));
        assertThat(nodes.at(A)).isSameAs(a);
        assertThat(a.isUp()).isTrue();
        assertThat(nodes.at(d).state()).isEqualTo(WorkerState.STARTING);
        assertThat(b.state()).isEqualTo(WorkerState.DRAINING);
        assertThat(choices(100)).containsOnlyKeys(a);
        nodes.configure(Configs.of(A, B));
        nodes.good(b);
        assertThat(choices(100)).containsOnlyKeys(a, b);
    }
}
