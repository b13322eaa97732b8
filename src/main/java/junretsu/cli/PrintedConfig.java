package junretsu.cli;

import java.util.List;
import java.util.stream.Collectors;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.Settings.Setting;

/** What {@code --print-config} shows: a properties file that {@code --config} would read again, but for hidden passwords. */
final class PrintedConfig {
    private PrintedConfig() {}

    /** @throws junretsu.config.UsageException when a value is not accepted */
    static String of(Command command, Settings settings) {
        StringBuilder out = new StringBuilder();
        for (Flag<?> flag : command.flags()) {
            settings.all(flag);
            Setting setting = settings.setting(flag);
            String source = setting == null ? "default" : setting.source();
            String value = setting == null ? flag.defaultText() : shown(flag, setting.texts());
            out.append("# from ")
                    .append(source.equals("flag") ? "--" + flag.name() : source)
                    .append('\n');
            out.append(value == null ? "# " + flag.name() + " is not set" : flag.name() + "=" + value)
                    .append('\n');
        }
        return out.toString().stripTrailing();
    }

    private static String shown(Flag<?> flag, List<String> texts) {
        List<String> effective = flag.repeatable() ? texts : texts.subList(texts.size() - 1, texts.size());
        return effective.stream().map(flag.shown()).collect(Collectors.joining(","));
    }
}
