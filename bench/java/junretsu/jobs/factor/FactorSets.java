package junretsu.jobs.factor;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the sets of numbers that are factored, the same ones each time, into a folder: {@code FactorSets FOLDER}.
 */
final class FactorSets {
    private static final Random RANDOM = new Random(1);

    private FactorSets() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        write(folder, "u20", 4_000, () -> uniform(6, 20));
        write(folder, "o40", 300, () -> uniform(3, 40));
        write(folder, "s32x2", 400, () -> semiprime(32));
        write(folder, "s40x2", 200, () -> semiprime(40));
        write(folder, "s64x2", 30, () -> semiprime(64));
        write(folder, "s80x2", 6, () -> semiprime(80));
        write(folder, "s100x2", 1, () -> semiprime(100));
    }

    private static void write(Path folder, String name, int count, Supplier<BigInteger> source) throws IOException {
        String lines =
                Stream.generate(source).limit(count).map(number -> number + "\n").collect(Collectors.joining());
        Files.writeString(folder.resolve(name), lines);
    }

    /** Uniform from a power of ten up to another. */
    private static BigInteger uniform(int from, int to) {
        BigInteger low = BigInteger.TEN.pow(from);
        BigInteger width = BigInteger.TEN.pow(to).subtract(low);
        BigInteger offset = new BigInteger(width.bitLength(), RANDOM);
        return offset.compareTo(width) < 0 ? low.add(offset) : uniform(from, to);
    }

    private static BigInteger semiprime(int bits) {
        return BigInteger.probablePrime(bits, RANDOM).multiply(BigInteger.probablePrime(bits, RANDOM));
    }
}
