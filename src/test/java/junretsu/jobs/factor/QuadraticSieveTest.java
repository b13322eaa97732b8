package junretsu.jobs.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;

class QuadraticSieveTest {
    private final long seed = Seed.draw();
    private final Random random = new Random(seed);

    @Test
    void splitsProductsOfPrimesOfEverySize() {
        for (int bits = 60; bits <= 136; bits += 2) {
            int first = 20 + random.nextInt(bits / 2 - 19);
            BigInteger n =
                    BigInteger.probablePrime(first, random).multiply(BigInteger.probablePrime(bits - first, random));
            QuadraticSieve sieve = new QuadraticSieve(n);
            assertThat(sieve.run(() -> false)).isTrue();
            assertThat(n.mod(sieve.factor())).as("%s, seed %d", n, seed).isEqualTo(BigInteger.ZERO);
            assertThat(sieve.factor()).as("seed %d", seed).isNotIn(BigInteger.ONE, n);
        }
    }

    /** Their leading coefficients are products of two primes, of which some forty pairs fit best. */
    @Test
    void splitsNumbersThatNeedMorePolynomialsThanThoseThatFitBest() {
        for (String number : List.of(
                "30513732594772539797",
                "120927119484442785817",
                "141746730041727232729",
                "205430514755841507329",
                "241138015991558284657",
                "575452413506311657177",
                "577344479217261534193")) {
            BigInteger n = new BigInteger(number);
            QuadraticSieve sieve = new QuadraticSieve(n);
            assertThat(sieve.run(() -> false)).isTrue();
            assertThat(n.mod(sieve.factor())).as(number).isZero();
            assertThat(sieve.factor()).as(number).isNotIn(BigInteger.ONE, n);
        }
    }

