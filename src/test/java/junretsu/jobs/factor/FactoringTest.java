package junretsu.jobs.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;

class FactoringTest {
    private static final Checkpoint NEVER = () -> false;

    private final long seed = Seed.draw();
    private final Random random = new Random(seed);

    private static List<BigInteger> primesOf(BigInteger number) {
        Factoring factoring = new Factoring(number);
        factoring.grantSeat();
        assertThat(factoring.run(NEVER)).as("%s", number).isTrue();
        assertThat(factoring.isDone()).isTrue();
        assertThat(factoring.rest()).isEqualTo(BigInteger.ONE);
        return factoring.primes();
    }

    /** Multiplies back, and has the JDK test each factor. */
    private static void check(BigInteger number) {
        List<BigInteger> primes = primesOf(number);
        assertThat(primes.stream().reduce(BigInteger.ONE, BigInteger::multiply)).isEqualTo(number);
        assertThat(primes).as("%s", number).isSorted().allMatch(prime -> prime.isProbablePrime(50));
    }

    private static void check(String number) {
        check(new BigInteger(number));
    }

    private BigInteger prime(int bits) {
        return BigInteger.probablePrime(bits, random);
    }

    private static BigInteger product(List<BigInteger> factors) {
        return factors.stream().reduce(BigInteger.ONE, BigInteger::multiply);
    }

    @Test
    void factorsEveryNumberBelowAMillionAsASieveDoes() {
        int limit = 1_000_000;
        int[] smallest = new int[limit];
        for (int p = 2; p < limit; p++) {
            boolean isPrime = smallest[p] == 0;
            for (int multiple = p; isPrime && multiple < limit; multiple += p) {
                smallest[multiple] = smallest[multiple] == 0 ? p : smallest[multiple];
            }
        }
        for (int n = 2; n < limit; n++) {
            Factoring factoring = new Factoring(BigInteger.valueOf(n));
            factoring.run(NEVER);
            int rest = n;
            for (BigInteger prime : factoring.primes()) {
                if (prime.intValue() != smallest[rest]) {
                    throw new AssertionError(n + " gave " + factoring.primes());
                }
                rest /= smallest[rest];
            }
            if (rest != 1) {
                throw new AssertionError(n + " gave " + factoring.primes());
            }
        }
    }

    @Test
    void zeroAndOneHaveNoPrimesAndAreDoneAtOnce() {
        for (int n = 0; n <= 1; n++) {
            Factoring factoring = new Factoring(BigInteger.valueOf(n));
            assertThat(factoring.isDone()).isTrue();
            assertThat(factoring.run(NEVER)).isTrue();
            assertThat(factoring.primes()).isEmpty();
            assertThat(factoring.rest()).isEqualTo(BigInteger.valueOf(n));
            assertThat(factoring.needsSeat()).isFalse();
        }
    }

