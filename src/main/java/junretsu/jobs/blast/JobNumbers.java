package junretsu.jobs.blast;

import java.util.SplittableRandom;

/** The numbers that a load asks to factor. Implementations are immutable, and their {@code toString} is for people. */
interface JobNumbers {
    String ACCEPTED = "range:1e3..1e40, semiprime:64 for the product of two primes of 64 bits, or file:PATH with a"
            + " number a line";

    /**
     * A number in decimal.
     *
     * @param index of the job, from 0
     * @param random the same for the same job of the same seed
     */
    String number(long index, SplittableRandom random);

    /**
     * Returns the numbers that a text such as {@code range:1e3..1e40} names.
     *
     * @throws IllegalArgumentException whose message says what is accepted
     */
    static JobNumbers parse(String text) {
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        return switch (text.substring(0, Math.max(0, colon))) {
            case "range" -> UniformNumbers.parse(rest);
            case "semiprime" -> Semiprimes.parse(rest);
            case "file" -> ListedNumbers.read(rest);
            default -> throw new IllegalArgumentException(ACCEPTED);
        };
    }
}
