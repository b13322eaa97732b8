package junretsu.jobs.blast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobSourceTest {
    private static final int JOBS = 10_000;

    @TempDir
    Path directory;

    @Test
    void theSameSeedMakesTheSameJobsAndAnotherOneOthers() {
        JobSource source = source("range:1e3..1e40", "random", 7);
        JobSource same = source("range:1e3..1e40", "random", 7);
        JobSource other = source("range:1e3..1e40", "random", 8);
        Set<JobSource.Job> jobs = new HashSet<>();
        for (long i = 0; i < 1_000; i++) {
            assertThat(same.job(i)).isEqualTo(source.job(i));
            assertThat(source.caller(i)).isEqualTo(source.job(i).caller());
            jobs.add(source.job(i));
            jobs.add(other.job(i));
        }
        assertThat(jobs).hasSize(2_000);
    }

    @ParameterizedTest
    @CsvSource({"range:1e3..1e40,1000,40", "range:1e6..1e20,1000000,20", "range:0..3,0,1", "range:255..257,255,3"})
    void numbersOfARangeReachBothItsEndsAndNothingElse(String text, BigInteger low, int digits) {
        JobNumbers numbers = JobNumbers.parse(text);
        BigInteger bound = new java.math.BigDecimal(text.substring(text.indexOf("..") + 2)).toBigInteger();
        Set<BigInteger> seen = values(numbers);
        assertThat(seen).allMatch(number -> number.compareTo(low) >= 0 && number.compareTo(bound) < 0);
        BigInteger span = bound.subtract(low);
        boolean isSmall = span.bitLength() < 10;
        assertThat(seen).hasSize(isSmall ? span.intValue() : JOBS);
        assertThat(seen).anyMatch(number -> number.toString().length() == digits);
    }

    @Test
    void aRangeIsDrawnFromUniformly() {
        JobNumbers numbers = JobNumbers.parse("range:100..110");
        JobSource source = new JobSource(numbers, CallerMix.parse("1"), 5);
        Map<String, Long> counts = LongStream.range(0, JOBS)
                .mapToObj(i -> source.job(i).number())
                .collect(Collectors.groupingBy(number -> number, Collectors.counting()));
        assertThat(counts).hasSize(10);
        assertThat(counts.values()).allMatch(count -> count > 800 && count < 1_200);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 32, 41, 64, 100})
    void aSemiprimeIsTheProductOfTwoPrimesOfThatLength(int bits) {
        JobSource source = source("semiprime:" + bits, "random", 3);
        for (long i = 0; i < 50; i++) {
            BigInteger number = new BigInteger(source.job(i).number());
            assertThat(number.bitLength()).isBetween(2 * bits - 1, 2 * bits);
            assertThat(number.isProbablePrime(60)).isFalse();
            for (int prime = 2; prime < 1 << Math.min(bits - 1, 12); prime++) {
                assertThat(number.mod(BigInteger.valueOf(prime)).signum()).isPositive();
            }
        }
    }

    @Test
    void theNumbersOfAFileComeInTurn() throws Exception {
        Path file = directory.resolve("numbers");
        Files.writeString(file, "12\n\n 35 \n0\n");
        JobSource source = source("file:" + file, "random", 1);
        assertThat(LongStream.range(0, 5).mapToObj(i -> source.job(i).number()))
                .containsExactly("12", "35", "0", "12", "35");
        Files.writeString(file, "12\n0x7\n");
        assertThatThrownBy(() -> JobNumbers.parse("file:" + file)).hasMessageContaining("number 2 in the file is none");
        assertThatThrownBy(() -> JobNumbers.parse("file:" + directory.resolve("gone")))
                .hasMessageContaining("this one cannot: no such file");
    }

    @ParameterizedTest
    @CsvSource({
        "5000,'',range:1e3..1e40",
        "range:5,'',range:LOW..BOUND",
        "range:1e3..1e3,'',range:LOW..BOUND",
        "range:-1..5,'',range:LOW..BOUND",
        "range:1..1e999,'',up to 300 digits",
        "semiprime:3,'',4 to 400",
        "semiprime:x,'',4 to 400",
        "'',0,random for a new caller",
        "'',anna:0,names of ASCII with their shares",
        "'','anna,',names of ASCII with their shares",
        "'',1000001,from 1 to 1000000",
        "'',anna:x,names of ASCII"
    })
    void saysWhatIsAccepted(String numbers, String callers, String sentence) {
        assertThatThrownBy(() -> {
                    if (callers.isEmpty()) {
                        JobNumbers.parse(numbers);
                    } else {
                        CallerMix.parse(callers);
                    }
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource({"anna:500|ben:1,anna,500", "anna:500|ben:1,ben,1", "anna|ben|carl:2,carl,2", "a:b:3|c,a:b,3"})
    void eachNameGetsExactlyItsShare(String text, String name, int share) {
        CallerMix callers = CallerMix.parse(text.replace('|', ','));
        JobSource source = new JobSource(JobNumbers.parse("range:1..9"), callers, 1);
        int turn = text.startsWith("anna:500") ? 501 : 4;
        assertThat(LongStream.range(0, 3L * turn).mapToObj(source::caller).filter(name::equals))
                .hasSize(3 * share);
    }

    private static Set<BigInteger> values(JobNumbers numbers) {
        JobSource source = new JobSource(numbers, CallerMix.parse("1"), 11);
        return LongStream.range(0, JOBS)
                .mapToObj(i -> new BigInteger(source.job(i).number()))
                .collect(Collectors.toSet());
    }

    private static JobSource source(String numbers, String callers, long seed) {
        return new JobSource(JobNumbers.parse(numbers), CallerMix.parse(callers), seed);
    }
}
