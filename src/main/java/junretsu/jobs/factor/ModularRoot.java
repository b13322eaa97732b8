package junretsu.jobs.factor;

/** Square roots and inverses modulo a prime below 2^31. */
final class ModularRoot {
    private ModularRoot() {}

    /** A square root of a square modulo an odd prime, by Shanks' algorithm (Cohen, 1993, algorithm 1.5.1). */
    static int of(int square, int p) {
        if ((p & 3) == 3) {
            return (int) power(square, (p + 1) / 4, p);
        }
        int twos = Integer.numberOfTrailingZeros(p - 1);
        int odd = p - 1 >> twos;
        long generator = power(nonResidue(p), odd, p);
        long root = power(square, (odd + 1) / 2, p);
        long rest = power(square, odd, p);
        while (rest > 1) {
            int order = 0;
            for (long power = rest; power != 1; power = power * power % p) {
                order++;
            }
            long factor = generator;
            for (int i = 1; i < twos - order; i++) {
                factor = factor * factor % p;
            }
            root = root * factor % p;
            generator = factor * factor % p;
            rest = rest * generator % p;
            twos = order;
        }
        return rest == 0 ? 0 : (int) root;
    }

    private static long nonResidue(int p) {
        long z = 2;
        while (StrongLucas.jacobi(z, p) != -1) {
            z++;
        }
        return z;
    }

    static long power(long base, int exponent, int p) {
        long power = 1;
        long square = base;
        for (int e = exponent; e > 0; e >>= 1) {
            if ((e & 1) != 0) {
                power = power * square % p;
            }
            square = square * square % p;
        }
        return power;
    }

    /** The inverse of a number from 1 to p - 1, by Euclid's algorithm. */
    static int inverse(int number, int p) {
        int a = number;
        int b = p;
        int x = 1;
        int y = 0;
        while (a != 1) {
            int q = b / a;
            int rest = b - q * a;
            b = a;
            a = rest;
            int next = y - q * x;
            y = x;
            x = next;
        }
        return x < 0 ? x + p : x;
    }
}
