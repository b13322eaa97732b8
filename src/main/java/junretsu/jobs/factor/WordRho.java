package junretsu.jobs.factor;

/**
 * Pollard's rho for numbers below 2^63 in Brent's form ("An improved Monte Carlo factorization algorithm", 1980):
 * some sqrt(p) steps for a prime factor p. The differences are multiplied, and one greatest common divisor taken for
 * many.
 */
final class WordRho {
    private static final int BATCH = 64;

    private WordRho() {}

    /** Returns a factor other than 1 and n; n is odd, not prime and not the square of a prime. */
    static long factor(long n) {
        WordModulus modulus = new WordModulus(n);
        for (long constant = 1; ; constant++) {
            long factor = factor(modulus, modulus.of(constant));
            if (factor != n) {
                return factor;
            }
        }
    }

    private static long factor(WordModulus modulus, long constant) {
        long y = modulus.add(modulus.one(), modulus.one());
        for (long run = 1; ; run *= 2) {
            long x = y;
            y = skip(modulus, y, constant, run);
            for (long done = 0; done < run; done += BATCH) {
                long start = y;
                long product = modulus.one();
                for (long i = Math.min(BATCH, run - done); i > 0; i--) {
                    y = modulus.add(modulus.multiply(y, y), constant);
                    product = modulus.multiply(product, modulus.subtract(x, y));
                }
                if (modulus.gcd(product) != 1) {
                    return oneByOne(modulus, x, start, constant);
                }
            }
        }
    }

    private static long skip(WordModulus modulus, long start, long constant, long count) {
        long y = start;
        for (long i = 0; i < count; i++) {
            y = modulus.add(modulus.multiply(y, y), constant);
        }
        return y;
    }

    private static long oneByOne(WordModulus modulus, long x, long start, long constant) {
        long y = start;
        while (true) {
            y = modulus.add(modulus.multiply(y, y), constant);
            long common = modulus.gcd(modulus.subtract(x, y));
            if (common != 1) {
                return common;
            }
        }
    }
}
