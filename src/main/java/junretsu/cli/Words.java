package junretsu.cli;

import java.util.List;
import java.util.stream.Stream;

/** The words that a command line begins with. */
final class Words {

    /**
     * A verb without flags.
     *
     * @param usage as it is typed
     * @param summary a sentence without a full stop
     */
    record Plain(String verb, String usage, String summary) {}

    static final List<Plain> PLAIN = List.of(
            new Plain("completion", "completion SHELL", "prints a script by which bash, zsh or fish completes these"),
            new Plain("help", "help [VERB [SERVICE]]", "shows all flags of a command, as --help behind it does"),
            new Plain("version", "version", "shows the version, as -V does"));

    private Words() {}

    /** All verbs, in the order of the help text. */
    static Stream<String> verbs() {
        return Stream.concat(
                        Services.COMMANDS.stream().map(Command::verb),
                        PLAIN.stream().map(Plain::verb))
                .distinct();
    }

    /** Returns the services that a verb has; empty for one that has none. */
    static List<String> services(String verb) {
        return Services.COMMANDS.stream()
                .filter(command -> command.verb().equals(verb) && command.service() != null)
                .map(Command::service)
                .toList();
    }

    /** Returns the service that a verb is for when none is named; null where there are no services. */
    static String unnamedService(String verb) {
        return services(verb).stream().findFirst().orElse(null);
    }
}
