package junretsu.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.Settings.Setting;
import junretsu.config.UsageException;

/** Where a value comes from: the flag, else the environment, else the configuration file, else its default. */
final class SettingsSources {
    private SettingsSources() {}

    /** @throws UsageException when the configuration file cannot be read or names an unknown flag */
    static Settings resolve(Command command, ParsedFlags parsed, Map<String, String> environment) {
        Map<String, Setting> settings = fromFlagsAndEnvironment(command, parsed, environment);
        Path file = new Settings(settings).get(CommonFlags.CONFIG);
        if (file != null) {
            fromFile(command, file).forEach(settings::putIfAbsent);
        }
        return new Settings(settings);
    }

    private static Map<String, Setting> fromFlagsAndEnvironment(
            Command command, ParsedFlags parsed, Map<String, String> environment) {
        Map<String, Setting> settings = new HashMap<>();
        for (Flag<?> flag : CommonFlags.with(command)) {
            String variable = flag.environmentName(command.environmentPrefix());
            if (parsed.isSet(flag)) {
                settings.put(flag.name(), new Setting(parsed.textsByName().get(flag.name()), "flag"));
            } else if (environment.containsKey(variable)) {
                settings.put(flag.name(), new Setting(texts(flag, environment.get(variable)), variable));
            }
        }
        return settings;
    }

    private static Map<String, Setting> fromFile(Command command, Path file) {
        Map<String, Setting> settings = new HashMap<>();
        Properties properties = read(file);
        for (String name : properties.stringPropertyNames()) {
            Flag<?> flag = command.flags().stream()
                    .filter(candidate -> candidate.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new UsageException(file + ": unknown name '" + name + "'"
                            + Suggestion.of(name, command.flags().stream().map(Flag::name))
                            + "; a line is a flag without its dashes, as in flush=50ms"));
            settings.put(
                    name, new Setting(texts(flag, properties.getProperty(name).strip()), file.toString()));
        }
        return settings;
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new UsageException("--config: there is no file " + file);
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException("--config: cannot read " + file + " as a properties file: " + e.getMessage());
        }
        return properties;
    }

    private static List<String> texts(Flag<?> flag, String text) {
        return flag.repeatable() ? List.of(text.split("\\s*,\\s*")) : List.of(text);
    }
}
