package junretsu.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import junretsu.config.Flag;
import junretsu.config.Settings.Setting;
import junretsu.config.UsageException;

/** The configuration file: a properties file with a flag a line, without its dashes. */
final class ConfigFile {
    private ConfigFile() {}

    /**
     * @return what it sets, by the flags' names
     * @throws UsageException when it cannot be read, names an unknown flag, or one twice that takes one value only
     */
    static Map<String, Setting> read(Path file, List<Flag<?>> flags) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        lines(file).textsByName.forEach((name, texts) -> {
            Flag<?> flag = find(file, name, flags);
            if (texts.size() > 1 && !flag.repeatable()) {
                throw new UsageException(file + ": '" + name + "' is given " + texts.size()
                        + " times and takes one value; leave one line of them");
            }
            List<String> values = texts.stream()
                    .map(String::strip)
                    .flatMap(text -> flag.texts(text).stream())
                    .toList();
            settings.put(name, new Setting(values, file.toString()));
        });
        return settings;
    }

    private static Flag<?> find(Path file, String name, List<Flag<?>> flags) {
        return flags.stream()
                .filter(flag -> flag.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException(file + ": unknown name '" + name + "'"
                        + Suggestion.of(name, flags.stream().map(Flag::name))
                        + "; a line is a flag without its dashes, as in flush=50ms"));
    }

    private static Lines lines(Path file) {
        Lines lines = new Lines();
        try (Reader reader = Files.newBufferedReader(file)) {
            lines.load(reader);
            return lines;
        } catch (NoSuchFileException e) {
            throw new UsageException("--config: there is no file " + file);
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException("--config: cannot read " + file + " as a properties file: " + e.getMessage());
        }
    }

    /** Keeps all values of a name, where {@link Properties} keeps the last one. */
    private static final class Lines extends Properties {
        private static final long serialVersionUID = 1;

        private final transient Map<String, List<String>> textsByName = new LinkedHashMap<>();

        @Override
        public synchronized Object put(Object name, Object text) {
            textsByName.computeIfAbsent((String) name, any -> new ArrayList<>()).add((String) text);
            return super.put(name, text);
        }
    }
}
