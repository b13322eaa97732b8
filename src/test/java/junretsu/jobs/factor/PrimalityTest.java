package junretsu.jobs.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.Random;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;

class PrimalityTest {
    private final long seed = Seed.draw();
    private final Random random = new Random(seed);

    private static boolean isPrime(String number) {
        return Primality.isPrime(new BigInteger(number));
    }

    /** Asks the Baillie-PSW test itself, also below the size from which on it is used. */
    private static boolean passesLucas(long number) {
        StrongLucas lucas = new StrongLucas(BigInteger.valueOf(number));
        lucas.run(() -> false);
        return lucas.isPassed();
    }

    @Test
    void agreesWithASieveBelowAMillion() {
        int limit = 1_000_000;
        BitSet composite = new BitSet(limit);
        for (int p = 2; p < limit; p++) {
            for (long multiple = (long) p * p; !composite.get(p) && multiple < limit; multiple += p) {
                composite.set((int) multiple);
            }
            if (Primality.isPrime(p) == composite.get(p)) {
                throw new AssertionError(p);
            }
        }
        assertThat(Primality.isPrime(0)).isFalse();
        assertThat(Primality.isPrime(1)).isFalse();
        assertThat(Primality.isPrime(-7)).isFalse();
        assertThat(isPrime("-18446744073709551629")).isFalse();
    }

    @Test
    void isNotDeceivedByStrongPseudoprimes() {
        for (String number : new String[] {
            "2047",
            "3277",
            "4033",
            "1373653",
            "25326001",
            "3215031751",
            "2152302898747",
            "3474749660383",
            "341550071728321",
            "3825123056546413051",
            "318665857834031151167461",
            "3317044064679887385961981",
            "6003094289670105800312596501",
            "59276361075595573263446330101",
            "564132928021909221014087501701",
            "1195068768795265792518361315725116351898245581",
            "1396981702787004809899378463251",
            "1543267864443420616877677640751301"
        }) {
            assertThat(isPrime(number)).as(number).isFalse();
        }
    }

    @Test
    void theLucasPartAloneHasItsKnownPseudoprimes() {
        for (long pseudoprime : new long[] {5_459, 5_777, 10_877, 16_109, 18_971, 22_499, 24_569, 25_199, 40_309}) {
            assertThat(passesLucas(pseudoprime)).as("%d", pseudoprime).isTrue();
            assertThat(Primality.isPrime(pseudoprime)).as("%d", pseudoprime).isFalse();
        }
        int passed = 0;
        for (int n = 5_001; n < 40_000; n += 2) {
            boolean isPassed = passesLucas(n);
            assertThat(isPassed || !Primality.isPrime(n)).as("%d", n).isTrue();
            passed += isPassed && !Primality.isPrime(n) ? 1 : 0;
        }
        assertThat(passed).isEqualTo(8);
    }

    @Test
    void knowsThePrimesAtTheLimitsOfWords() {
        for (String prime : new String[] {
            "9223372036854775783",
            "9223372036854775837",
            "18446744073709551557",
            "18446744073709551629",
            "170141183460469231731687303715884105727",
            "340282366920938463463374607431768211507"
        }) {
            BigInteger p = new BigInteger(prime);
            assertThat(Primality.isPrime(p)).as(prime).isTrue();
            for (int k = -60; k <= 60; k++) {
                BigInteger near = p.add(BigInteger.valueOf(k));
                assertThat(Primality.isPrime(near)).as("%s", near).isEqualTo(near.isProbablePrime(50));
            }
        }
        assertThat(Primality.isPrime(BigInteger.ONE.shiftLeft(2_203).subtract(BigInteger.ONE)))
                .isTrue();
    }

    @Test
    void agreesWithTheJdkOnRandomNumbers() {
        for (int bits = 20; bits < 400; bits += 5) {
            BigInteger prime = BigInteger.probablePrime(bits, random);
            BigInteger other = BigInteger.probablePrime(bits, random);
            assertThat(Primality.isPrime(prime)).as("seed %d", seed).isTrue();
            assertThat(Primality.isPrime(prime.multiply(other)))
                    .as("seed %d", seed)
                    .isFalse();
            assertThat(Primality.isPrime(prime.pow(2))).as("seed %d", seed).isFalse();
        }
    }

    @Test
    void knowsTheJacobiSymbolOfSquares() {
        for (int m = 3; m < 400; m += 2) {
            for (int a = 0; a < m; a++) {
                int expected = BigInteger.valueOf(a).gcd(BigInteger.valueOf(m)).intValue() > 1 ? 0 : symbol(a, m);
                assertThat(StrongLucas.jacobi(a, m)).as("(%d / %d)", a, m).isEqualTo(expected);
            }
        }
    }

    /** By definition: the product over the prime factors of m of Euler's criterion. */
    private static int symbol(int a, int m) {
        int symbol = 1;
        int rest = m;
        for (int p = 3; rest > 1; p += 2) {
            while (rest % p == 0) {
                rest /= p;
                symbol *= ModularRoot.power(a % p, (p - 1) / 2, p) == 1 ? 1 : -1;
            }
        }
        return symbol;
    }
}
