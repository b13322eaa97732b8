package junretsu.users.blast;

import java.util.SplittableRandom;
import java.util.function.ToIntFunction;

/**
 * Says which of the users log in: the first few in turn, any, or some far more often than others. Immutable.
 *
 * @param fixed the number of users that are picked, all equally; 0 for all users
 * @param exponent of Zipf's law; 0 when all are picked equally
 */
record UserPick(int fixed, double exponent) {
    private static final double EXPONENT_MAX = 5;
    private static final double EXPONENT_DEFAULT = 0.99;
    private static final String ACCEPTED =
            "fixed:N for N users, random for all of them equally, or zipf or zipf:EXPONENT up to 5, such as zipf:0.99";

    /**
     * Returns what a text such as {@code fixed:200} names.
     *
     * @throws IllegalArgumentException whose message says what is accepted
     */
    static UserPick parse(String text) {
        if (text.equals("random")) {
            return new UserPick(0, 0);
        }
        if (text.equals("zipf")) {
            return new UserPick(0, EXPONENT_DEFAULT);
        }
        if (text.matches("fixed:[1-9]\\d{0,7}")) {
            return new UserPick(Integer.parseInt(text.substring("fixed:".length())), 0);
        }
        if (text.matches("zipf:\\d(\\.\\d{1,4})?")) {
            double exponent = Double.parseDouble(text.substring("zipf:".length()));
            if (exponent > 0 && exponent <= EXPONENT_MAX) {
                return new UserPick(0, exponent);
            }
        }
        throw new IllegalArgumentException(ACCEPTED);
    }

    boolean isFixed() {
        return fixed > 0;
    }

    /** The number of different users that may be picked. */
    int count(int users) {
        return isFixed() ? Math.min(fixed, users) : users;
    }

    /** Draws numbers from 0 to {@code count} - 1. For one thread. */
    ToIntFunction<SplittableRandom> among(int count) {
        if (exponent == 0) {
            return random -> random.nextInt(count);
        }
        ZipfRanks ranks = new ZipfRanks(count, exponent);
        return random -> ranks.draw(random) - 1;
    }

    @Override
    public String toString() {
        if (isFixed()) {
            return "fixed:" + fixed;
        }
        return exponent == 0 ? "random" : "zipf:" + exponent;
    }
}
