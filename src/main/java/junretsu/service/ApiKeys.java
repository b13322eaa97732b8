package junretsu.service;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import junretsu.base.Sha256;
import junretsu.config.IoReason;

/**
 * The API keys of a file, each with the rights of its lines. Immutable. A line is
 *
 * <pre>
 *   KEY RIGHT…        k-5bd1e995c2b2ae35 acme 1000000
 * </pre>
 *
 * where the words behind the key are the service's; empty lines and those that begin with # are passed over.
 *
 * @param <R> a line's right
 */
public final class ApiKeys<R> {
    private static final int KEY_MIN = 12;

    private final Map<String, List<R>> rights = new HashMap<>();

    private ApiKeys() {}

    /**
     * Reads a whole file.
     *
     * @param right reads the words behind a key; throws an IllegalArgumentException that says what they should be, as
     *     in {@code a tenant}
     * @throws IOException also when a line is not as it should be; its message names the file and says what is expected
     */
    public static <R> ApiKeys<R> read(Path file, Function<List<String>, R> right) throws IOException {
        ApiKeys<R> keys = new ApiKeys<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String stripped = line.strip();
            if (!stripped.isEmpty() && !stripped.startsWith("#")) {
                keys.add(file, number, List.of(stripped.split("\\s+")), right);
            }
        }
        return keys;
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not UTF-8", e);
        } catch (IOException e) {
            throw new IOException(file + ": " + IoReason.of(e), e);
        }
    }

    private void add(Path file, int number, List<String> words, Function<List<String>, R> right) throws IOException {
        String place = file + ", line " + number + ": ";
        if (words.get(0).length() < KEY_MIN) {
            throw new IOException(place + "a key of " + KEY_MIN + " characters or more was expected");
        }
        try {
            R read = right.apply(words.subList(1, words.size()));
            rights.computeIfAbsent(digest(words.get(0)), key -> new ArrayList<>())
                    .add(read);
        } catch (IllegalArgumentException e) {
            throw new IOException(place + "behind the key, " + e.getMessage() + " was expected", e);
        }
    }

    /** The rights of a key's lines; empty for null and for one that is not in the file. */
    public List<R> of(String key) {
        return key == null ? List.of() : rights.getOrDefault(digest(key), List.of());
    }

    /** The rights of all lines. */
    public Stream<R> all() {
        return rights.values().stream().flatMap(List::stream);
    }

    /** Keys are looked up by their hash, so that the time of a look says nothing about them. */
    private static String digest(String key) {
        return HexFormat.of().formatHex(Sha256.hash(key.getBytes(StandardCharsets.UTF_8)));
    }
}
