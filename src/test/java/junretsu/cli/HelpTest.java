package junretsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {
    private static final int COLUMNS = 80;

    static Stream<Command> commands() {
        return Services.COMMANDS.stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void namesEveryFlagOnceAndFitsTheTerminal(Command command) {
        String help = Help.of(command, Terminal.PLAIN);
        assertThat(help).contains("\nUsage:\n  junretsu " + command.verb());
        CommonFlags.with(command)
                .forEach(flag -> assertThat(help)
                        .containsOnlyOnce(
                                "\n  " + Help.usage(flag) + (Help.usage(flag).length() > 24 ? "\n" : " ")));
        List<String> lines = help.lines().toList();
        assertThat(lines)
                .filteredOn(line -> line.length() > COLUMNS)
                .as("a line is longer only when one word is")
                .allMatch(line -> !line.strip().contains(" ") || line.startsWith("  --"));
        assertThat(lines).noneMatch(line -> line.endsWith(" "));
    }

    @Test
    void headingsAreBoldWhereTheTerminalCan() {
        assertThat(Help.ofProgram(new Terminal(COLUMNS, true))).contains("\u001b[1mUsage:\u001b[m\n");
        assertThat(Help.ofProgram(Terminal.PLAIN)).contains("\nUsage:\n").doesNotContain("\u001b");
    }

    @Test
    void theManualHasEveryCommandAndNoLineThatRoffWouldTakeForARequest() {
        String page = ManualPage.text();
        Pattern request = Pattern.compile("\\.(TH|SH|SS|TP|PP|br|nf|fi)( .*)?");
        assertThat(page.lines().filter(line -> line.startsWith(".")))
                .allMatch(line -> request.matcher(line).matches());
        commands().forEach(command -> assertThat(page).contains(".SH \"junretsu " + command.words() + "\""));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shellsCompleteEveryFlag(Command command) {
        for (String shell : List.of("bash", "zsh", "fish")) {
            String script = Completion.of(shell);
            CommonFlags.with(command)
                    .forEach(flag -> assertThat(script)
                            .contains(shell.equals("fish") ? " -l " + flag.name() + " " : "--" + flag.name()));
        }
    }
}
