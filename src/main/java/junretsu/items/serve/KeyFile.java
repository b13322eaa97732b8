package junretsu.items.serve;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The keys of those who may send and ask, and the tenants that each may name. Immutable. A line of the file is
 *
 * <pre>
 *   KEY TENANT [ITEMS]        k-5bd1e995c2b2ae35 acme 1000000
 * </pre>
 *
 * where TENANT may be {@code *} for all, or end with one for all that begin so, and ITEMS is the most items that each
 * of these tenants may have; empty lines and those that begin with # are passed over.
 */
final class KeyFile {
    private static final int KEY_MIN = 12;

    private final Map<String, List<Grant>> grants = new HashMap<>();

    private record Grant(String tenant, boolean isPrefix, long quota) {
        boolean covers(String name) {
            return isPrefix ? name.startsWith(tenant) : name.equals(tenant);
        }
    }

    private KeyFile() {}

    /**
     * Reads a whole file.
     *
     * @throws IOException also when a line is not as it should be; its message says which and what is expected
     */
    static KeyFile read(Path file) throws IOException {
        KeyFile keys = new KeyFile();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String stripped = line.strip();
            if (!stripped.isEmpty() && !stripped.startsWith("#")) {
                keys.add(file, number, stripped.split("\\s+"));
            }
        }
        return keys;
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not UTF-8", e);
        }
    }

    private void add(Path file, int number, String[] words) throws IOException {
        boolean isGood = words.length >= 2
                && words.length <= 3
                && words[0].length() >= KEY_MIN
                && (words.length == 2 || words[2].matches("[1-9]\\d{0,17}"));
        if (!isGood) {
            throw new IOException(file + ", line " + number + ": a key of " + KEY_MIN
                    + " characters or more, a tenant, and perhaps a number of items was expected");
        }
        boolean isPrefix = words[1].endsWith("*");
        String tenant = isPrefix ? words[1].substring(0, words[1].length() - 1) : words[1];
        long quota = words.length == 2 ? 0 : Long.parseLong(words[2]);
        grants.computeIfAbsent(digest(words[0]), key -> new ArrayList<>()).add(new Grant(tenant, isPrefix, quota));
    }

    /** Returns true for a key that is in the file. */
    boolean isKnown(String key) {
        return key != null && grants.containsKey(digest(key));
    }

    /** Returns true when a key may name this tenant; one with no name is covered by what covers all. */
    boolean covers(String key, String tenant) {
        return key != null
                && grants.getOrDefault(digest(key), List.of()).stream().anyMatch(grant -> grant.covers(tenant));
    }

    /** The most items that a tenant may have, by whichever key is the most generous; 0 when no line limits it. */
    long quota(String tenant) {
        return grants.values().stream()
                .flatMap(List::stream)
                .filter(grant -> grant.covers(tenant))
                .mapToLong(Grant::quota)
                .max()
                .orElse(0);
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
