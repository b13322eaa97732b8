package junretsu.jobs.queue;

import java.security.SecureRandom;

/**
 * The ID of a job: 21 characters of Crockford's base 32 in lower case, so that texts sort as the numbers do.
 *
 * <pre>
 *   8 characters: sequence number, 40 bits    13 characters: random, 64 bits, so that nobody guesses another's job
 * </pre>
 *
 * @param sequence 0 to 2^40 - 1: ascending in the order of acceptance of one queue
 */
public record JobId(long sequence, long random) implements Comparable<JobId> {
    public static final int LENGTH = 21;
    public static final long SEQUENCE_MAX = (1L << 40) - 1;

    private static final int SEQUENCE_LENGTH = 8;
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final ThreadLocal<SecureRandom> RANDOM = ThreadLocal.withInitial(SecureRandom::new);

    public JobId {
        if (sequence < 0 || sequence > SEQUENCE_MAX) {
            throw new IllegalArgumentException("sequence " + sequence);
        }
    }

    /** A new ID with this sequence number. */
    public static JobId of(long sequence) {
        return new JobId(sequence, RANDOM.get().nextLong());
    }

    /** Returns the ID that the text stands for; null when it is none. */
    public static JobId parse(String text) {
        if (text.length() != LENGTH) {
            return null;
        }
        long sequence = 0;
        long random = 0;
        for (int i = 0; i < LENGTH; i++) {
            int digit = DIGITS.indexOf(text.charAt(i));
            if (digit < 0 || (i == SEQUENCE_LENGTH && digit > 15)) {
                return null;
            }
            if (i < SEQUENCE_LENGTH) {
                sequence = sequence << 5 | digit;
            } else {
                random = random << 5 | digit;
            }
        }
        return new JobId(sequence, random);
    }

    @Override
    public int compareTo(JobId other) {
        int order = Long.compare(sequence, other.sequence);
        return order != 0 ? order : Long.compareUnsigned(random, other.random);
    }

    /** The ID's text. */
    @Override
    public String toString() {
        char[] text = new char[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            int shift = 5 * ((i < SEQUENCE_LENGTH ? SEQUENCE_LENGTH : LENGTH) - 1 - i);
            text[i] = DIGITS.charAt((int) ((i < SEQUENCE_LENGTH ? sequence : random) >>> shift) & 31);
        }
        return new String(text);
    }
}
