package junretsu.jobs.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import junretsu.testing.Seed;
import junretsu.testing.Soak;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The factoring beside PARI/GP, another implementation, and how soon it ends a slice. */
class FactoringIT {
    /** Milliseconds of CPU; {@link Factoring#run} promises 20. */
    private static final double SLICE_END_MS_MAX = 20;

    private final long seed = Seed.draw();
    private final int numbers = Soak.rounds(4_000, 100_000);
    private final Random random = new Random(seed);

    @TempDir
    Path folder;

    @Test
    void givesTheSameFactorsAsPari() throws Exception {
        List<BigInteger> sent = new ArrayList<>();
        for (int i = 0; i < numbers; i++) {
            sent.add(new BigInteger(2 + random.nextInt(99), random).add(BigInteger.TWO));
        }
        List<String> expected = pari(sent);
        assertThat(expected).hasSize(numbers);
        for (int i = 0; i < numbers; i++) {
            Factoring factoring = new Factoring(sent.get(i));
            factoring.run(() -> false);
            String primes =
                    factoring.primes().stream().map(BigInteger::toString).collect(Collectors.joining(" "));
            assertThat(primes).as("%s, seed %d", sent.get(i), seed).isEqualTo(expected.get(i));
        }
    }

    /** For each number its prime factors, ascending, each as often as it divides. */
    private List<String> pari(List<BigInteger> numbers) throws IOException, InterruptedException {
        Path input = folder.resolve("numbers");
        Path output = folder.resolve("factors");
        Path script = folder.resolve("factor.gp");
        Files.write(input, numbers.stream().map(BigInteger::toString).toList());
        Files.writeString(script, """
                v = readvec("%s");
                line(m) = concat(vector(#m~, i, concat(vector(m[i, 2], k, Str(m[i, 1], " ")))));
                for(i = 1, #v, write("%s", line(factorint(v[i]))));
                quit
                """.formatted(input, output));
        Process gp;
        try {
            gp = new ProcessBuilder("gp", "-q", "-f", "-s", "200M", script.toString()).start();
        } catch (IOException e) {
            Assumptions.abort("needs gp: apt-get install pari-gp");
            throw e;
        }
        gp.getOutputStream().close();
        String said = new String(gp.getInputStream().readAllBytes())
                + new String(gp.getErrorStream().readAllBytes());
        assertThat(gp.waitFor()).as(said).isZero();
        return Files.readAllLines(output).stream().map(String::strip).toList();
    }

    @Test
    void asksTheCheckpointOftenEnoughToEndASliceInTime() {
        for (int digits : new int[] {38, 48, 60, 90, 300, 999}) {
            BigInteger number = semiprime(digits);
            worstGapMs(number);
            assertThat(worstGapMs(number)).as("%s, seed %d", number, seed).isLessThan(SLICE_END_MS_MAX);
        }
    }

    private BigInteger semiprime(int digits) {
        int bits = (int) (digits * Math.log(10) / Math.log(2) / 2);
        return BigInteger.probablePrime(bits, random).multiply(BigInteger.probablePrime(bits, random));
    }

    /**
     * The longest time between two looks at the checkpoint, of this thread's CPU, in three seconds of work at most.
     */
    private static double worstGapMs(BigInteger number) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        long[] last = {start, 0};
        Factoring factoring = new Factoring(number);
        factoring.grantSeat();
        factoring.run(() -> {
            long now = threads.getCurrentThreadCpuTime();
            last[1] = Math.max(last[1], now - last[0]);
            last[0] = now;
            return now - start > 3_000_000_000L;
        });
        return last[1] / 1e6;
    }
}
