package junretsu.jobs.factor;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Factors the numbers of files, one a line, in one thread: rounds over each file, of which the first ones warm up.
 * Prints a line for each file: microseconds of the thread's CPU time a number, of each round that counts. Every
 * answer is multiplied back and each factor tested by the JDK.
 *
 * <pre>{@code FactorSpeed WARM_UP_ROUNDS ROUNDS FILE...}</pre>
 */
final class FactorSpeed {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private FactorSpeed() {}

    public static void main(String[] args) throws IOException {
        int warmUp = Integer.parseInt(args[0]);
        int rounds = warmUp + Integer.parseInt(args[1]);
        for (int file = 2; file < args.length; file++) {
            Path path = Path.of(args[file]);
            List<BigInteger> numbers =
                    Files.readAllLines(path).stream().map(BigInteger::new).toList();
            StringBuilder line = new StringBuilder(path.getFileName().toString());
            for (int round = 0; round < rounds; round++) {
                double micros = micros(numbers, round == 0);
                if (round >= warmUp) {
                    line.append(String.format(Locale.ROOT, " %.2f", micros));
                }
            }
            System.out.println(line);
        }
    }

    private static double micros(List<BigInteger> numbers, boolean isChecked) {
        long nanos = 0;
        for (BigInteger number : numbers) {
            long start = THREADS.getCurrentThreadCpuTime();
            Factoring factoring = new Factoring(number);
            factoring.grantSeat();
            factoring.run(() -> false);
            List<BigInteger> primes = factoring.primes();
            nanos += THREADS.getCurrentThreadCpuTime() - start;
            if (isChecked) {
                check(number, primes);
            }
        }
        return nanos / 1e3 / numbers.size();
    }

    private static void check(BigInteger number, List<BigInteger> primes) {
        boolean isProduct =
                primes.stream().reduce(BigInteger.ONE, BigInteger::multiply).equals(number);
        if (!isProduct || !primes.stream().allMatch(prime -> prime.isProbablePrime(30))) {
            throw new AssertionError("a wrong answer for " + number + ": " + primes);
        }
    }
}
