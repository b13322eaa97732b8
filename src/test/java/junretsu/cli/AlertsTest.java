package junretsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rule of deploy/alerts.yml that promtool tests in alerts_test.yml, for every alert and without promtool. */
class AlertsTest {
    private static final Pattern ALERT =
            Pattern.compile("- alert: (\\w+)\n(.*?)(?=- alert: |- name: |\\z)", Pattern.DOTALL);
    private static final Pattern RANGE = Pattern.compile("\\[(\\d+)([sm])]");
    private static final Pattern WAIT = Pattern.compile("for: (\\d+)([sm])");

    @Test
    void anAlertThatPagesLooksBackForLessTimeThanItWaits() throws Exception {
        Matcher alert = ALERT.matcher(Files.readString(Path.of("deploy/alerts.yml")));
        int paging = 0;
        while (alert.find()) {
            String rule = alert.group(2);
            if (rule.contains("severity: page") && !rule.contains("== 0")) {
                assertThat(seconds(WAIT, rule)).as(alert.group(1)).isGreaterThan(seconds(RANGE, rule));
                paging++;
            }
        }
        assertThat(paging).isGreaterThan(4);
    }

    @Test
    void areEvaluatedAsOftenAsTheirTestDoes() throws Exception {
        assertThat(Files.readString(Path.of("deploy/alerts_test.yml"))).contains("\nevaluation_interval: 5s\n");
        assertThat(Files.readString(Path.of("deploy/prometheus.yml"))).contains("global:\n  evaluation_interval: 5s ");
    }

    private static int seconds(Pattern pattern, String rule) {
        Matcher time = pattern.matcher(rule);
        return !time.find()
                ? 0
                : Integer.parseInt(time.group(1)) * (time.group(2).equals("m") ? 60 : 1);
    }
}
