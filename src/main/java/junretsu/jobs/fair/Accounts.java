package junretsu.jobs.fair;

import java.util.Arrays;
import java.util.function.ToLongFunction;

/** The callers that are known, by number. */
final class Accounts {
    private Caller[] callers = new Caller[16];
    private int count;
    private double weight;

    int count() {
        return count;
    }

    /** Sum of their weights; positive while there is one. */
    double weight() {
        return weight;
    }

    /** The caller of a number; null when it is not known. */
    Caller find(int number) {
        return number < callers.length ? callers[number] : null;
    }

    /** A value of a caller; another one when it is not known. */
    long of(int number, long unknown, ToLongFunction<Caller> value) {
        Caller caller = find(number);
        return caller == null ? unknown : value.applyAsLong(caller);
    }

    /** A caller's weight in proportion to that of all; 1 when it is not known. */
    double share(int number) {
        Caller caller = find(number);
        return caller == null ? 1 : caller.weight / weight;
    }

    /** The caller of a number, from now on. */
    Caller open(int number) {
        if (number >= callers.length) {
            callers = Arrays.copyOf(callers, Math.max(number + 1, callers.length * 2));
        }
        Caller caller = callers[number];
        if (caller == null) {
            caller = new Caller(number);
            callers[number] = caller;
            count++;
            weight += caller.weight;
        }
        return caller;
    }

    void close(Caller caller) {
        callers[caller.number] = null;
        count--;
        weight = count == 0 ? 0 : weight - caller.weight;
    }

    void weigh(Caller caller, double newWeight) {
        weight += newWeight - caller.weight;
        caller.weight = newWeight;
    }

    /** Numbers of the callers with the largest values above 0, the largest first. Looks at every caller. */
    int[] top(int countMax, ToLongFunction<Caller> value) {
        int[] numbers = new int[countMax];
        long[] values = new long[countMax];
        int found = 0;
        for (Caller caller : callers) {
            long own = caller == null ? 0 : value.applyAsLong(caller);
            if (own <= 0 || found == countMax && (countMax == 0 || own <= values[found - 1])) {
                continue;
            }
            int at = found == countMax ? found - 1 : found++;
            for (; at > 0 && values[at - 1] < own; at--) {
                values[at] = values[at - 1];
                numbers[at] = numbers[at - 1];
            }
            values[at] = own;
            numbers[at] = caller.number;
        }
        return Arrays.copyOf(numbers, found);
    }
}