    @Test
    void rejectsNegativeNumbersAndThoseWithMoreThanAThousandDigits() {
        assertThatThrownBy(() -> new Factoring(BigInteger.valueOf(-4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("below 0");
        assertThatThrownBy(() -> new Factoring(BigInteger.TEN.pow(1_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 1000 digits");
        check(BigInteger.TEN.pow(999));
    }

    @Test
    void findsTheFactorsOfProductsOfEverySize() {
        for (int bits = 4; bits <= 300; bits += 3) {
            List<BigInteger> factors = new ArrayList<>();
            factors.add(prime(bits));
            factors.add(prime(2 + random.nextInt(Math.min(bits, 32))));
            factors.add(prime(2 + random.nextInt(Math.min(bits, 28))));
            factors.add(prime(2 + random.nextInt(16)));
            Collections.sort(factors);
            assertThat(primesOf(product(factors))).as("seed %d", seed).isEqualTo(factors);
        }
    }

    @Test
    void splitsProductsOfTwoPrimesOfTheSameSize() {
        for (int bits = 6; bits <= 62; bits++) {
            List<BigInteger> factors = new ArrayList<>(List.of(prime(bits), prime(bits)));
            Collections.sort(factors);
            assertThat(primesOf(product(factors))).as("seed %d", seed).isEqualTo(factors);
        }
    }

    @Test
    void splitsProductsOfPrimesThatAreNextToEachOther() {
        for (int bits = 8; bits <= 60; bits += 4) {
            BigInteger p = prime(bits);
            check(p.multiply(p.nextProbablePrime()));
            check(p.multiply(p.nextProbablePrime())
                    .multiply(p.nextProbablePrime().nextProbablePrime()));
        }
    }

    @Test
    void takesPrimePowersApart() {
        for (int exponent = 1; exponent <= 40; exponent++) {
            for (int bits : new int[] {2, 3, 8, 12, 13, 16, 24, 32, 33, 50, 64, 80}) {
                BigInteger p = prime(bits);
                assertThat(primesOf(p.pow(exponent))).as("seed %d", seed).isEqualTo(Collections.nCopies(exponent, p));
            }
        }
    }

    @Test
    void takesSquaresAndCubesApartNearTheLimitsOfItsDigits() {
        for (int bits : new int[] {20, 21, 22, 31, 32, 38, 39, 40, 57, 58, 59, 60, 61, 63, 64, 87, 88, 89}) {
            BigInteger below = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.valueOf(1 + random.nextInt(1_000)));
            for (BigInteger p : List.of(below.nextProbablePrime(), prime(bits))) {
                check(p.pow(2));
                check(p.pow(3));
                check(p.pow(2).multiply(prime(30)));
                check(p.pow(2).multiply(prime(30).pow(2)));
            }
        }
    }

    @Test
    void factorsTheNeighboursOfPowersOfTwo() {
        for (int exponent : new int[] {31, 32, 62, 63, 64, 116, 120, 126, 127, 128}) {
            for (int k = -40; k <= 40; k++) {
                check(BigInteger.ONE.shiftLeft(exponent).add(BigInteger.valueOf(k)));
            }
        }
    }

    @Test
    void factorsPowersAndFactorials() {
        BigInteger factorial = BigInteger.ONE;
        for (int k = 1; k <= 400; k++) {
            factorial = factorial.multiply(BigInteger.valueOf(k));
            check(factorial);
            check(BigInteger.ONE.shiftLeft(8 * k));
            assertThat(primesOf(BigInteger.ONE.shiftLeft(k))).hasSize(k);
        }
        check(BigInteger.TEN.pow(50));
    }

    @Test
    void isNotDeceivedByPseudoprimes() {
        for (long carmichael : new long[] {
            561,
            1_105,
            1_729,
            2_465,
            2_821,
            6_601,
            8_911,
            10_585,
            15_841,
            29_341,
            41_041,
            825_265,
            321_197_185,
            5_394_826_801L,
            232_250_619_601L,
            9_746_347_772_161L,
            1_436_697_831_295_441L,
            60_977_817_398_996_785L
        }) {
            assertThat(primesOf(BigInteger.valueOf(carmichael))).hasSizeGreaterThanOrEqualTo(3);
        }
        check("3825123056546413051");
        check("318665857834031151167461");
        check("3317044064679887385961981");
        check("1195068768795265792518361315725116351898245581");
    }

    @Test
    void splitsANumberThatLooksLikeAPowerOfTen() {
        assertThat(primesOf(new BigInteger("100000000000000000050700000000000000004563")))
                .containsExactly(new BigInteger("100000000000000000039"), new BigInteger("1000000000000000000117"));
    }

    @Test
    void findsMiddleFactorsOfNumbersThatAreNotSieved() {
        BigInteger p = prime(44);
        BigInteger q = prime(400);
        assertThat(primesOf(p.multiply(q))).as("seed %d", seed).containsExactly(p, q);
    }

    @Test
    void saysHowCertainItIs() {
        Factoring small = new Factoring(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.valueOf(59)));
        small.run(NEVER);
        assertThat(small.certainty()).isEqualTo(Certainty.PROVEN);
        Factoring large = new Factoring(BigInteger.ONE.shiftLeft(64).add(BigInteger.valueOf(13)));
        large.run(NEVER);
        assertThat(large.primes()).hasSize(1);
        assertThat(large.certainty()).isEqualTo(Certainty.PROBABLE);
    }
}
