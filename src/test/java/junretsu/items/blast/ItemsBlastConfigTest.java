package junretsu.items.blast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import junretsu.config.UsageException;
import junretsu.testing.FlagSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemsBlastConfigTest {

    @Test
    void withoutFlagsItLoadsTheDefaultServerInClosedLoopWithItemsOfItsOwn() {
        ItemsBlastConfig config = config();
        assertThat(config.targets()).hasToString("[http://127.0.0.1:5000]");
        assertThat(config.isOpenLoop()).isFalse();
        assertThat(config.stage().count()).isEqualTo(Long.MAX_VALUE);
        assertThat(config.seed()).isNotEqualTo(config().seed());
    }

    @Test
    void aKillCheckVerifiesToo() {
        assertThat(config("kill-check", "true").verify()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1,100,16", "100003,7,3", "1600,100,16", "99,100,4", "12345,1,50"})
    void theConnectionsPartsAreWhatWasAskedFor(long count, String batch, int connections) {
        ItemsBlastConfig config =
                config("count", Long.toString(count), "batch", batch, "connections", Integer.toString(connections));
        assertThat(IntStream.range(0, connections).mapToLong(config::quota).sum())
                .isEqualTo(count);
    }

    @Test
    void inOpenLoopTheRateAndTheDurationSayHowMany() {
        assertThat(config("rate", "1500", "duration", "2s").stage().count()).isEqualTo(3_000);
    }

    @ParameterizedTest
    @CsvSource({
        "count,5,duration,1s,exclude each other",
        "kill-check-sample,5,count,1,with --kill-check only",
        "batch,100000,id-bytes,512,a request of more than 16 MiB is refused",
        "id-bytes,15,count,1,a whole number from 16 to 512",
        "target,https://a:1,count,1,an http URL without a path",
        "skew,steep,count,1,zipf or flat",
        "tenants,0,count,1,a whole number from 1 to 1000000"
    })
    void saysWhatIsAccepted(String first, String value, String second, String other, String sentence) {
        assertThatThrownBy(() -> config(first, value, second, other))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(sentence);
    }

    private static ItemsBlastConfig config(String... namesAndValues) {
        return ItemsBlastConfig.from(FlagSettings.of(namesAndValues));
    }
}
