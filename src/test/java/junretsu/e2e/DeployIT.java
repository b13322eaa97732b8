package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import junretsu.items.coordinate.CoordinatorMetrics;
import junretsu.jobs.share.SharedMetrics;
import junretsu.numbers.serve.NumbersMetrics;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.RedisServer;
import junretsu.testing.Setup;
import junretsu.users.front.FrontMetrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that operators take over name metrics and settings that there are. */
class DeployIT {
    private static final Pattern METRIC = Pattern.compile("junretsu_[a-z_]+");
    private static final Pattern SLOW_JOBS =
            Pattern.compile("histogram_quantile.*(junretsu_jobs_\\w+_bucket).* > ([0-9.]+)");
    private static final Pattern SETTING = Pattern.compile("^(?:# )?JUNRETSU_([A-Z_]+)=", Pattern.MULTILINE);

    @TempDir
    Path data;

    @Test
    void namesOnlyMetricsThatTheServersShow(@TempDir Path items, @TempDir Path queue, @TempDir Path accounts)
            throws Exception {
        try (RedisServer redis = RedisServer.start();
                JunretsuProcess votes = JunretsuProcess.serve(Setup.newest(), data);
                JunretsuProcess node = JunretsuProcess.serveItems(Setup.newest(), items, "--redis", redis.url());
                JunretsuProcess jobs = JunretsuProcess.serveJobs(Setup.newest(), queue);
                JunretsuProcess users = JunretsuProcess.serveUsers(Setup.newest(), accounts)) {
            Set<String> shown = new TreeSet<>(families(votes));
            shown.addAll(families(node));
            CoordinatorMetrics.ALL.forEach(metric -> shown.add(metric.name()));
            shown.addAll(families(jobs));
            shown.addAll(families(users));
            FrontMetrics.ALL.forEach(metric -> shown.add(metric.name()));
            SharedMetrics.ALL.forEach(metric -> shown.add(metric.name()));
            NumbersMetrics.ALL.forEach(metric -> shown.add(metric.name()));
            Set<String> named = new TreeSet<>();
            for (String file : List.of("alerts.yml", "dashboards.txt")) {
                Matcher matcher = METRIC.matcher(Files.readString(Path.of("deploy", file)));
                while (matcher.find()) {
                    named.add(matcher.group().replaceFirst("_(bucket|count)$", ""));
                }
            }
            assertThat(named).hasSizeGreaterThan(15);
            assertThat(shown).containsAll(named);
        }
    }

    @Test
    void anAlertOnATimeOfJobsIsForOneThatTheHistogramCanTell() throws Exception {
        try (JunretsuProcess jobs = JunretsuProcess.serveJobs(Setup.newest(), data)) {
            String shown = jobs.get("/metrics").body();
            Matcher alert = SLOW_JOBS.matcher(Files.readString(Path.of("deploy/alerts.yml")));
            int found = 0;
            while (alert.find()) {
                double longest = Pattern.compile("(?m)^" + alert.group(1) + "\\{le=\"([0-9.]+)\"}")
                        .matcher(shown)
                        .results()
                        .mapToDouble(bucket -> Double.parseDouble(bucket.group(1)))
                        .max()
                        .orElseThrow();
                assertThat(longest).isGreaterThan(Double.parseDouble(alert.group(2)));
                found++;
            }
            assertThat(found).isPositive();
        }
    }

    @Test
    void aBurstThatIsOverPagesNobody() throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, "promtool"))),
                "no promtool: apt-get install prometheus");
        Process promtool = new ProcessBuilder("promtool", "test", "rules", "alerts_test.yml")
                .directory(new File("deploy"))
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
    }

    @Test
    void speaksOpenMetricsToAScraperThatAsksForIt() throws Exception {
        try (JunretsuProcess votes = JunretsuProcess.serve(Setup.newest(), data)) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(votes.http() + "/metrics"))
                                    .header("Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/openmetrics-text; version=1.0.0");
            assertThat(answer.body())
                    .contains(
                            "# TYPE process_cpu_seconds counter\n",
                            "jvm_memory_used_bytes{",
                            "jvm_gc_collections_total{")
                    .endsWith("# EOF\n");
            assertThat(votes.get("/metrics").body()).contains("# TYPE process_cpu_seconds_total counter\n");
        }
    }

    private static Set<String> families(JunretsuProcess server) {
        return server.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ")[2])
                .collect(Collectors.toSet());
    }

    @Test
    void namesOnlySettingsThatThereAre() throws Exception {
        try (JunretsuProcess help = JunretsuProcess.start(Setup.oldest(), "serve", "--help")) {
            assertThat(help.exitCode()).isZero();
            Matcher matcher = SETTING.matcher(Files.readString(Path.of("deploy/junretsu.env")));
            int found = 0;
            while (matcher.find()) {
                String flag = "--"
                        + matcher.group(1).toLowerCase(java.util.Locale.ROOT).replace('_', '-');
                if (!flag.equals("--redis-password")) {
                    assertThat(help.stdout()).contains(flag + " ");
                }
                found++;
            }
            assertThat(found).isGreaterThan(5);
        }
    }
}
