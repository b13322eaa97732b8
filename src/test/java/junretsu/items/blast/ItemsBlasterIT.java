package junretsu.items.blast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import junretsu.base.Clock;
import junretsu.config.StartException;
import junretsu.testing.FlagSettings;
import junretsu.testing.ItemsSite;
import junretsu.testing.RefusedPort;
import junretsu.testing.Reports;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;
import junretsu.web.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The blast on a server that can be made to lie, to fail, to forget or to go away. */
class ItemsBlasterIT {
    private final List<String> progress = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"zipf", "flat"})
    void agreesWithAServerThatCountsRight(String skew) throws Exception {
        try (ItemsSite site = new ItemsSite()) {
            ItemsReport report = run(site, "count", "10007", "batch", "10", "skew", skew, "kill-check", "true");

            assertThat(report.problems()).isEmpty();
            assertThat(report.counts().items).isEqualTo(10_007);
            assertThat(report.counts().requests).isEqualTo(1_001).isEqualTo(site.posts());
            assertThat(report.counts().itemsNew).isEqualTo(report.distinctAcknowledged());
            assertThat(site.size()).isEqualTo(report.distinctAcknowledged()).isBetween(5_004L, 5_019L);
            assertThat(report.membership().asked()).isEqualTo(report.distinctAcknowledged());
            assertThat(report.text()).contains("100 of 100 tenants agree", "from the sending (closed loop)");
        }
    }

    @Test
    void eachRunSendsOtherItemsUnlessItsSeedIsGiven() throws Exception {
        try (ItemsSite site = new ItemsSite()) {
            run(site, "count", "1000", "unique", "100%");
            run(site, "count", "1000", "unique", "100%");
            assertThat(site.size()).isEqualTo(2_000);
            run(site, "count", "1000", "unique", "100%", "seed", "7");
            ItemsReport again = run(site, "count", "1000", "unique", "100%", "seed", "7", "verify", "true");
            assertThat(site.size()).isEqualTo(3_000);
            assertThat(again.counts().itemsNew).isZero();
            assertThat(again.problems()).first().asString().contains("(seed 7), give another --seed");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1})
    void objectsToEachTenantWhoseCountIsOffByOne(long lie) throws Exception {
        try (ItemsSite site = new ItemsSite()) {
            site.lieBy(lie);
            ItemsReport report = run(site, "count", "1000", "tenants", "3", "verify", "true", "settle", "200ms");

            assertThat(report.deviations()).hasSize(3);
            assertThat(report.deviations()).allMatch(tenant -> tenant.grown() == tenant.atLeast() + lie);
            assertThat(report.problems()).first().asString().startsWith("the counts of 3 of 3 tenants are not");
        }
    }

    @Test
    void findsAnAcknowledgedItemThatWasForgottenAndOneThatNobodySent() throws Exception {
        try (ItemsSite site = new ItemsSite()) {
            AtomicLong posts = new AtomicLong();
            site.spoil(answer -> {
                if (posts.incrementAndGet() == 10) {
                    site.forget(1);
                }
                return answer;
            });
            ItemsReport report = run(
                    site,
                    "count",
                    "1000",
                    "connections",
                    "1",
                    "tenants",
                    "2",
                    "unique",
                    "100%",
                    "kill-check",
                    "true",
                    "settle",
                    "200ms");

            assertThat(report.deviations()).hasSize(2);
            assertThat(report.membership().missing()).hasSize(2);
            assertThat(report.problems())
                    .anyMatch(line -> line.startsWith("2 of 1,000 acknowledged items are missing"));
        }
    }

    @Test
    void countsFailuresByTheirReasonAndEverySumIsRight() throws Exception {
        try (ItemsSite site = new ItemsSite()) {
            AtomicLong posts = new AtomicLong();
            site.spoil(answer -> switch ((int) (posts.incrementAndGet() % 5)) {
                case 1 -> Response.problem(503, "no worker");
                case 2 -> Response.problem(400, "item 3: id is empty");
                case 3 -> Response.json("{\"accepted\":1}");
                default -> answer;
            });
            ItemsReport report = run(site, "count", "5000", "batch", "10", "verify", "true");

            SentCounts counts = report.counts();
            assertThat(counts.isSumRight()).isTrue();
            assertThat(counts.requestsAcknowledged).isEqualTo(200);
            assertThat(counts.requestsFailed).isEqualTo(100);
            assertThat(counts.requestsUnknown).isEqualTo(200);
            assertThat(counts.errors.counts())
                    .containsEntry("answer 503", 100L)
                    .containsEntry("answer 400", 100L)
                    .containsEntry("an answer that accepts another number than was sent", 100L);
            assertThat(counts.errors.example("answer 400")).contains("item 3: id is empty");
            assertThat(report.problems()).first().asString().contains("100 requests failed and of 200");
        }
    }

    @Test
    void sendsAgainUntilAcknowledgedWhenTheServerIsKilledAndComesBack() throws Exception {
        ItemsSite first = new ItemsSite();
        CompletableFuture<ItemsReport> end = CompletableFuture.supplyAsync(
                () -> run(first, "duration", "5s", "connections", "4", "batch", "10", "kill-check", "true"));
        Waiting.until("some load", () -> first.posts() > 20);
        first.close();
        Waiting.sleep(300);
        try (ItemsSite second = new ItemsSite(first.port()).with(first)) {
            ItemsReport report = end.get(30, TimeUnit.SECONDS);

            assertThat(second.posts()).isPositive();
            assertThat(report.problems()).isEmpty();
            assertThat(report.counts().errors.count()).isPositive();
            assertThat(report.counts().itemsUnknown).isZero();
            assertThat(report.counts().itemsAcknowledged).isEqualTo(report.counts().items);
            assertThat(second.size()).isEqualTo(report.distinctAcknowledged());
        }
    }

    @Test
    void aServerThatComesBackWithoutItsItemsIsFoundOut() throws Exception {
        ItemsSite first = new ItemsSite();
        CompletableFuture<ItemsReport> end = CompletableFuture.supplyAsync(() -> run(
                first, "duration", "5s", "connections", "4", "batch", "10", "kill-check", "true", "settle", "500ms"));
        Waiting.until("some load", () -> first.posts() > 20);
        first.close();
        try (ItemsSite second = new ItemsSite(first.port())) {
            ItemsReport report = end.get(30, TimeUnit.SECONDS);
            assertThat(second.size()).isPositive();
            assertThat(report.counts().itemsNewAgain).isPositive();
            assertThat(report.problems())
                    .anyMatch(line -> line.contains("tenants are not what was acknowledged"))
                    .anyMatch(line -> line.contains("acknowledged items are missing"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1%", "none"})
    void whatIsDueAfterTheServerHasGoneIsLost(String maxLoss) throws Exception {
        List<String> words = new ArrayList<>(List.of("rate", "2000", "duration", "2s", "batch", "10"));
        if (!maxLoss.equals("none")) {
            words.addAll(List.of("max-loss", maxLoss));
        }
        ItemsSite site = new ItemsSite();
        CompletableFuture<ItemsReport> end =
                CompletableFuture.supplyAsync(() -> run(site, words.toArray(String[]::new)));
        Waiting.until("some load", () -> site.posts() > 30);
        site.close();
        ItemsReport report = end.get(30, TimeUnit.SECONDS);

        assertThat(report.counts().unsent).isPositive();
        assertThat(report.counts().items + report.counts().unsent).isEqualTo(4_000);
        assertThat(report.counts().isSumRight()).isTrue();
        if (maxLoss.equals("none")) {
            assertThat(report.problems()).anyMatch(line -> line.contains("items were not sent, since no server"));
        } else {
            assertThat(report.limitPassed()).contains("of the items were not acknowledged, more than --max-loss");
            assertThat(report.problems()).isEmpty();
        }
        assertThat(report.text()).contains("  unsent  ");
        assertThat(report.json()).contains("\"unsent\":" + report.counts().unsent);
    }

    @Test
    void whatIsDueAfterTheServerHasFallenSilentIsLost() throws Exception {
        try (ItemsSite site = new ItemsSite()) {
            site.spoil(answer -> site.posts() > 30 ? null : answer);
            ItemsReport report =
                    run(site, "rate", "2000", "duration", "2s", "batch", "10", "timeout", "300ms", "max-loss", "50%");

            assertThat(report.counts().unsent).isPositive();
            assertThat(report.counts().items + report.counts().unsent).isEqualTo(4_000);
            assertThat(report.limitPassed()).contains("more than --max-loss 50.0000%");
        }
    }

    @Test
    void whatAServerThatAnswersIsTooSlowForIsNotLost() throws Exception {
        try (ItemsSite site = new ItemsSite()) {
            site.spoil(answer -> {
                Waiting.sleep(100);
                return answer;
            });
            ItemsReport report =
                    run(site, "rate", "2000", "duration", "1s", "batch", "10", "connections", "1", "max-loss", "0.1%");

            assertThat(report.keptUp()).isFalse();
            assertThat(report.counts().items).isLessThan(1_000);
            assertThat(report.counts().unsent).isZero();
            assertThat(report.limitPassed()).isNull();
        }
    }

    @Test
    void inOpenLoopLatencyCountsFromThePlannedTime() throws Exception {
        try (ItemsSite site = new ItemsSite()) {
            AtomicLong posts = new AtomicLong();
            site.spoil(answer -> {
                if (posts.incrementAndGet() == 20) {
                    Waiting.sleep(400);
                }
                return answer;
            });
            ItemsReport report = run(site, "rate", "1000", "count", "1000", "batch", "10", "connections", "1");

            assertThat(report.counts().items).isEqualTo(1_000);
            assertThat(report.keptUp()).isTrue();
            assertThat(report.counts().latency.percentileMicros(0.75)).isGreaterThan(100_000);
            assertThat(report.lag().maxMicros()).isGreaterThan(300_000);
            assertThat(report.text()).contains("from the planned time (open loop)", "behind the schedule");
            assertThat(Reports.page(report)).contains("<svg", "from the planned time");
            assertThat(JsonReader.readObject(report.json()))
                    .containsEntry("latency_from", "planned")
                    .containsEntry("asked_rate", 1_000L);
        }
    }

    @Test
    void aRateIsNotHigherThanItWasAskedFor() throws Exception {
        try (ItemsSite site = new ItemsSite()) {
            ItemsReport report = run(site, "rate", "10", "count", "20", "batch", "10");

            assertThat(report.itemsPerSecond()).isPositive().isLessThanOrEqualTo(10.1);
        }
    }

    @Test
    void agreesWithAServerThatAnswersWithoutABody() throws Exception {
        try (ItemsSite site = new ItemsSite()) {
            site.spoil(answer -> Response.empty(200));
            ItemsReport report = run(site, "count", "1000", "verify", "true");
            assertThat(report.problems()).isEmpty();
            assertThat(report.counts().itemsNewUnsaid).isEqualTo(1_000);
            assertThat(report.text()).contains("the server does not say");
        }
    }

    @Test
    void endsWithinSecondsOfBeingStoppedWhenTheServerDoesNotAnswer() throws Exception {
        try (ItemsSite site = new ItemsSite()) {
            site.spoil(answer -> null);
            ItemsBlaster blaster = blaster(site, "duration", "10m", "timeout", "5m", "verify", "true");
            CompletableFuture<ItemsReport> end = CompletableFuture.supplyAsync(() -> run(blaster));
            Waiting.until("requests", () -> site.posts() == 16);
            blaster.stop();

            ItemsReport report = end.get(10, TimeUnit.SECONDS);
            assertThat(report.interrupted()).isTrue();
            assertThat(report.counts().requestsUnknown).isEqualTo(16);
            assertThat(report.counts().isSumRight()).isTrue();
            assertThat(report.deviations()).isNull();
            assertThat(report.counts().errors.counts()).containsEntry("cut at the end", 16L);
        }
    }

    @Test
    void anAnswerThatDoesNotComeIsUnknownAfterItsTime() throws Exception {
        try (ItemsSite site = new ItemsSite()) {
            AtomicLong posts = new AtomicLong();
            site.spoil(answer -> posts.incrementAndGet() == 3 ? null : answer);
            ItemsReport report = run(site, "count", "1000", "connections", "2", "timeout", "500ms", "verify", "true");
            assertThat(report.counts().errors.counts())
                    .containsExactly(java.util.Map.entry("no answer within 0.5 s", 1L));
            assertThat(report.counts().itemsUnknown).isEqualTo(100);
            assertThat(report.deviations()).isEmpty();
        }
    }

    @Test
    void namesTheTargetThatTakesNoConnection() throws Exception {
        try (RefusedPort gone = new RefusedPort()) {
            assertThatThrownBy(() -> blaster(gone.url(), "count", "1").run(line -> {}))
                    .isInstanceOf(StartException.class)
                    .hasMessage("cannot connect to " + gone.url()
                            + ": connection refused; start 'junretsu serve items' there, or give --target");
        }
    }

    private ItemsReport run(ItemsSite site, String... namesAndValues) {
        return run(blaster(site, namesAndValues));
    }

    private ItemsReport run(ItemsBlaster blaster) {
        try {
            return blaster.run(progress::add);
        } catch (StartException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ItemsBlaster blaster(ItemsSite site, String... namesAndValues) {
        return blaster(site.url(), namesAndValues);
    }

    private static ItemsBlaster blaster(String target, String... namesAndValues) {
        List<String> words = new ArrayList<>(List.of("target", target));
        words.addAll(List.of(namesAndValues));
        return new ItemsBlaster(ItemsBlastConfig.from(FlagSettings.of(words.toArray(String[]::new))), Clock.SYSTEM);
    }
}
