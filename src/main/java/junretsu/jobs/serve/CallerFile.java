package junretsu.jobs.serve;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import junretsu.config.Units;
import junretsu.jobs.JobWire;
import junretsu.jobs.queue.CallerRules.Rule;

/**
 * The keys of those who may hand in jobs, and the caller that each stands for. Immutable. A line of the file is
 *
 * <pre>
 *   KEY NAME [weight=2] [running=4] [open=1000] [rate=100/s]        k-5bd1e995c2b2ae35 acme weight=2
 * </pre>
 *
 * Several keys may stand for one caller, whose share the last of their lines says. Empty lines and those that begin
 * with # are passed over.
 */
final class CallerFile {
    private static final int KEY_MIN = 12;
    private static final double WEIGHT_MIN = 0.01;
    private static final double WEIGHT_MAX = 1_000;

    private final Map<String, String> namesByDigest = new HashMap<>();
    private final Map<String, Share> shares = new HashMap<>();

    /** @param ratePerSecond 0 for any number */
    record Share(Rule rule, double ratePerSecond) {}

    private CallerFile() {}

    /**
     * Reads a whole file.
     *
     * @param others share of a caller of whom the file says nothing further
     * @throws IOException also when a line is not as it should be; its message says which and what is expected
     */
    static CallerFile read(Path file, Share others) throws IOException {
        CallerFile callers = new CallerFile();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String stripped = line.strip();
            if (!stripped.isEmpty() && !stripped.startsWith("#")) {
                try {
                    callers.add(stripped.split("\\s+"), others);
                } catch (IllegalArgumentException e) {
                    throw new IOException(file + ", line " + number + ": " + e.getMessage() + " was expected", e);
                }
            }
        }
        return callers;
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not UTF-8", e);
        }
    }

    private void add(String[] words, Share others) {
        boolean isGood = words.length >= 2
                && words[0].length() >= KEY_MIN
                && words[1].getBytes(StandardCharsets.UTF_8).length <= JobWire.CALLER_BYTES_MAX
                && words[1].indexOf('=') < 0;
        if (!isGood) {
            throw new IllegalArgumentException("a key of " + KEY_MIN + " characters or more and a caller's name of "
                    + JobWire.CALLER_BYTES_MAX + " bytes at most");
        }
        Share share = others;
        for (int i = 2; i < words.length; i++) {
            share = with(share, words[i]);
        }
        namesByDigest.put(digest(words[0]), words[1]);
        shares.put(words[1], share);
    }

    private static Share with(Share share, String word) {
        int equals = word.indexOf('=');
        String value = word.substring(equals + 1);
        Rule rule = share.rule();
        return switch (equals < 0 ? "" : word.substring(0, equals)) {
            case "weight" ->
                new Share(new Rule(weight(value), rule.runningMax(), rule.openMax()), share.ratePerSecond());
            case "running" ->
                new Share(
                        new Rule(rule.weight(), Units.integer(value, 1, Integer.MAX_VALUE), rule.openMax()),
                        share.ratePerSecond());
            case "open" ->
                new Share(new Rule(rule.weight(), rule.runningMax(), Units.count(value)), share.ratePerSecond());
            case "rate" -> new Share(rule, JobsConfig.rate(value));
            default -> throw new IllegalArgumentException("weight=2, running=4, open=1000 or rate=100/s");
        };
    }

    private static double weight(String text) {
        String accepted = "a weight from " + WEIGHT_MIN + " to " + WEIGHT_MAX;
        try {
            double weight = Double.parseDouble(text);
            if (weight >= WEIGHT_MIN && weight <= WEIGHT_MAX) {
                return weight;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(accepted, e);
        }
        throw new IllegalArgumentException(accepted);
    }

    /** Returns the caller that a key stands for; null for one that is not in the file. */
    String name(String key) {
        return key == null ? null : namesByDigest.get(digest(key));
    }

    /** Returns the share of a caller; null for one that is not in the file. */
    Share share(String name) {
        return shares.get(name);
    }

    /** Keys are looked up by their hash, so that the time of a look says nothing about them. */
    private static String digest(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
