package junretsu.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One of a few words, each of which stands for a value: {@code on|off}, {@code refuse|wait}. Immutable.
 *
 * @param <T> the values
 */
public final class Choice<T> implements Function<String, T> {
    public static final Choice<Boolean> ON_OFF = of("on", true).or("off", false);

    private final Map<String, T> valuesByWord = new LinkedHashMap<>();

    private Choice() {}

    /** The word for the first value; {@link #or} adds the others. */
    public static <T> Choice<T> of(String word, T value) {
        return new Choice<T>().or(word, value);
    }

    /** These words and one more. */
    public Choice<T> or(String word, T value) {
        Choice<T> more = new Choice<>();
        more.valuesByWord.putAll(valuesByWord);
        more.valuesByWord.put(word, value);
        return more;
    }

    /** The words as a flag's placeholder, as in {@code on|off}. */
    public String placeholder() {
        return String.join("|", valuesByWord.keySet());
    }

    /** @throws IllegalArgumentException whose message lists the words */
    @Override
    public T apply(String text) {
        T value = valuesByWord.get(text);
        if (value == null) {
            throw new IllegalArgumentException(sentence());
        }
        return value;
    }

    private String sentence() {
        List<String> words = new ArrayList<>(valuesByWord.keySet());
        String last = words.remove(words.size() - 1);
        return words.isEmpty() ? last : String.join(", ", words) + " or " + last;
    }
}
