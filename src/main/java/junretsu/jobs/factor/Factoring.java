package junretsu.jobs.factor;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Factors one number in slices: run, suspend with the state kept, resume. To be used by one thread at a time, not
 * always the same one.
 *
 * <p>The methods come in the order of what they cost for what they find: trial division, then for each number that is
 * left a test of primality, roots, elliptic curves at rising levels, and the quadratic sieve for what has no factor
 * that curves find. Numbers below 2^63 have a short way of their own. The answer is multiplied back before it is
 * given.
 */
public final class Factoring {

    /** Decimal digits of the largest number that is taken. */
    public static final int DIGITS_MAX = 1_000;

    private static final int WORD_BITS = 63;
    private static final long STATE_BYTES = 2_000;
    private static final int PROVEN_BITS = 64;
    private static final BigInteger LIMIT = BigInteger.TEN.pow(DIGITS_MAX);

    private final BigInteger number;
    private final List<BigInteger> primes = new ArrayList<>();

    /** The smallest first: their primes are known soon, whatever the others take. */
    private final Queue<Composite> open = new PriorityQueue<>(Comparator.comparing(Composite::value));

    private TrialDivision trial;
    private Composite current;
    private boolean isGranted;
    private boolean isDone;

    /**
     * Takes a number; the work begins with {@link #run}.
     *
     * @param number from 0 on, of {@value #DIGITS_MAX} decimal digits at most
     * @throws IllegalArgumentException for another one
     */
    public Factoring(BigInteger number) {
        if (number.signum() < 0 || number.compareTo(LIMIT) >= 0) {
            throw new IllegalArgumentException(
                    "a number from 0 on with at most " + DIGITS_MAX + " digits is expected, not one of "
                            + number.bitLength() + " bits" + (number.signum() < 0 ? " below 0" : ""));
        }
        this.number = number;
        isDone = number.bitLength() <= 1;
        if (!isDone) {
            trial = new TrialDivision(number);
        }
    }

    /**
     * Works until all is done (true), or until the slice is over or a seat is needed that was not granted (false). It
     * ends within 20 ms after the checkpoint said that the slice is over.
     *
     * @throws IllegalStateException when the factors' product is not the number, which is a defect
     */
    public boolean run(Checkpoint checkpoint) {
        while (!isDone) {
            if (trial != null) {
                if (!trial.run(checkpoint)) {
                    return false;
                }
                afterTrial();
            } else if (current != null) {
                if (needsSeat() && !isGranted || !current.run(checkpoint)) {
                    return false;
                }
                afterMethod();
            } else if (open.isEmpty()) {
                finish();
            } else {
                begin(open.remove());
            }
        }
        return true;
    }

    private void afterTrial() {
        primes.addAll(trial.primes());
        open(new Composite(trial.rest(), 1));
        trial = null;
    }

    private void open(Composite part) {
        if (part.value().bitLength() > 1) {
            open.add(part);
        }
    }

    private void begin(Composite part) {
        if (part.value().bitLength() <= WORD_BITS) {
            WordFactors.add(part.value().longValue(), TrialDivision.LIMIT, part.times(), primes);
        } else {
            current = part;
        }
    }

    private void afterMethod() {
        if (current.isPrime()) {
            add(current);
            current = null;
        } else if (current.isSplit()) {
            current.parts().forEach(this::open);
            current = null;
        }
    }

    private void finish() {
        Collections.sort(primes);
        if (!product(primes).equals(number)) {
            throw new IllegalStateException("the factors " + primes + " of " + number + " do not multiply to it");
        }
        isDone = true;
    }

    /**
     * Ends the work before its time: tests each part that is not known to be composite, some milliseconds at 300
     * digits. Afterwards {@link #rest} is composite, or all is done. Not to be {@link #run} after that.
     */
    public void settle() {
        if (isDone) {
            return;
        }
        if (trial != null && trial.rest().equals(BigInteger.ONE)) {
            afterTrial();
        }
        if (trial != null && Primality.isPrime(trial.rest())) {
            primes.addAll(trial.primes());
            primes.add(trial.rest());
            trial = null;
        }
        if (current != null) {
            open.add(current);
            current = null;
        }
        open.removeIf(this::isSettled);
        if (trial == null && open.isEmpty()) {
            finish();
        }
    }

    private boolean isSettled(Composite part) {
        if (part.value().bitLength() <= WORD_BITS) {
            begin(part);
        } else if (Primality.isPrime(part.value())) {
            add(part);
        } else {
            return false;
        }
        return true;
    }

    private void add(Composite prime) {
        primes.addAll(Collections.nCopies(prime.times(), prime.value()));
    }

    private static BigInteger product(List<BigInteger> factors) {
        return factors.stream().reduce(BigInteger.ONE, BigInteger::multiply);
    }

    /** Returns true when {@link #primes} is the whole answer. */
    public boolean isDone() {
        return isDone;
    }

    /**
     * Returns true from the point on where the next thing is a sieve that holds megabytes, until that sieve is done.
     * Without a seat {@link #run} stops there.
     */
    public boolean needsSeat() {
        return !isDone && current != null && current.needsSeat();
    }

    /** Returns whether a sieve is at work; without a seat it ends within some 0.3 s, and gives its memory back. */
    public boolean isInSieve() {
        return !isDone && current != null && current.isInSieve();
    }

    /** The memory that the state holds between two slices, roughly; with a seat it may be megabytes more. */
    public long bytes() {
        return STATE_BYTES + (current == null ? 0 : current.bytes());
    }

    /** Grants the seat for as long as this number takes. */
    public void grantSeat() {
        isGranted = true;
    }

    /** The prime factors found until now, ascending, each as often as it divides; all of them when done. */
    public List<BigInteger> primes() {
        List<BigInteger> all = new ArrayList<>(primes);
        if (trial != null) {
            all.addAll(trial.primes());
        }
        Collections.sort(all);
        return all;
    }

    /**
     * The part that is not factored yet: its product with {@link #primes} is the number. 1 when done, but 0 for 0.
     * After {@link #settle} it is composite; before, nobody may know yet.
     */
    public BigInteger rest() {
        return number.signum() == 0 ? number : number.divide(product(primes()));
    }

    /** The grade of the statement that the {@link #primes} found until now are prime. */
    public Certainty certainty() {
        boolean isProven = primes.stream().allMatch(prime -> prime.bitLength() <= PROVEN_BITS);
        return isProven ? Certainty.PROVEN : Certainty.PROBABLE;
    }

    /** The share of the sieve at work that is done, 0 to 1; negative while unknown. */
    public double progress() {
        if (isDone) {
            return 1;
        }
        return current == null ? -1 : current.progress();
    }

    /** The name of the method at work: such as "trial division", "ecm", "sieve", "linear algebra". */
    public String method() {
        return current == null ? "trial division" : current.title();
    }
}
