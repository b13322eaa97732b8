package junretsu.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import junretsu.base.EventLog;
import junretsu.base.ManualClock;
import org.junit.jupiter.api.Test;

class SharedHealthTest {
    private final List<String> log = new ArrayList<>();
    private final ManualClock clock = new ManualClock();
    private final SharedHealth health =
            new SharedHealth(EventLog.of(log::add), clock, "items in Redis", "counting goes on", "shipped again");

    @Test
    void aFaultIsLoggedOnceAndSoIsItsEnd() {
        assertThat(health.state()).isEqualTo("starting");
        health.works(0);
        assertThat(health.state()).isEqualTo("ok");
        health.failed(0, "timeout", "no reply");
        health.failed(0, "timeout", "no reply");
        assertThat(health.state()).isEqualTo("timeout");
        assertThat(health.problem()).isEqualTo("Redis: no reply");
        clock.advanceMillis(30);
        health.works(0);
        health.works(0);
        assertThat(health.state()).isEqualTo("ok");
        assertThat(health.problem()).isNull();
        assertThat(log)
                .containsExactly(
                        "items in Redis: no reply; counting goes on",
                        "items in Redis: shipped again, 30 ms after 'timeout'");
    }

    @Test
    void aFaultThatRemainsIsNamedWhenAnotherIsOver() {
        health.failed(0, "timeout", "shard 0 gives no reply");
        health.failed(1, "oom", "shard 1 is full");
        health.works(0);
        assertThat(health.state()).isEqualTo("oom");
        assertThat(log)
                .containsExactly(
                        "items in Redis: shard 0 gives no reply; counting goes on",
                        "items in Redis: shard 1 is full; counting goes on");
    }

    @Test
    void aRefusalIsLoggedOnceAndStandsBeforeAnyFault() {
        health.failed(0, "oom", "it is full");
        health.refused("another key");
        health.refused("another key");
        assertThat(health.state()).isEqualTo("refused");
        assertThat(health.problem()).isEqualTo("another key");
        health.refused(null);
        assertThat(health.state()).isEqualTo("oom");
        assertThat(log).containsExactly("items in Redis: it is full; counting goes on", "items in Redis: another key");
    }
}
