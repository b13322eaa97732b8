package junretsu.jobs.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FactoringSlicesTest {
    private static final Checkpoint ALWAYS = () -> true;
    private static final BigInteger THIRTY_NINE_DIGITS = new BigInteger("291998276708774908277741680533805796267");
    private static final BigInteger FIFTY_DIGITS =
            new BigInteger("10000000000000000000000013").multiply(new BigInteger("20000000000000000000000009"));

    private static List<BigInteger> wholeAnswer(BigInteger number) {
        Factoring factoring = new Factoring(number);
        factoring.grantSeat();
        factoring.run(() -> false);
        return factoring.primes();
    }

    @Test
    void givesTheSameAnswerWhenEverySliceIsOverAtOnce() {
        for (BigInteger number : List.of(
                THIRTY_NINE_DIGITS,
                BigInteger.ONE.shiftLeft(400).subtract(BigInteger.ONE),
                new BigInteger("18446744073709551557").pow(7),
                new BigInteger("340282366920938463463374607431768211507")
                        .multiply(BigInteger.valueOf(4_294_967_291L)))) {
            Factoring factoring = new Factoring(number);
            factoring.grantSeat();
            int slices = 1;
            while (!factoring.run(ALWAYS)) {
                slices++;
                assertThat(product(factoring.primes()).multiply(factoring.rest()))
                        .isEqualTo(number);
                assertThat(slices).isLessThan(1_000_000);
            }
            assertThat(slices).isGreaterThan(20);
            assertThat(factoring.primes()).isEqualTo(wholeAnswer(number));
        }
    }

    private static BigInteger product(List<BigInteger> factors) {
        return factors.stream().reduce(BigInteger.ONE, BigInteger::multiply);
    }

    @Test
    void tellsTheMethodAtWorkAndHowFarTheSieveIs() {
        Factoring factoring = new Factoring(THIRTY_NINE_DIGITS);
        Set<String> methods = new HashSet<>();
        List<Double> progress = new ArrayList<>();
        assertThat(factoring.progress()).isNegative();
        while (!factoring.run(ALWAYS)) {
            methods.add(factoring.method());
            if (factoring.method().equals("sieve")) {
                progress.add(factoring.progress());
            }
        }
        assertThat(methods).contains("trial division", "ecm", "sieve", "linear algebra");
        assertThat(progress).isSorted().allMatch(share -> share >= 0 && share <= 1);
        assertThat(factoring.progress()).isEqualTo(1);
    }

    @Test
    void stopsBeforeALargeSieveUntilItHasASeat() {
        Factoring factoring = new Factoring(FIFTY_DIGITS);
        assertThat(factoring.run(() -> false)).isFalse();
        assertThat(factoring.needsSeat()).isTrue();
        assertThat(factoring.run(() -> false)).isFalse();
        assertThat(factoring.isDone()).isFalse();
        factoring.grantSeat();
        assertThat(factoring.run(() -> false)).isTrue();
        assertThat(factoring.needsSeat()).isFalse();
        assertThat(factoring.primes()).hasSize(2);
    }

    @Test
    void canBeResumedByAnotherThread() throws InterruptedException {
        Factoring factoring = new Factoring(THIRTY_NINE_DIGITS);
        for (int turn = 0; turn < 100_000 && !factoring.isDone(); turn++) {
            int[] asked = new int[1];
            Thread thread = new Thread(() -> factoring.run(() -> ++asked[0] >= 50));
            thread.start();
            thread.join();
        }
        assertThat(factoring.primes()).isEqualTo(wholeAnswer(THIRTY_NINE_DIGITS));
    }

    @Test
    void whatIsLeftIsCompositeWheneverItIsSettled() {
        BigInteger prime = new BigInteger("340282366920938463463374607431768211507");
        Set<BigInteger> done = new HashSet<>();
        BigInteger hundredDigits = BigInteger.TEN.pow(99).nextProbablePrime();
        for (BigInteger number : List.of(
                BigInteger.valueOf(71 * 73),
                hundredDigits,
                hundredDigits.shiftLeft(7),
                prime.pow(3).multiply(BigInteger.valueOf(4_294_967_291L)),
                prime.multiply(BigInteger.valueOf(1_000_003).pow(4)).multiply(BigInteger.valueOf(4_294_967_291L)),
                FIFTY_DIGITS.multiply(prime))) {
            for (int slices = 1; slices <= 60; slices++) {
                Factoring factoring = new Factoring(number);
                for (int i = 0; i < slices; i++) {
                    factoring.run(ALWAYS);
                }
                factoring.settle();
                BigInteger rest = factoring.rest();
                String state = number + " after " + slices + " slices: " + factoring.primes() + " and " + rest;
                assertThat(product(factoring.primes()).multiply(rest)).isEqualTo(number);
                assertThat(factoring.isDone()).as(state).isEqualTo(rest.equals(BigInteger.ONE));
                assertThat(rest.isProbablePrime(50)).as(state).isFalse();
                assertThat(factoring.primes()).as(state).allMatch(Primality::isPrime);
                if (factoring.isDone()) {
                    done.add(number);
                }
            }
        }
        assertThat(done).contains(hundredDigits, hundredDigits.shiftLeft(7));
    }

    @Test
    void keepsWhatItFoundWhenItIsStopped() {
        BigInteger known = BigInteger.valueOf(3).pow(5).multiply(BigInteger.valueOf(1_000_003));
        Factoring factoring = new Factoring(known.multiply(FIFTY_DIGITS));
        assertThat(factoring.run(() -> false)).isFalse();
        assertThat(factoring.primes()).hasSize(6);
        assertThat(factoring.rest()).isEqualTo(FIFTY_DIGITS);
    }
}
