package junretsu.cli;

import java.util.List;
import junretsu.config.Flag;

/** Help texts, made from the commands and their flags. */
final class Help {
    /** The column in which a flag's sentence begins; a flag that is longer has its sentence on the next line. */
    private static final int COLUMN = 28;

    private static final List<String> FIRST_STEPS = List.of("serve", "blast");

    private final StringBuilder out = new StringBuilder();
    private final Terminal terminal;

    private Help(Terminal terminal) {
        this.terminal = terminal;
    }

    static String ofProgram(Terminal terminal) {
        Help help = new Help(terminal);
        help.line("junretsu counts what a live crowd does.").line("");
        help.heading("Usage").line("  junretsu VERB [SERVICE] [FLAGS]").line("");
        help.heading("Commands");
        for (Command command : Services.COMMANDS) {
            help.entry(command.words().replace(" votes", " [votes]"), command.summary());
        }
        Words.PLAIN.forEach(word -> help.entry(word.usage(), word.summary()));
        help.line("").heading("First steps, in two terminals");
        Services.COMMANDS.stream()
                .filter(command -> FIRST_STEPS.contains(command.verb()))
                .forEach(command -> help.example(command.examples().get(0)));
        return help.text();
    }

    static String of(Command command, Terminal terminal) {
        Help help = new Help(terminal);
        String summary = command.summary();
        help.words(Character.toUpperCase(summary.charAt(0)) + summary.substring(1) + ".", 0)
                .line("");
        help.heading("Usage").line("  junretsu " + usage(command) + " [FLAGS]");
        for (FlagGroup group : FlagGroup.values()) {
            List<Flag<?>> flags = group.of(command);
            if (!flags.isEmpty()) {
                help.line("").heading(group.title());
                flags.forEach(help::flag);
            }
        }
        help.line("")
                .words(
                        "A flag may also be set as " + command.environmentPrefix()
                                + "NAME in the environment, or as a line NAME=VALUE of the --config file.",
                        0);
        help.line("").heading("Examples");
        command.examples().forEach(help::example);
        return help.text();
    }

    /** The command as it is typed, in brackets what may be left out. */
    static String usage(Command command) {
        return command.words()
                .replace(" votes", " [votes]")
                .replace("users seed", "users seed [N]")
                .replace("top", "top [URL]")
                .replace("blast compare", "blast compare FILE FILE...")
                .replace("data list", "data list [DIR]")
                .replace("data export", "data export DIR")
                .replace("data verify", "data verify DIR");
    }

    /** The flag's description, a sentence without a full stop. */
    static String sentence(Flag<?> flag) {
        return flag.help() + (flag.repeatable() ? " (repeatable, or several with commas)" : "");
    }

    /** The flag as it is typed, with a placeholder for its value. */
    static String usage(Flag<?> flag) {
        return "--" + flag.name() + (flag.isToggle() ? "" : " " + flag.placeholder());
    }

    private void flag(Flag<?> flag) {
        boolean hasDefault = flag.defaultText() != null && !flag.isToggle();
        entry(usage(flag), sentence(flag) + (hasDefault ? " [" + flag.defaultText() + "]" : ""));
    }

    private void entry(String name, String sentence) {
        String begin = "  " + name;
        out.append(begin);
        if (begin.length() + 2 > COLUMN) {
            out.append('\n').append(" ".repeat(COLUMN));
        } else {
            out.append(" ".repeat(COLUMN - begin.length()));
        }
        words(sentence, COLUMN);
    }

    /** Words up to the terminal's width, from the column on in which the line already is. */
    private Help words(String text, int column) {
        return line(terminal.folded(text, column));
    }

    /** A line as a shell takes it, continued where it is wider than the terminal. */
    private void example(String words) {
        StringBuilder line = new StringBuilder("  junretsu");
        for (String word : words.split(" ")) {
            if (line.length() + 1 + word.length() + " \\".length() > terminal.columns()) {
                line(line + " \\");
                line = new StringBuilder("     ");
            }
            line.append(' ').append(word);
        }
        line(line.toString());
    }

    private Help heading(String title) {
        return line(terminal.bold(title + ":"));
    }

    private Help line(String text) {
        out.append(text).append('\n');
        return this;
    }

    private String text() {
        return out.toString().stripTrailing();
    }
}
