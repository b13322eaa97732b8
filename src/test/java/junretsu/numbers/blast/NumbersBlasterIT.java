package junretsu.numbers.blast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import junretsu.base.Clock;
import junretsu.config.StartException;
import junretsu.testing.CountsPage;
import junretsu.testing.FlagSettings;
import junretsu.testing.NumberSink;
import junretsu.testing.RefusedPort;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The blast on a server of plain sockets, which can be made to lie, to stall or to go away. */
class NumbersBlasterIT {
    private final List<String> progress = new ArrayList<>();

    @Test
    void agreesWithAServerThatCountsRight() throws Exception {
        try (NumberSink sink = new NumberSink(0);
                CountsPage page = new CountsPage(() -> NumberSink.json(sink.counts()))) {
            NumbersReport report = run(sink, "count", "10007", "unique", "7%", "bad", "3", "verify", page.url());

            assertThat(report.problems()).isEmpty();
            assertThat(report.sent()).isEqualTo(10_007);
            assertThat(report.bad()).isEqualTo(3);
            assertThat(sink.counts()).containsEntry("received", 10_007L).containsEntry("rejected", 3L);
        }
    }

    @ParameterizedTest
    @CsvSource({"received,1", "received,-1", "unique,1", "unique,-1", "duplicates,1", "duplicates,-1", "rejected,1"})
    void objectsToAServerThatLiesByOne(String name, long lie) throws Exception {
        try (NumberSink sink = new NumberSink(0);
                CountsPage page = new CountsPage(() -> {
                    Map<String, Long> counts = sink.counts();
                    counts.computeIfPresent(name, (key, count) -> counts.get("received") == 0 ? count : count + lie);
                    return NumberSink.json(counts);
                })) {
            NumbersReport report = run(sink, "count", "1000", "verify", page.url());

            assertThat(report.isEqual()).isFalse();
            assertThat(report.problems()).containsExactly("the server's counts are not what was sent");
        }
    }

    @Test
    void reportsHowLateItsLinesWereWhenTheServerStalls() throws Exception {
        try (NumberSink sink = new NumberSink(1_500)) {
            NumbersReport report = run(sink, "rate", "2m", "duration", "1s", "connections", "2");

            assertThat(report.lag().maxMicros()).isGreaterThan(300_000);
            assertThat(report.waitedNanos()).isGreaterThan(300_000_000);
            assertThat(report.text()).contains("behind the schedule", "s for the server (TCP back-pressure)");
            assertThat(report.json()).contains("\"schedule_lag_us\":{", "\"waited_s\":");
            assertThat(progress).isNotEmpty().last().asString().contains("waited", "numbers sent");
        }
    }

    @Test
    void sendsExactlyRateTimesDurationWhenTheServerKeepsUp() throws Exception {
        try (NumberSink sink = new NumberSink(0)) {
            Waiting.until("a moment in which nothing holds the generator up", () -> {
                NumbersReport report = run(sink, "rate", "9999", "duration", "500ms", "connections", "4");
                assertThat(report.sent()).isLessThanOrEqualTo(5_000);
                return report.keptUp() && report.sent() == 5_000;
            });
        }
    }

    @Test
    void aRateIsNotHigherThanItWasAskedFor() throws Exception {
        try (NumberSink sink = new NumberSink(0)) {
            NumbersReport report = run(sink, "rate", "1", "count", "2");

            assertThat(report.perSecond()).isPositive().isLessThanOrEqualTo(1.01);
        }
    }

    @Test
    void endsWithinSecondsOfBeingStoppedWhenTheServerReadsNothing() throws Exception {
        try (NumberSink sink = new NumberSink(600_000);
                CountsPage page = new CountsPage(() -> NumberSink.json(sink.counts()))) {
            NumbersBlaster blaster = blaster(sink, "duration", "10m", "verify", page.url());
            CompletableFuture<NumbersReport> end = CompletableFuture.supplyAsync(() -> run(blaster));
            Waiting.until("full socket buffers", () -> progress.size() > 1);
            blaster.stop();

            NumbersReport report = end.get(10, TimeUnit.SECONDS);
            assertThat(report.interrupted()).isTrue();
            assertThat(report.sent()).isPositive();
            assertThat(report.unique()).isPositive().isLessThan(report.sent());
            assertThat(report.counted()).isNull();
            assertThat(report.text()).contains("interrupted");
            assertThat(report.problems())
                    .containsExactly("the server did not read all before the end, so nothing was compared");
        }
    }

    @Test
    void aStopThatComesWhileTheServerReadsStillComparesAllThatWasSent() throws Exception {
        try (NumberSink sink = new NumberSink(0);
                CountsPage page = new CountsPage(() -> NumberSink.json(sink.counts()))) {
            NumbersBlaster blaster = blaster(sink, "rate", "1k", "duration", "10m", "verify", page.url());
            CompletableFuture<NumbersReport> end = CompletableFuture.supplyAsync(() -> run(blaster));
            Waiting.until("lines", () -> sink.counts().get("received") > 100);
            blaster.stop();

            NumbersReport report = end.get(10, TimeUnit.SECONDS);
            assertThat(report.interrupted()).isTrue();
            assertThat(report.keptUp()).isTrue();
            assertThat(report.problems()).isEmpty();
            assertThat(report.counted().count("received")).isEqualTo(report.sent());
            blaster.stop();
        }
    }

    @Test
    void namesTheTargetThatTakesNoConnection() {
        try (RefusedPort gone = new RefusedPort()) {
            assertThatThrownBy(() -> blaster(gone.target(), "count", "1").run(line -> {}))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("cannot connect to tcp " + gone.target());
        }
    }

    private NumbersReport run(NumberSink sink, String... namesAndValues) {
        return run(blaster(sink, namesAndValues));
    }

    private NumbersReport run(NumbersBlaster blaster) {
        try {
            return blaster.run(progress::add);
        } catch (StartException e) {
            throw new IllegalStateException(e);
        }
    }

    private static NumbersBlaster blaster(NumberSink sink, String... namesAndValues) {
        return blaster(sink.target(), namesAndValues);
    }

    private static NumbersBlaster blaster(String target, String... namesAndValues) {
        List<String> words = new ArrayList<>(List.of("target", target));
        words.addAll(List.of(namesAndValues));
        return new NumbersBlaster(NumbersBlastConfig.from(FlagSettings.of(words.toArray(String[]::new))), Clock.SYSTEM);
    }
}
