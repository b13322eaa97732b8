package junretsu.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The values that the user set, flag by flag, each with its source. Immutable. */
public final class Settings {

    /**
     * @param texts the values as typed; one, or several of a repeatable flag
     * @param source {@code flag}, {@code default}, an environment variable's name or a file's path
     */
    public record Setting(List<String> texts, String source) {}

    private final Map<String, Setting> byFlagName;
    private final Supplier<Settings> source;

    public Settings(Map<String, Setting> byFlagName) {
        this.byFlagName = Map.copyOf(byFlagName);
        source = () -> this;
    }

    /** @param source reads all anew */
    public Settings(Map<String, Setting> byFlagName, Supplier<Settings> source) {
        this.byFlagName = Map.copyOf(byFlagName);
        this.source = source;
    }

    /**
     * The settings as they are now, the configuration file read anew.
     *
     * @throws UsageException when a source names what is no flag, or cannot be read
     */
    public Settings again() {
        return source.get();
    }

    /**
     * @return the value set, else the default, else null
     * @throws UsageException when what was typed is not accepted
     */
    public <T> T get(Flag<T> flag) {
        List<T> values = all(flag);
        return values.isEmpty() ? null : values.get(values.size() - 1);
    }

    /** @return all values of a repeatable flag, in order; empty when it was not given */
    public <T> List<T> all(Flag<T> flag) {
        Setting setting = byFlagName.get(flag.name());
        List<T> values = new ArrayList<>();
        if (setting != null) {
            for (String text : setting.texts()) {
                values.add(parse(flag, text, setting.source()));
            }
        } else if (flag.defaultText() != null) {
            values.add(flag.parser().apply(flag.defaultText()));
        }
        return values;
    }

    /** Returns true when the user set the flag in any of the sources. */
    public boolean isSet(Flag<?> flag) {
        return byFlagName.containsKey(flag.name());
    }

    /**
     * Rejects flags that have no effect beside the others.
     *
     * @param why said behind the name of the first that is set, such as {@code is about Redis; give --redis URL too}
     * @throws UsageException when the user set one
     */
    public void requireUnset(List<? extends Flag<?>> flags, String why) {
        flags.stream().filter(this::isSet).findFirst().ifPresent(flag -> {
            throw new UsageException("--" + flag.name() + " " + why);
        });
    }

    /** The names of the flags for which something else was typed than in others, in the order of the alphabet. */
    public List<String> changedSince(Settings before) {
        Set<String> names = new TreeSet<>(byFlagName.keySet());
        names.addAll(before.byFlagName.keySet());
        names.removeIf(name -> texts(name).equals(before.texts(name)));
        return List.copyOf(names);
    }

    private List<String> texts(String flagName) {
        Setting setting = byFlagName.get(flagName);
        return setting == null ? List.of() : setting.texts();
    }

    /** @return what was typed and where, or null when the default holds */
    public Setting setting(Flag<?> flag) {
        return byFlagName.get(flag.name());
    }

    private static <T> T parse(Flag<T> flag, String text, String source) {
        try {
            return flag.parser().apply(text);
        } catch (IllegalArgumentException e) {
            String origin = source.equals("flag") ? "" : " (from " + source + ")";
            throw new UsageException("--" + flag.name() + origin + ": '"
                    + flag.shown().apply(text) + "' is not accepted; give " + e.getMessage());
        }
    }
}
