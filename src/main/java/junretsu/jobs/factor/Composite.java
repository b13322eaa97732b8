package junretsu.jobs.factor;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** One part of the number on its way through the methods, each of which may show it to be prime or split it. */
final class Composite {
    /** Larger numbers, of some 100 digits, are not sieved: curves go on. */
    private static final int SIEVED_BITS_MAX = 333;

    /** From here on a sieve holds megabytes, and for seconds. */
    private static final int SEAT_BITS = 160;

    /** Levels of elliptic curves that take less time than looking for roots, in numbers of up to so many bits. */
    private static final int CHEAP_LEVELS = 3;

    private static final int CHEAP_BITS = 200;

    /** The curves of a level have parameters of their own, also when the last level is repeated. */
    private static final long SIGMAS_A_LEVEL = 1_000;

    private final BigInteger value;
    private final int times;

    /** The first level of elliptic curves that nobody tried yet. */
    private int level;

    private boolean isRootless;
    private boolean isPrime;
    private BailliePsw test;
    private Method method;
    private List<Composite> parts;

    /**
     * A part that nothing is known of.
     *
     * @param value without a prime factor below {@link TrialDivision#LIMIT}
     * @param times it divides the number so often
     */
    Composite(BigInteger value, int times) {
        this.value = value;
        this.times = times;
        test = value.bitLength() < 64 ? null : new BailliePsw(value);
        method = test;
    }

    BigInteger value() {
        return value;
    }

    int times() {
        return times;
    }

    /** Runs the method at work and chooses the next one; returns false when the slice was over before its end. */
    boolean run(Checkpoint checkpoint) {
        if (!method.run(checkpoint)) {
            return false;
        }
        if (method == test) {
            isPrime = test.isPrime();
        } else if (method.factor() != null) {
            split();
            return true;
        }
        if (!isPrime) {
            method = next();
        }
        return true;
    }

    private Method next() {
        int bits = value.bitLength();
        int last = CurveLevel.ALL.length - 1;
        while (level <= last && !CurveLevel.ALL[level].isFor(bits)) {
            level++;
        }
        if (!isRootless && (level >= CHEAP_LEVELS || bits > CHEAP_BITS)) {
            isRootless = true;
            return new PerfectPower(value, TrialDivision.LIMIT);
        }
        if (level > last && bits <= SIEVED_BITS_MAX) {
            return new QuadraticSieve(value);
        }
        CurveLevel curves = CurveLevel.ALL[Math.min(level, last)];
        level++;
        return new CurveMethod(value, curves, SIGMAS_A_LEVEL * level);
    }

    private void split() {
        BigInteger factor = method.factor();
        if (method instanceof PerfectPower power) {
            parts = List.of(new Composite(factor, times * power.order()));
            return;
        }
        parts = new ArrayList<>();
        int count = 0;
        BigInteger rest = value;
        BigInteger[] quotient = rest.divideAndRemainder(factor);
        while (quotient[1].signum() == 0) {
            count++;
            rest = quotient[0];
            quotient = rest.divideAndRemainder(factor);
        }
        parts.add(part(factor, times * count));
        parts.add(part(rest, times));
    }

    /** A part keeps the levels that were tried on the whole. */
    private Composite part(BigInteger part, int count) {
        Composite composite = new Composite(part, count);
        composite.level = Math.max(0, level - 1);
        return composite;
    }

    boolean isPrime() {
        return isPrime;
    }

    boolean isSplit() {
        return parts != null;
    }

    /** The parts that the value was split into. */
    List<Composite> parts() {
        return parts;
    }

    /** Returns true from the point on where the next thing is a sieve that holds megabytes. */
    boolean needsSeat() {
        return method instanceof QuadraticSieve && value.bitLength() >= SEAT_BITS;
    }

    /** Returns whether a sieve has begun that nothing but its end makes smaller. */
    boolean isInSieve() {
        return method instanceof QuadraticSieve sieve && sieve.hasBegun();
    }

    long bytes() {
        return method.bytes();
    }

    String title() {
        return method.title();
    }

    double progress() {
        return method.progress();
    }
}
