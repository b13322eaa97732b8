package junretsu.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import junretsu.config.Choice;
import junretsu.config.Flag;
import junretsu.config.UsageException;

/** Scripts by which a shell completes command lines, made from the commands and their flags. */
final class Completion {
    private static final Choice<Completion> SHELLS = Choice.of("bash", new Completion(Completion::bash))
            .or("zsh", new Completion(Completion::zsh))
            .or("fish", new Completion(Completion::fish));
    private static final Pattern WORD = Pattern.compile("[a-z+0-9]+");

    private final java.util.function.Supplier<String> script;

    private Completion(java.util.function.Supplier<String> script) {
        this.script = script;
    }

    /** @throws UsageException when there is none for this shell */
    static String of(String shell) {
        try {
            return SHELLS.apply(shell).script.get();
        } catch (IllegalArgumentException e) {
            throw new UsageException("there is no completion for '" + shell + "'; give " + e.getMessage());
        }
    }

    private static String bash() {
        return """
                # bash completion of junretsu; written by 'junretsu completion bash'.
                _junretsu() {
                    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
                    local verb=${COMP_WORDS[1]-} service=${COMP_WORDS[2]-}
                    COMPREPLY=()
                    if [ "$COMP_CWORD" -eq 1 ]; then
                        COMPREPLY=($(compgen -W '%s' -- "$cur"))
                        return
                    fi
                    [ "$COMP_CWORD" -gt 2 ] || service=
                    case $verb in
                %s    esac
                    case "$verb $service $prev" in
                %s    esac
                    case "$verb $service" in
                %s    esac
                }
                complete -F _junretsu junretsu
                """.formatted(verbs(), bashServices(), bashValues(), bashFlags());
    }

    private static String verbs() {
        return Words.verbs().collect(Collectors.joining(" "));
    }

    private static String bashServices() {
        return Words.verbs()
                .filter(verb -> !Words.services(verb).isEmpty())
                .map(verb -> "        " + verb + ") case $service in -*|'') service="
                        + Words.unnamedService(verb)
                        + ";; esac\n            [ \"$COMP_CWORD\" -ne 2 ] || COMPREPLY=($(compgen -W '"
                        + String.join(" ", Words.services(verb)) + "' -- \"$cur\"));;\n")
                .collect(Collectors.joining());
    }

    private static String bashValues() {
        return each((command, flag) -> {
            String pattern = "        '" + pattern(command) + " --" + flag.name() + "') ";
            if (isFile(flag)) {
                return pattern + "compopt -o default; return;;\n";
            }
            return flag.isToggle()
                    ? ""
                    : pattern + "COMPREPLY=($(compgen -W '" + String.join(" ", choices(flag))
                            + "' -- \"$cur\")); return;;\n";
        });
    }

    private static String bashFlags() {
        return Services.COMMANDS.stream()
                .map(command -> "        '" + pattern(command) + "') COMPREPLY+=($(compgen -W '"
                        + CommonFlags.with(command).stream()
                                .map(flag -> "--" + flag.name())
                                .collect(Collectors.joining(" "))
                        + "' -- \"$cur\"));;\n")
                .collect(Collectors.joining());
    }

    private static String pattern(Command command) {
        return command.verb() + " " + (command.service() == null ? "" : command.service());
    }

    private static String zsh() {
        return """
                #compdef junretsu
                # zsh completion of junretsu; written by 'junretsu completion zsh'.
                _junretsu() {
                    local verb=${words[2]} service=${words[3]}
                    if (( CURRENT == 2 )); then
                        compadd -- %s
                        return
                    fi
                    (( CURRENT > 3 )) || service=
                    case $verb in
                %s    esac
                    local -a flags
                    case "$verb $service" in
                %s    esac
                    _arguments $flags '*: : '
                }
                _junretsu "$@"
                """.formatted(verbs(), zshServices(), zshFlags());
    }

    private static String zshServices() {
        return Words.verbs()
                .filter(verb -> !Words.services(verb).isEmpty())
                .map(verb -> "        " + verb + ") [[ -n $service && $service != -* ]] || service="
                        + Words.unnamedService(verb) + "\n            (( CURRENT != 3 )) || compadd -- "
                        + String.join(" ", Words.services(verb)) + " ;;\n")
                .collect(Collectors.joining());
    }

    private static String zshFlags() {
        return Services.COMMANDS.stream()
                .map(command -> "        '" + pattern(command) + "') flags=(\n"
                        + CommonFlags.with(command).stream()
                                .map(Completion::zshFlag)
                                .collect(Collectors.joining())
                        + "        ) ;;\n")
                .collect(Collectors.joining());
    }

    private static String zshFlag(Flag<?> flag) {
        String sentence = flag.help().replaceAll("([\\[\\]:\\\\])", "\\\\$1").replace("'", "'\\''");
        String value = "";
        if (isFile(flag)) {
            value = ":file:_files";
        } else if (!flag.isToggle()) {
            value = ":value:(" + String.join(" ", choices(flag)) + ")";
        }
        return "            '" + (flag.repeatable() ? "*" : "") + "--" + flag.name() + (flag.isToggle() ? "" : "=")
                + "[" + sentence + "]" + value + "'\n";
    }

    private static String fish() {
        StringBuilder out = new StringBuilder("# fish completion of junretsu; written by 'junretsu completion fish'.\n"
                + "complete -c junretsu -f\n" + "complete -c junretsu -n __fish_use_subcommand -a '"
                + verbs() + "'\n");
        Words.verbs()
                .filter(verb -> !Words.services(verb).isEmpty())
                .forEach(verb -> out.append("complete -c junretsu -n '__fish_seen_subcommand_from ")
                        .append(verb)
                        .append("; and test (count (commandline -opc)) -eq 2' -a '")
                        .append(String.join(" ", Words.services(verb)))
                        .append("'\n"));
        return out + each(Completion::fishFlag);
    }

    private static String fishFlag(Command command, Flag<?> flag) {
        String named = command.service() == null ? "" : "; and " + fishService(command);
        String value = "";
        if (isFile(flag)) {
            value = " -r -F";
        } else if (!flag.isToggle()) {
            value = " -x -a '" + String.join(" ", choices(flag)) + "'";
        }
        return "complete -c junretsu -n '__fish_seen_subcommand_from " + command.verb() + named + "' -l " + flag.name()
                + value + " -d '" + flag.help().replace("\\", "\\\\").replace("'", "\\'") + "'\n";
    }

    private static String fishService(Command command) {
        if (!command.service().equals(Words.unnamedService(command.verb()))) {
            return "__fish_seen_subcommand_from " + command.service();
        }
        String others = Words.services(command.verb()).stream().skip(1).collect(Collectors.joining(" "));
        return others.isEmpty() ? "true" : "not __fish_seen_subcommand_from " + others;
    }

    private static String each(BiFunction<Command, Flag<?>, String> line) {
        StringBuilder out = new StringBuilder();
        for (Command command : Services.COMMANDS) {
            for (Flag<?> flag : CommonFlags.with(command)) {
                out.append(line.apply(command, flag));
            }
        }
        return out.toString();
    }

    private static boolean isFile(Flag<?> flag) {
        return !flag.isToggle()
                && Stream.of("FILE", "DIR").anyMatch(kind -> flag.placeholder().contains(kind));
    }

    /** The words that may stand for the value; none where it is free. */
    private static List<String> choices(Flag<?> flag) {
        List<String> words = new ArrayList<>();
        for (String part : flag.placeholder().split("\\|")) {
            if (WORD.matcher(part).matches()) {
                words.add(part);
            }
        }
        return words;
    }
}
