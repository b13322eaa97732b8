package junretsu.cli;

import java.util.List;
import java.util.stream.Collectors;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.Settings.Setting;

/**
 * The output of {@code --print-config}: a properties file that {@code --config} reads again, but for secrets. Defaults
 * are comments, since a flag may be set only beside another one.
 */
final class PrintedConfig {
    private PrintedConfig() {}

    /** @throws junretsu.config.UsageException when a value is not accepted */
    static String of(Command command, Settings settings) {
        StringBuilder out = new StringBuilder();
        for (Flag<?> flag : command.flags()) {
            settings.all(flag);
            Setting setting = settings.setting(flag);
            if (setting == null && flag.defaultText() == null) {
                out.append("# ").append(flag.name()).append(" is not set\n");
                continue;
            }
            String source = setting == null ? "default" : setting.source();
            String value = setting == null ? flag.defaultText() : shown(flag, setting.texts());
            out.append("# from ")
                    .append(source.equals("flag") ? "--" + flag.name() : source)
                    .append('\n');
            out.append(setting == null ? "#" : "")
                    .append(flag.name())
                    .append('=')
                    .append(escaped(value))
                    .append('\n');
        }
        return out.toString().stripTrailing();
    }

    /** A properties file takes a backslash for the beginning of an escape, and drops blanks before a value. */
    private static String escaped(String value) {
        String text = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        return text.startsWith(" ") ? "\\" + text : text;
    }

    /** The values as they hold, secrets masked. */
    static String shown(Flag<?> flag, List<String> texts) {
        List<String> effective = flag.repeatable() ? texts : texts.subList(texts.size() - 1, texts.size());
        return effective.stream().map(flag.shown()).collect(Collectors.joining(","));
    }
}
