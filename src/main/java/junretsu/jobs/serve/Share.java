package junretsu.jobs.serve;

import java.nio.charset.StandardCharsets;
import java.util.List;
import junretsu.config.Units;
import junretsu.jobs.JobWire;

/**
 * The caller that an API key stands for, and what it may have: {@code NAME [weight=2] [running=4] [open=1000]
 * [rate=100/s]}. Immutable; 0 stands for what is not said.
 *
 * @param runningMax jobs at the same time
 * @param openMax jobs queued or running
 * @param ratePerSecond jobs handed in each second
 */
record Share(String caller, double weight, int runningMax, long openMax, double ratePerSecond) {
    private static final double WEIGHT_MIN = 0.01;
    private static final double WEIGHT_MAX = 1_000;

    /** @throws IllegalArgumentException whose message says what is accepted */
    static Share parse(List<String> words) {
        String name = words.isEmpty() ? "" : words.get(0);
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > JobWire.CALLER_BYTES_MAX || name.indexOf('=') >= 0) {
            throw new IllegalArgumentException(
                    "a caller's name of up to " + JobWire.CALLER_BYTES_MAX + " bytes without '='");
        }
        Share share = new Share(name, 0, 0, 0, 0);
        for (String word : words.subList(1, words.size())) {
            share = share.with(word);
        }
        return share;
    }

    private Share with(String word) {
        int equals = word.indexOf('=');
        String value = word.substring(equals + 1);
        return switch (equals < 0 ? "" : word.substring(0, equals)) {
            case "weight" -> new Share(caller, parseWeight(value), runningMax, openMax, ratePerSecond);
            case "running" ->
                new Share(caller, weight, Units.integer(value, 1, Integer.MAX_VALUE), openMax, ratePerSecond);
            case "open" -> new Share(caller, weight, runningMax, Units.count(value), ratePerSecond);
            case "rate" -> new Share(caller, weight, runningMax, openMax, Units.perSecond(value));
            default -> throw new IllegalArgumentException("weight=2, running=4, open=1000 or rate=100/s");
        };
    }

    private static double parseWeight(String text) {
        try {
            double weight = Double.parseDouble(text);
            if (weight >= WEIGHT_MIN && weight <= WEIGHT_MAX) {
                return weight;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a weight from " + WEIGHT_MIN + " to " + WEIGHT_MAX, e);
        }
        throw new IllegalArgumentException("a weight from " + WEIGHT_MIN + " to " + WEIGHT_MAX);
    }

    /** Returns what a caller may have by two of its lines: the greater of each. */
    Share and(Share other) {
        return new Share(
                caller,
                Math.max(weight, other.weight),
                Math.max(runningMax, other.runningMax),
                Math.max(openMax, other.openMax),
                Math.max(ratePerSecond, other.ratePerSecond));
    }

    /** Returns this share, with what another says where this one says nothing. */
    Share or(Share other) {
        return new Share(
                caller,
                weight == 0 ? other.weight : weight,
                runningMax == 0 ? other.runningMax : runningMax,
                openMax == 0 ? other.openMax : openMax,
                ratePerSecond == 0 ? other.ratePerSecond : ratePerSecond);
    }
}
