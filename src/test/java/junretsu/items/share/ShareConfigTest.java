package junretsu.items.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import junretsu.config.UsageException;
import junretsu.testing.FlagSettings;
import org.junit.jupiter.api.Test;

class ShareConfigTest {

    @Test
    void oneShardInARedisAndSixteenInAClusterUnlessGiven() {
        ShareConfig byDefault = ShareConfig.from(FlagSettings.of());
        assertThat(byDefault.shards(false)).isEqualTo(1);
        assertThat(byDefault.shards(true)).isEqualTo(16);
        assertThat(byDefault.acks()).isEqualTo(Acks.DISK);
        ShareConfig given = ShareConfig.from(FlagSettings.of("shards", "64", "acks", "disk+redis"));
        assertThat(given.shards(false)).isEqualTo(64);
        assertThat(given.acks().needsRedis()).isTrue();
    }

    @Test
    void whatIsNoPowerOfTwoIsNotAccepted() {
        for (String text : new String[] {"0", "3", "512", "-4", "x", ""}) {
            assertThatThrownBy(() -> ShareConfig.from(FlagSettings.of("shards", text)))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("a power of two from 1 to 256");
        }
    }
}
