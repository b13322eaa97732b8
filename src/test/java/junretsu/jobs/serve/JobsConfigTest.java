package junretsu.jobs.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import junretsu.config.UsageException;
import junretsu.jobs.queue.QueueConfig;
import junretsu.testing.FlagSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobsConfigTest {

    private static JobsConfig from(String... flags) {
        return JobsConfig.from(FlagSettings.of(flags));
    }

    @Test
    void withoutAnyFlagAllCoresWorkAndCallersTakeTurnsByTime() {
        JobsConfig config = from();
        assertThat(config.role()).isEqualTo(Role.ALL);
        assertThat(config.digits()).isEqualTo(100);
        assertThat(config.jobTimeNanos()).isEqualTo(60_000_000_000L);
        assertThat(config.cacheSize()).isEqualTo(100_000);
        assertThat(config.openMax()).isEqualTo(100_000);
        assertThat(config.ratePerSecond()).isZero();
        assertThat(config.server().http().address()).hasToString("127.0.0.1:8090");
        assertThat(config.queue())
                .isEqualTo(new QueueConfig(
                        true,
                        50_000_000,
                        Runtime.getRuntime().availableProcessors(),
                        SeatMemory.seats(Runtime.getRuntime().maxMemory(), 60_000_000_000L),
                        10_000_000,
                        86_400_000,
                        10_000,
                        1));
    }

    @Test
    void whatIsSetHolds() {
        JobsConfig config =
                from("workers", "3", "fairness", "jobs", "rate", "100/s", "cache", "off", "result-ttl", "48h");
        assertThat(config.queue().workers()).isEqualTo(3);
        assertThat(config.queue().byTime()).isFalse();
        assertThat(config.ratePerSecond()).isEqualTo(100);
        assertThat(from("rate", "1k").ratePerSecond()).isEqualTo(1_000);
        assertThat(from("rate", "off").ratePerSecond()).isZero();
        assertThat(config.cacheSize()).isZero();
        assertThat(config.queue().resultTtlMs()).isEqualTo(172_800_000);
        assertThat(from("seats", "40").queue().seats()).isEqualTo(40);
        assertThat(from("job-time", "1ms").jobTimeNanos()).isEqualTo(1_000_000);
        assertThat(from("job-time", "8760h").jobTimeNanos()).isEqualTo(31_536_000_000_000_000L);
        assertThat(from("role", "api").queue().workers()).isZero();
        assertThat(from("role", "worker", "http", "off").server().http()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "workers, 0",
        "workers, 257",
        "digits, 0",
        "digits, 301",
        "slice, 10us",
        "slice, 2s",
        "seats, 0",
        "rate, 5/m",
        "job-time, 999us",
        "job-time, 8761h",
        "job-time, 2562047h",
        "rate, 0",
        "cache, 0",
        "lease, 100ms",
        "result-ttl, 1ms",
        "shards, 0",
        "fairness, luck",
        "role, boss",
        "http, off"
    })
    void whatIsNotAcceptedIsAWrongUsage(String flag, String value) {
        assertThatThrownBy(() -> from(flag, value))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--" + flag);
    }

    @ParameterizedTest
    @CsvSource({"role, api", "role, worker", "lease, 5s", "shards, 2", "event, x"})
    void whatIsAboutRedisNeedsIt(String flag, String value) {
        assertThatThrownBy(() -> JobsConfig.requireNothingOfRedis(FlagSettings.of(flag, value)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--redis");
        JobsConfig.requireNothingOfRedis(FlagSettings.of());
    }
}
