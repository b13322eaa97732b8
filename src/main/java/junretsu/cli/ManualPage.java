package junretsu.cli;

import java.util.List;
import junretsu.config.Flag;

/** The page junretsu(1), in the language of man(7), made from the commands and their flags. */
final class ManualPage {
    private final StringBuilder out = new StringBuilder();

    private ManualPage() {}

    static String text() {
        ManualPage page = new ManualPage();
        page.line(".TH JUNRETSU 1 \"\" \"junretsu " + Version.number() + "\" \"User Commands\"");
        page.section("NAME").text("junretsu - counts what a live crowd does");
        page.section("SYNOPSIS");
        Services.COMMANDS.forEach(command ->
                page.line(".br").line("\\fBjunretsu " + escaped(Help.usage(command)) + "\\fR [\\fIFLAGS\\fR]"));
        Words.PLAIN.forEach(word -> page.line(".br").line("\\fBjunretsu " + escaped(word.usage()) + "\\fR"));
        page.section("DESCRIPTION")
                .text("serve runs a server until it gets SIGINT or SIGTERM: it then counts what is queued, writes it"
                        + " down and prints its sums. blast loads a server and reports what arrived.");
        for (Command command : Services.COMMANDS) {
            page.section("junretsu " + command.words())
                    .text("Junretsu " + command.words() + " " + command.summary() + ".");
            page.groups(command);
        }
        page.section("ENVIRONMENT");
        for (Command command : Services.COMMANDS) {
            page.entry(
                    command.environmentPrefix() + "NAME",
                    "a flag of '" + command.words() + "', as in " + command.environmentPrefix()
                            + "CONFIG for --config");
        }
        page.entry("NO_COLOR", "no bold text");
        page.section("EXIT STATUS");
        List.of(
                        "0:done",
                        "1:failed at run time",
                        "2:wrong usage",
                        "3:a limit such as --max-loss was passed",
                        "130:interrupted by SIGINT",
                        "143:interrupted by SIGTERM")
                .forEach(code -> page.entry(code.split(":")[0], code.split(":")[1]));
        page.section("EXAMPLES");
        Services.COMMANDS.forEach(command -> command.examples().forEach(page::example));
        return page.out.toString();
    }

    private void groups(Command command) {
        for (FlagGroup group : FlagGroup.values()) {
            List<Flag<?>> flags = group == FlagGroup.RUN ? List.of() : group.of(command);
            if (!flags.isEmpty()) {
                line(".SS " + group.title());
                flags.forEach(flag -> entry(
                        Help.usage(flag),
                        Help.sentence(flag)
                                + (flag.defaultText() == null || flag.isToggle()
                                        ? ""
                                        : " [" + flag.defaultText() + "]")));
            }
        }
    }

    private ManualPage section(String title) {
        return line(".SH \"" + title + "\"");
    }

    private void entry(String name, String sentence) {
        line(".TP").line("\\fB" + escaped(name) + "\\fR").line(escaped(sentence));
    }

    private void example(String words) {
        line(".PP").line(".nf").line(escaped("junretsu " + words)).line(".fi");
    }

    private void text(String sentence) {
        line(escaped(sentence));
    }

    private ManualPage line(String text) {
        out.append(text).append('\n');
        return this;
    }

    /** A hyphen that is to be typed is {@code \-}; a line must not begin with a point or an apostrophe. */
    private static String escaped(String text) {
        String plain = text.replace("\\", "\\e").replace("-", "\\-");
        return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
    }
}
