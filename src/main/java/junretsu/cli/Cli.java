package junretsu.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import junretsu.config.Settings;
import junretsu.config.StartException;
import junretsu.config.UsageException;

/** Finds the command that the arguments name, and runs it. */
public final class Cli {

    private Cli() {}

    /** @return an exit code: 0 done, 1 failed, 2 wrong usage, 3 a limit was passed */
    public static int run(String[] args) {
        Console console = Console.ofProcess();
        try {
            return run(Arrays.asList(args), console);
        } catch (UsageException e) {
            console.error(e.getMessage());
            return ExitCode.USAGE;
        } catch (StartException e) {
            console.error(e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private static int run(List<String> args, Console console) throws StartException {
        String first = args.isEmpty() ? "help" : args.get(0);
        List<String> rest = args.isEmpty() ? args : args.subList(1, args.size());
        switch (first) {
            case "--help", "-h", "help" -> console.print(help(rest));
            case "--version", "-V", "-v", "version" -> console.print(Version.line());
            case "completion" -> console.print(Completion.of(rest.isEmpty() ? "" : rest.get(0)));
            case "man" -> console.print(ManualPage.text());
            default -> {
                return runVerb(first, rest, console);
            }
        }
        return ExitCode.DONE;
    }

    private static int runVerb(String verb, List<String> args, Console console) throws StartException {
        boolean named = takesService(verb) && !args.isEmpty() && !args.get(0).startsWith("-");
        if (named && args.get(0).equals("help")) {
            console.print(Help.of(find(verb, Words.unnamedService(verb)), Terminal.ofStdout()));
            return ExitCode.DONE;
        }
        Command command = find(verb, named ? args.get(0) : Words.unnamedService(verb));
        return run(command, named ? args.subList(1, args.size()) : args, console);
    }

    private static String help(List<String> words) {
        if (words.isEmpty() || Words.PLAIN.stream().anyMatch(word -> word.verb().equals(words.get(0)))) {
            return Help.ofProgram(Terminal.ofStdout());
        }
        String verb = words.get(0);
        return Help.of(find(verb, words.size() > 1 ? words.get(1) : Words.unnamedService(verb)), Terminal.ofStdout());
    }

    /** @throws UsageException when there is no such verb */
    private static boolean takesService(String verb) {
        if (Words.verbs().noneMatch(verb::equals)) {
            throw new UsageException(
                    "unknown verb '" + verb + "'" + Suggestion.of(verb, Words.verbs()) + "; see junretsu --help");
        }
        return !Words.services(verb).isEmpty();
    }

    private static int run(Command command, List<String> args, Console console) throws StartException {
        ParsedFlags parsed = ParsedFlags.parse(command, args);
        if (parsed.isSet(CommonFlags.HELP)) {
            console.print(Help.of(command, Terminal.ofStdout()));
            return ExitCode.DONE;
        }
        Settings settings = SettingsSources.resolve(command, parsed, System.getenv());
        if (settings.get(CommonFlags.PRINT_CONFIG)) {
            console.print(PrintedConfig.of(command, settings));
            return ExitCode.DONE;
        }
        Profile.start(settings.get(CommonFlags.PROFILE));
        try {
            return command.run(settings, console);
        } finally {
            Profile.finish();
        }
    }

    private static Command find(String verb, String service) {
        takesService(verb);
        List<String> services = Words.services(verb);
        return Services.COMMANDS.stream()
                .filter(command -> command.verb().equals(verb) && Objects.equals(command.service(), service))
                .findFirst()
                .orElseThrow(() -> new UsageException("unknown service '" + service + "'"
                        + Suggestion.of(service, services.stream()) + "; " + verb + " knows: "
                        + String.join(", ", services)));
    }
}
