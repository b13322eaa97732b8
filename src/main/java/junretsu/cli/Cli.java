package junretsu.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
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
        String first = args.isEmpty() ? "--help" : args.get(0);
        switch (first) {
            case "--help", "-h", "help" -> console.print(Help.ofProgram());
            case "--version", "version" -> console.print(Version.line());
            case "serve", "blast" -> {
                return runVerb(first, args.subList(1, args.size()), console);
            }
            case "users" -> {
                return runVerb(first, counted(args.subList(1, args.size())), console);
            }
            case "hash" -> {
                return run(find(first, null), args.subList(1, args.size()), console);
            }
            default ->
                throw new UsageException("unknown verb '" + first + "'"
                        + Suggestion.of(first, Stream.of("serve", "blast", "users", "hash", "help", "version"))
                        + "; see junretsu --help");
        }
        return ExitCode.DONE;
    }

    private static int runVerb(String verb, List<String> args, Console console) throws StartException {
        boolean named = !args.isEmpty() && !args.get(0).startsWith("-");
        String unnamed = verb.equals("users") ? "seed" : "votes";
        return run(find(verb, named ? args.get(0) : unnamed), named ? args.subList(1, args.size()) : args, console);
    }

    /** The number behind {@code users seed} is its {@code --count}. */
    private static List<String> counted(List<String> args) {
        if (args.size() < 2 || args.get(1).startsWith("-")) {
            return args;
        }
        List<String> words = new ArrayList<>(args);
        words.set(1, "--count=" + args.get(1));
        return words;
    }

    private static int run(Command command, List<String> args, Console console) throws StartException {
        ParsedFlags parsed = ParsedFlags.parse(command, args);
        if (parsed.isSet(CommonFlags.HELP)) {
            console.print(Help.of(command));
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
        return Services.COMMANDS.stream()
                .filter(command -> command.verb().equals(verb) && Objects.equals(command.service(), service))
                .findFirst()
                .orElseThrow(() -> new UsageException("unknown service '" + service + "'"
                        + Suggestion.of(service, services(verb)) + "; " + verb + " knows: "
                        + String.join(", ", services(verb).toList())));
    }

    static Stream<String> services(String verb) {
        return Services.COMMANDS.stream()
                .filter(command -> command.verb().equals(verb))
                .map(Command::service);
    }
}
