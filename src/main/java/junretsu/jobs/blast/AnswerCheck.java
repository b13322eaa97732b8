package junretsu.jobs.blast;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;
import junretsu.jobs.JobWire;

/**
 * The check of a result, by means of the JDK alone: the factors' product must be the number and each factor prime
 * ({@link BigInteger#isProbablePrime}: Miller–Rabin and, from 100 bits on, Lucas), except for the composite rest of a
 * partial answer, which must not be. 0 is answered with itself and 1 with nothing. May be called by any thread.
 */
final class AnswerCheck {
    /** A composite passes as a prime with a probability of 2^-certainty at most. */
    private static final int CERTAINTY = 30;

    private static final Pattern FACTOR = Pattern.compile("[1-9]\\d{0," + (JobWire.DIGITS_MAX - 1) + "}");

    private AnswerCheck() {}

    /**
     * A sentence about the first thing that is wrong; null when nothing is.
     *
     * @param number that was posted
     */
    static String fault(String number, JobAnswer answer) {
        if (answer.number() != null && !answer.number().equals(number)) {
            return "it shows the number " + answer.number();
        }
        if (number.equals("0")) {
            return answer.results().equals(List.of("0")) ? null : "0 is answered with " + answer.results();
        }
        String composite = answer.outcome() == Outcome.PARTIAL ? answer.composite() : null;
        if (answer.outcome() == Outcome.PARTIAL && composite == null) {
            return "a partial answer names no composite";
        }
        if (composite != null && !answer.results().contains(composite)) {
            return "the composite " + composite + " is not among the results";
        }
        String fault = faultOfFactors(answer.results(), composite);
        return fault != null ? fault : faultOfProduct(number, answer.results());
    }

    private static String faultOfFactors(List<String> factors, String composite) {
        for (String factor : factors) {
            if (!FACTOR.matcher(factor).matches() || factor.equals("1")) {
                return "'" + factor + "' is no factor";
            }
            boolean isPrime = new BigInteger(factor).isProbablePrime(CERTAINTY);
            if (isPrime == factor.equals(composite)) {
                return factor + (isPrime ? " is called composite and is prime" : " is not prime");
            }
        }
        return null;
    }

    private static String faultOfProduct(String number, List<String> factors) {
        BigInteger product = factors.stream().map(BigInteger::new).reduce(BigInteger.ONE, BigInteger::multiply);
        return product.equals(new BigInteger(number)) ? null : "the product of " + factors + " is " + product;
    }
}
