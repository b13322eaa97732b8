package junretsu.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import junretsu.base.DistinctErrors;
import junretsu.base.ManualClock;
import junretsu.config.Settings;
import junretsu.text.PrometheusText;
import org.junit.jupiter.api.Test;

class ConfigReloadTest {
    private final List<String> log = new ArrayList<>();
    private final ManualClock clock = new ManualClock();
    private final DistinctErrors errors = new DistinctErrors(log::add, clock);

    @Test
    void aFaultThatNobodyExpectedIsToldAndNoSuccess() {
        ConfigReload reload = new ConfigReload(
                (started, settings) -> {
                    throw new IllegalStateException("the disk is gone");
                },
                errors,
                clock);
        Settings started = new Settings(Map.of());
        reload.run(started, () -> started);
        assertThat(log).hasSize(1).first().asString().contains("rereading the configuration", "the disk is gone");
        assertThat(metrics(reload)).contains("junretsu_config_reload_success{service=\"x\"} 0");
    }

    private static String metrics(ConfigReload reload) {
        PrometheusText text = new PrometheusText("x");
        reload.write(text);
        return text.toString();
    }
}
