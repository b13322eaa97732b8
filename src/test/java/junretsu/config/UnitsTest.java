package junretsu.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {

    @ParameterizedTest
    @CsvSource({"1,1", "1200,1200", "500k,500000", "2.5m,2500000", "30M,30000000", "1g,1000000000", "0.5k,500"})
    void readsCountsWithTheirMultiples(String text, long expected) {
        assertThat(Units.count(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"200,200", "200/s,200", "1k,1000", "1k/s,1000", "2.5m/s,2500000", "30M/S,30000000"})
    void readsRatesWithTheirUnitAndWithout(String text, long expected) {
        assertThat(Units.perSecond(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/s", "0/s", "-1/s", "200 /s", "200/m", "200/s/s", "200s", "0.5/s", "max"})
    void refusesOtherRates(String text) {
        assertThatThrownBy(() -> Units.perSecond(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a second");
    }

    @ParameterizedTest
    @CsvSource({
        "250us,250000",
        "100ms,100000000",
        "10s,10000000000",
        "1.5s,1500000000",
        "3m,180000000000",
        "1h,3600000000000"
    })
    void readsTimesAsNanoseconds(String text, long expected) {
        assertThat(Units.nanos(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1400,1400", "64KiB,65536", "4MiB,4194304", "4mib,4194304", "1GiB,1073741824", "2kB,2000"})
    void readsSizesAsBytes(String text, long expected) {
        assertThat(Units.bytes(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "k",
                "-1",
                "0",
                "1x",
                "1 k",
                "1e3",
                "0.5",
                "+5",
                ".5k",
                "5.k",
                "99999999999g",
                "1..5k",
                "0x10",
                "١"
            })
    void refusesATextThatIsNoCountAndSaysWhatIsAccepted(String text) {
        assertThatThrownBy(() -> Units.count(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("500k");
    }

    @ParameterizedTest
    @ValueSource(strings = {"100", "0s", "-1s", "10x", "s", "1d", "1e9h"})
    void refusesATimeWithoutUnitOrLength(String text) {
        assertThatThrownBy(() -> Units.nanos(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("100ms");
    }

    @Test
    void namesTheBoundsOfAWholeNumber() {
        assertThat(Units.integer("64", 1, 64)).isEqualTo(64);
        assertThatThrownBy(() -> Units.integer("65", 1, 64)).hasMessageContaining("from 1 to 64");
        assertThatThrownBy(() -> Units.integer("many", 1, 64)).hasMessageContaining("from 1 to 64");
    }

    @Test
    void writesSizesAsPeopleGiveThem() {
        assertThat(Units.formatBytes(4 << 20)).isEqualTo("4 MiB");
        assertThat(Units.formatBytes(212_992)).isEqualTo("208 KiB");
        assertThat(Units.formatBytes(1_572_864)).isEqualTo("1.5 MiB");
        assertThat(Units.formatBytes(100)).isEqualTo("100 B");
    }
}
