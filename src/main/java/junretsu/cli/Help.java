package junretsu.cli;

import junretsu.config.Flag;

/** Help texts, made from the commands and their flags. */
final class Help {
    private static final int WIDTH_MAX = 100;

    private Help() {}

    static String ofProgram() {
        StringBuilder out = new StringBuilder("junretsu counts what a live crowd does.\n\n");
        for (Command command : Services.COMMANDS) {
            String usage = "junretsu " + command.words().replace(" votes", " [votes]");
            out.append("  ")
                    .append(usage)
                    .append(" ".repeat(28 - usage.length()))
                    .append(command.summary())
                    .append('\n');
        }
        out.append("\n  junretsu VERB --help        all flags of a verb\n");
        out.append("  junretsu --version\n\nFirst steps, in two terminals:\n\n");
        Services.COMMANDS.stream()
                .filter(command -> command.service() != null)
                .forEach(command -> out.append("  junretsu ")
                        .append(command.examples().get(0))
                        .append('\n'));
        return out.toString().stripTrailing();
    }

    static String of(Command command) {
        String name = "junretsu " + command.words();
        StringBuilder out = new StringBuilder(name + ": " + command.summary() + ".\n\n");
        int column = 4
                + CommonFlags.with(command).stream()
                        .mapToInt(flag -> usage(flag).length())
                        .max()
                        .orElse(0);
        for (Flag<?> flag : CommonFlags.with(command)) {
            append(out, flag, column);
        }
        out.append("\nA flag may also be set as ").append(command.environmentPrefix());
        out.append("NAME in the environment or as a line NAME=VALUE of the --config file.\n\nExamples:\n");
        command.examples()
                .forEach(example -> out.append("  junretsu ").append(example).append('\n'));
        return out.toString().stripTrailing();
    }

    private static void append(StringBuilder out, Flag<?> flag, int column) {
        String usage = "  " + usage(flag);
        boolean hasDefault = flag.defaultText() != null && !flag.isToggle();
        String text = sentence(flag) + (hasDefault ? " [" + flag.defaultText() + "]" : "");
        out.append(usage).append(" ".repeat(column - usage.length()));
        int used = column;
        for (String word : text.split(" ")) {
            if (used + word.length() > WIDTH_MAX) {
                out.append('\n').append(" ".repeat(column));
                used = column;
            }
            out.append(word).append(' ');
            used += word.length() + 1;
        }
        out.setLength(out.length() - 1);
        out.append('\n');
    }

    /** The flag's description, a sentence without a full stop. */
    static String sentence(Flag<?> flag) {
        return flag.help() + (flag.repeatable() ? " (repeatable, or several with commas)" : "");
    }

    /** The flag as it is typed, with a placeholder for its value. */
    static String usage(Flag<?> flag) {
        return "--" + flag.name() + (flag.isToggle() ? "" : " " + flag.placeholder());
    }
}
