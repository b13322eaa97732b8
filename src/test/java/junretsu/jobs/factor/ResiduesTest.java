package junretsu.jobs.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;

class ResiduesTest {
    private static final int REGISTERS = 8;

    private final long seed = Seed.draw();
    private final Random random = new Random(seed);

    /** Odd moduli of random sizes, and the smallest and largest of each size at which the kind changes. */
    private List<BigInteger> moduli() {
        List<BigInteger> moduli = new ArrayList<>();
        for (int bits = 2; bits <= 420; bits += 1 + random.nextInt(3)) {
            moduli.add(new BigInteger(bits, random).setBit(bits - 1).setBit(0));
        }
        for (int bits : new int[] {63, 64, 115, 116, 117, 175, 176, 177, 235, 236, 237, 3_320}) {
            moduli.add(BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
            moduli.add(BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE));
        }
        return moduli;
    }

    private BigInteger number(BigInteger n) {
        return switch (random.nextInt(8)) {
            case 0 -> BigInteger.ZERO;
            case 1 -> BigInteger.ONE;
            case 2 -> n.subtract(BigInteger.ONE);
            default -> new BigInteger(n.bitLength(), random).mod(n);
        };
    }

    @Test
    void multipliesSumsAndDifferencesAsNumbersDo() {
        for (BigInteger n : moduli()) {
            Residues residues = Residues.of(n, REGISTERS);
            for (int i = 0; i < 20; i++) {
                BigInteger a = number(n);
                BigInteger b = number(n);
                BigInteger c = number(n);
                BigInteger d = number(n);
                residues.set(0, a);
                residues.set(1, b);
                residues.set(2, c);
                residues.set(3, d);
                residues.addAndSubtract(4, 5, 0, 1);
                residues.add(6, 2, 3);
                residues.subtract(7, 2, 3);
                BigInteger sums = a.add(b).multiply(c.add(d)).mod(n);
                BigInteger differences = a.subtract(b).multiply(c.subtract(d)).mod(n);
                residues.multiply(4, 4, 6);
                residues.multiply(5, 7, 5);
                assertThat(residues.get(4)).as("%s, seed %d", n, seed).isEqualTo(sums);
                assertThat(residues.get(5)).as("%s, seed %d", n, seed).isEqualTo(differences);
                residues.addAndSubtract(4, 5, 5, 4);
                residues.multiply(4, 4, 5);
                assertThat(residues.get(4))
                        .as("%s, seed %d", n, seed)
                        .isEqualTo(differences.pow(2).subtract(sums.pow(2)).mod(n));
            }
        }
    }

    @Test
    void staysRightInLongChainsWithoutAReduction() {
        for (BigInteger n : moduli()) {
            Residues residues = Residues.of(n, REGISTERS);
            BigInteger a = number(n);
            BigInteger b = number(n);
            residues.set(0, a);
            residues.set(1, b);
            for (int i = 0; i < 200; i++) {
                residues.addAndSubtract(2, 3, 0, 1);
                residues.multiply(0, 2, 2);
                residues.multiply(1, 3, 2);
                BigInteger sum = a.add(b);
                b = a.subtract(b).multiply(sum).mod(n);
                a = sum.multiply(sum).mod(n);
            }
            assertThat(residues.get(0)).as("%s, seed %d", n, seed).isEqualTo(a);
            assertThat(residues.get(1)).as("%s, seed %d", n, seed).isEqualTo(b);
            residues.copy(5, 1);
            assertThat(residues.canonical(5)).isEqualTo(residues.canonical(1));
            assertThat(residues.gcd(5)).isEqualTo(b.gcd(n));
        }
    }

    @Test
    void wordsDoTheSame() {
        for (int bits = 2; bits <= 63; bits++) {
            for (int i = 0; i < 50; i++) {
                long n = (random.nextLong() >>> 64 - bits | 1L << bits - 1 | 1) & Long.MAX_VALUE;
                BigInteger m = BigInteger.valueOf(n);
                WordModulus modulus = new WordModulus(n);
                BigInteger a = number(m);
                BigInteger b = number(m);
                long x = modulus.of(a.longValue());
                long y = modulus.of(b.longValue());
                assertThat(number(modulus, modulus.multiply(x, y)))
                        .isEqualTo(a.multiply(b).mod(m));
                assertThat(number(modulus, modulus.add(x, y)))
                        .isEqualTo(a.add(b).mod(m));
                assertThat(number(modulus, modulus.subtract(x, y)))
                        .isEqualTo(a.subtract(b).mod(m));
                assertThat(modulus.gcd(x)).isEqualTo(a.gcd(m).longValue());
                assertThat(number(modulus, modulus.power(x, 12_345)))
                        .isEqualTo(a.modPow(BigInteger.valueOf(12_345), m));
                if (a.gcd(m).equals(BigInteger.ONE)) {
                    assertThat(number(modulus, modulus.inverseOf(x))).isEqualTo(a.modInverse(m));
                }
            }
        }
    }

    private static BigInteger number(WordModulus modulus, long residue) {
        return BigInteger.valueOf(modulus.multiply(residue, 1));
    }

    @Test
    void findsSquareRootsAndInversesModuloPrimes() {
        for (int p = 3; p < 3_000; p += 2) {
            if (Primality.isPrime(p)) {
                for (int x = 1; x < p; x += 1 + p / 100) {
                    int square = (int) ((long) x * x % p);
                    long root = ModularRoot.of(square, p);
                    assertThat(root * root % p).as("%d modulo %d", square, p).isEqualTo(square);
                    assertThat((long) ModularRoot.inverse(x, p) * x % p).isOne();
                }
            }
        }
    }
}
