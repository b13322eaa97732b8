package junretsu.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.Settings.Setting;
import junretsu.config.UsageException;

/**
 * The sources of a value in their order: the flag, else the environment, else the configuration file, else its default.
 */
final class SettingsSources {
    private SettingsSources() {}

    /** @throws UsageException when the environment or the file names what is no flag, or the file cannot be read */
    static Settings resolve(Command command, ParsedFlags parsed, Map<String, String> environment) {
        Variables.requireKnown(environment.keySet(), Services.COMMANDS);
        Map<String, Setting> settings = fromFlagsAndEnvironment(command, parsed, environment);
        Path file = new Settings(settings).get(CommonFlags.CONFIG);
        if (file != null) {
            ConfigFile.read(file, command.flags()).forEach(settings::putIfAbsent);
        }
        return new Settings(settings, () -> resolve(command, parsed, environment));
    }

    private static Map<String, Setting> fromFlagsAndEnvironment(
            Command command, ParsedFlags parsed, Map<String, String> environment) {
        Map<String, Setting> settings = new HashMap<>();
        for (Flag<?> flag : CommonFlags.with(command)) {
            String variable = flag.environmentName(command.environmentPrefix());
            if (parsed.isSet(flag)) {
                settings.put(flag.name(), new Setting(parsed.textsByName().get(flag.name()), "flag"));
            } else if (environment.containsKey(variable)) {
                settings.put(flag.name(), new Setting(flag.texts(environment.get(variable)), variable));
            }
        }
        return settings;
    }
}
