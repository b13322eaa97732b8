package junretsu.jobs.blast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import junretsu.config.UsageException;
import junretsu.testing.FlagSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobsBlastConfigTest {

    @Test
    void withoutFlagsItDoesTheWorkOfThePublicLoadProgramWithJobsOfItsOwn() {
        JobsBlastConfig config = config();
        assertThat(config.targets()).hasToString("[http://127.0.0.1:8090]");
        assertThat(config.isOpenLoop()).isFalse();
        assertThat(config.count()).isEqualTo(20_000);
        assertThat(config.connections()).isEqualTo(50);
        assertThat(config.source().numbers()).hasToString("numbers from 1e3 to below 1e40");
        assertThat(config.source().callers()).hasToString("a new caller each");
        assertThat(config.source().seed()).isNotEqualTo(config().source().seed());
    }

    @ParameterizedTest
    @CsvSource({"1,16", "100003,3", "49,50", "20000,50"})
    void theConnectionsPartsAreTheJobsAskedForEachOnce(long count, int connections) {
        JobsBlastConfig config = config("count", Long.toString(count), "connections", Integer.toString(connections));
        Set<Long> indexes = new HashSet<>();
        IntStream.range(0, connections).forEach(connection -> {
            for (long number = 0; number < config.quota(connection); number++) {
                indexes.add(config.index(connection, number));
            }
        });
        assertThat(indexes).hasSize((int) count).allMatch(index -> index >= 0 && index < count);
    }

    @Test
    void inOpenLoopTheRateAndTheDurationSayHowMany() {
        assertThat(config("rate", "1500", "duration", "2s").stage().count()).isEqualTo(3_000);
        assertThat(config("rate", "1.5k/s", "duration", "2s").stage().count()).isEqualTo(3_000);
    }

    @ParameterizedTest
    @CsvSource({
        "count,5,duration,1s,exclude each other",
        "poll,wait,rate,5,posts nothing when it is due; give a TIME beside --rate",
        "poll,soon,count,5,'wait, or a time with its unit'",
        "target,https://a:1,count,1,an http URL without a path",
        "numbers,many,count,1,'range:1e3..1e40, semiprime:64'",
        "callers,0,count,1,random for a new caller with each job",
        "open,0,count,1,a whole number from 1 to 10000000"
    })
    void saysWhatIsAccepted(String first, String value, String second, String other, String sentence) {
        assertThatThrownBy(() -> config(first, value, second, other))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(sentence);
    }

    private static JobsBlastConfig config(String... namesAndValues) {
        return JobsBlastConfig.from(FlagSettings.of(namesAndValues));
    }
}