    @Test
    void everyPolynomialHasItsRootsAtMultiplesOfThePrimes() {
        BigInteger n = BigInteger.probablePrime(60, random).multiply(BigInteger.probablePrime(61, random));
        int multiplier = SieveMultiplier.of(n);
        BigInteger multiple = n.multiply(BigInteger.valueOf(multiplier));
        assertThat(multiple.intValue() & 3).isOne();
        FactorBase base = new FactorBase(n, multiple, 300);
        base.extend(() -> false);
        SievePolynomials polynomials = new SievePolynomials(multiple, base, 8_192, multiplier);
        for (int turn = 0; turn < 100; turn++) {
            assertThat(polynomials.next(() -> false)).isTrue();
            BigInteger a = polynomials.a();
            BigInteger b = polynomials.b();
            BigInteger c = polynomials.c();
            assertThat(b.pow(2).subtract(a.multiply(c).shiftLeft(2))).isEqualTo(multiple);
            for (int i = 1; i < base.size(); i++) {
                BigInteger p = BigInteger.valueOf(base.primes[i]);
                for (int root : new int[] {polynomials.roots1[i], polynomials.roots2[i]}) {
                    BigInteger x = BigInteger.valueOf(root - 8_192);
                    BigInteger value = a.multiply(x).add(b).multiply(x).add(c);
                    boolean isOfA = a.mod(p).signum() == 0;
                    assertThat(root == SievePolynomials.NO_ROOT).isEqualTo(isOfA);
                    assertThat(isOfA || value.mod(p).signum() == 0)
                            .as("%s, seed %d", n, seed)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void theSieveAddsTheLogarithmOfEachPrimeAtItsPlaces() {
        BigInteger n = BigInteger.probablePrime(70, random).multiply(BigInteger.probablePrime(70, random));
        int multiplier = SieveMultiplier.of(n);
        BigInteger multiple = n.multiply(BigInteger.valueOf(multiplier));
        FactorBase base = new FactorBase(n, multiple, 8_000);
        base.extend(() -> false);
        for (int places : new int[] {8_192, SieveArray.BLOCK, 3 * SieveArray.BLOCK}) {
            SievePolynomials polynomials = new SievePolynomials(multiple, base, places / 2, multiplier);
            polynomials.next(() -> false);
            SieveArray sieve = new SieveArray(base, 10, places);
            int threshold = 30;
            sieve.begin(threshold, polynomials);
            sieve.sieveLarge(sieve.firstLarge(), base.size(), polynomials);
            GrowingInts candidates = new GrowingInts();
            int[] expected = new int[places];
            for (int i = 10; i < base.size(); i++) {
                for (int place = polynomials.roots1[i]; place < places; place += base.primes[i]) {
                    expected[place] += base.logs[i];
                }
                for (int place = polynomials.roots2[i]; place < places; place += base.primes[i]) {
                    expected[place] += base.logs[i];
                }
            }
            for (int block = 0; block < sieve.blocks(); block++) {
                sieve.sieveBlock(block);
                sieve.scan(block, candidates);
            }
            int above = 0;
            for (int place = 0; place < places; place++) {
                assertThat(sieve.sum(place, threshold))
                        .as("%s, seed %d", n, seed)
                        .isEqualTo(expected[place]);
                above += expected[place] >= threshold ? 1 : 0;
            }
            assertThat(candidates.size()).isEqualTo(above).isPositive();
        }
    }

    /** The logarithm of their polynomials' values is near what a byte holds. */
    @Test
    void findsRelationsOfNumbersOfNinetyDigits() {
        BigInteger n = BigInteger.probablePrime(150, random).multiply(BigInteger.probablePrime(150, random));
        QuadraticSieve sieve = new QuadraticSieve(n);
        int[] steps = {0};
        sieve.run(() -> sieve.progress() > 0 || ++steps[0] > 200_000);
        assertThat(sieve.progress()).as("%s, seed %d", n, seed).isPositive();
    }

    @Test
    void aPolynomialsValueIsDividedAsNumbersAre() {
        for (int turn = 0; turn < 2_000; turn++) {
            BigInteger a = new BigInteger(1 + random.nextInt(60), random);
            BigInteger b = new BigInteger(1 + random.nextInt(80), random);
            BigInteger c = new BigInteger(1 + random.nextInt(100), random).negate();
            int x = random.nextInt(1 << 18) - (1 << 17);
            BigInteger big = BigInteger.valueOf(x);
            BigInteger expected = a.multiply(big).add(b).multiply(big).add(c);
            PolynomialValue value = new PolynomialValue(130);
            value.setPolynomial(a, b, c);
            value.setValueAt(x);
            assertThat(value.isZero()).isEqualTo(expected.signum() == 0);
            if (expected.signum() != 0) {
                assertThat(value.isNegative()).isEqualTo(expected.signum() < 0);
                BigInteger rest = expected.abs();
                assertThat(value.bits()).isEqualTo(rest.bitLength());
                assertThat(value.removeTwos()).isEqualTo(rest.getLowestSetBit());
                rest = rest.shiftRight(rest.getLowestSetBit());
                for (int p : new int[] {3, 5, 7, 11, 13, 1_009}) {
                    while (value.divide(p)) {
                        rest = divided(rest, p);
                    }
                    assertThat(rest.mod(BigInteger.valueOf(p)).signum()).isNotZero();
                }
                assertThat(value.bits()).isEqualTo(rest.bitLength());
                assertThat(value.rest()).isEqualTo(rest.bitLength() > 63 ? 0 : rest.longValue());
            }
        }
    }

    private static BigInteger divided(BigInteger number, int p) {
        BigInteger[] quotient = number.divideAndRemainder(BigInteger.valueOf(p));
        assertThat(quotient[1]).isEqualTo(BigInteger.ZERO);
        return quotient[0];
    }

    @Test
    void cyclesOfLargePrimesMeetEachAnEvenNumberOfTimes() {
        LargePrimeGraph graph = new LargePrimeGraph();
        List<int[]> edges = new ArrayList<>();
        Set<Integer> vertices = new HashSet<>(Set.of(1));
        int cycles = 0;
        for (int relation = 0; relation < 3_000; relation++) {
            int p = random.nextInt(4) == 0 ? 1 : 2 + random.nextInt(1_500);
            int q = 2 + random.nextInt(1_500);
            if (p == q) {
                q++;
            }
            edges.add(new int[] {p, q});
            vertices.add(p);
            vertices.add(q);
            int[] cycle = graph.add(p, q, relation);
            if (cycle != null) {
                cycles++;
                Map<Integer, Integer> met = new HashMap<>();
                Set<Integer> used = new HashSet<>();
                for (int edge : cycle) {
                    assertThat(used.add(edge)).as("seed %d", seed).isTrue();
                    met.merge(edges.get(edge)[0], 1, Integer::sum);
                    met.merge(edges.get(edge)[1], 1, Integer::sum);
                }
                assertThat(cycle).contains(relation);
                assertThat(met.values()).as("seed %d", seed).allMatch(count -> count % 2 == 0);
            }
        }
        assertThat(cycles).as("seed %d", seed).isGreaterThanOrEqualTo(edges.size() - vertices.size() + 1);
    }
}
