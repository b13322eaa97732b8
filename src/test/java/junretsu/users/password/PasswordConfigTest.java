package junretsu.users.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import junretsu.config.UsageException;
import junretsu.testing.FlagSettings;
import org.junit.jupiter.api.Test;

class PasswordConfigTest {
    @Test
    void theDefaultsAreOwaspsFirstChoiceAndAQuarterOfAnHour() {
        PasswordConfig config = PasswordConfig.from(FlagSettings.of());
        assertThat(config.cost()).isEqualTo(new HashCost(19_456, 2)).isEqualTo(HashCost.DEFAULT);
        assertThat(config.threads()).isEqualTo(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
        assertThat(config.waitMaxNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
        assertThat(config.rememberNanos()).isEqualTo(TimeUnit.MINUTES.toNanos(15));
        assertThat(config.charactersMin()).isEqualTo(15);
        assertThat(config.pepperFile()).isNull();
        assertThat(config.seedUsers()).isFalse();
        assertThat(config.upgradesSeed()).isTrue();
    }

    @Test
    void whatIsTypedIsTaken() {
        PasswordConfig config = PasswordConfig.from(FlagSettings.of(
                "hash-memory",
                "64MiB",
                "hash-passes",
                "3",
                "hash-threads",
                "8",
                "hash-wait",
                "500ms",
                "remember-logins",
                "off",
                "password-min",
                "8",
                "pepper-file",
                "p",
                "seed-users",
                "true",
                "upgrade-seed",
                "off"));
        assertThat(config.cost()).isEqualTo(new HashCost(65_536, 3));
        assertThat(config.threads()).isEqualTo(8);
        assertThat(config.waitMaxNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(500));
        assertThat(config.rememberNanos()).isZero();
        assertThat(config.charactersMin()).isEqualTo(8);
        assertThat(config.pepperFile()).isEqualTo(Path.of("p"));
        assertThat(config.seedUsers()).isTrue();
        assertThat(config.upgradesSeed()).isFalse();
    }

    @Test
    void aMemoryOutOfRangeIsNamed() {
        for (String memory : new String[] {"512KiB", "2GiB", "0", "much"}) {
            assertThatThrownBy(() -> PasswordConfig.from(FlagSettings.of("hash-memory", memory)))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("--hash-memory");
        }
    }
}
