package junretsu.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One setting of a service: its command-line flag, environment variable, configuration key, default, help sentence and
 * the row in docs/FLAGS.md are all made from this.
 *
 * @param name without dashes, as in {@code flush}
 * @param placeholder what stands for the value in help, as in {@code TIME}; null for a switch that takes none
 * @param defaultText the default as a user would type it; null when there is none
 * @param help one sentence, without a full stop
 * @param parser makes the value from what was typed; throws {@link IllegalArgumentException} whose message says what is
 *     accepted
 * @param separator regular expression of what stands between several values typed as one; null when it takes one value
 *     only
 * @param shown how a value typed is shown to people; hides a secret
 */
public record Flag<T>(
        String name,
        String placeholder,
        String defaultText,
        String help,
        Function<String, T> parser,
        String separator,
        UnaryOperator<String> shown) {
    /** The text of a flag that stands without a value where it may have one. */
    public static final String ALONE = "true";

    private static final Choice<Boolean> TRUE_FALSE = Choice.of("true", true).or("false", false);

    public static <T> Flag<T> of(
            String name, String placeholder, String defaultText, String help, Function<String, T> parser) {
        return new Flag<>(name, placeholder, defaultText, help, parser, null, UnaryOperator.identity());
    }

    /** A flag that takes several values: given several times, or with commas between them, wherever it is set. */
    public static <T> Flag<T> repeatable(String name, String placeholder, String help, Function<String, T> parser) {
        return new Flag<>(name, placeholder, null, help, parser, "\\s*,\\s*", UnaryOperator.identity());
    }

    /** A flag that is there or not. In an environment variable or file it is {@code true} or {@code false}. */
    public static Flag<Boolean> toggle(String name, String help) {
        return new Flag<>(name, null, "false", help, TRUE_FALSE, null, UnaryOperator.identity());
    }

    /** The flags of several lists, one list behind the other. */
    @SafeVarargs
    public static List<Flag<?>> join(List<? extends Flag<?>>... lists) {
        List<Flag<?>> all = new ArrayList<>();
        for (List<? extends Flag<?>> list : lists) {
            all.addAll(list);
        }
        return List.copyOf(all);
    }

    /** The same flag, whose values are shown like this. */
    public Flag<T> shownAs(UnaryOperator<String> masked) {
        return new Flag<>(name, placeholder, defaultText, help, parser, separator, masked);
    }

    /** The same flag as one service means it. */
    public Flag<T> saying(String sentence) {
        return new Flag<>(name, placeholder, defaultText, sentence, parser, separator, shown);
    }

    /** The same repeatable flag, with something else than any comma between its values. */
    public Flag<T> separatedBy(String regex) {
        return new Flag<>(name, placeholder, defaultText, help, parser, regex, shown);
    }

    public boolean repeatable() {
        return separator != null;
    }

    /** The values in what was typed at once; exactly one unless the flag is repeatable. */
    public List<String> texts(String typed) {
        return repeatable() ? List.of(typed.split(separator, -1)) : List.of(typed);
    }

    /** Returns whether the flag may stand without its value, which is then {@link #ALONE}: {@code [URL]}. */
    public boolean mayStandAlone() {
        return placeholder != null && placeholder.startsWith("[");
    }

    public boolean isToggle() {
        return placeholder == null;
    }

    /** With the prefix {@code JUNRETSU_}, {@code --redis-timeout} is {@code JUNRETSU_REDIS_TIMEOUT}. */
    public String environmentName(String prefix) {
        return prefix + name.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
    }
}
