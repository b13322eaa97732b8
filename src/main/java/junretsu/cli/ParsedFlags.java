package junretsu.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import junretsu.config.Flag;
import junretsu.config.UsageException;

/** The flags of a command line, as typed: {@code --name value} or {@code --name=value}. */
record ParsedFlags(Map<String, List<String>> textsByName) {

    /** @throws UsageException on an unknown flag, a missing value, or a word that belongs to no flag */
    static ParsedFlags parse(Command command, List<String> args) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        int at = 0;
        String toggle = null;
        while (at < args.size()) {
            String word = args.get(at++).equals("-h") ? "--help" : args.get(at - 1);
            Flag<?> unnamed = toggle == null ? command.unnamed() : null;
            if (!word.startsWith("-")
                    && unnamed != null
                    && (unnamed.repeatable() || !texts.containsKey(unnamed.name()))) {
                texts.computeIfAbsent(unnamed.name(), name -> new ArrayList<>()).addAll(unnamed.texts(word));
                continue;
            }
            if (!word.startsWith("--")) {
                String reason = toggle == null
                        ? "a value stands behind its flag, as in --name value"
                        : toggle + " takes no value";
                throw new UsageException("unexpected '" + word + "': " + reason + "; see " + hint(command));
            }
            int equals = word.indexOf('=');
            Flag<?> flag = find(command, equals < 0 ? word.substring(2) : word.substring(2, equals));
            toggle = flag.isToggle() && equals < 0 ? word : null;
            String value;
            if (equals >= 0) {
                value = word.substring(equals + 1);
            } else if (flag.isToggle()) {
                value = Flag.ALONE;
            } else if (at < args.size() && !args.get(at).startsWith("--")) {
                value = args.get(at++);
            } else if (flag.mayStandAlone()) {
                value = Flag.ALONE;
            } else {
                throw new UsageException("--" + flag.name() + " needs a value: " + flag.placeholder());
            }
            texts.computeIfAbsent(flag.name(), name -> new ArrayList<>()).addAll(flag.texts(value));
        }
        return new ParsedFlags(texts);
    }

    boolean isSet(Flag<?> flag) {
        return textsByName.containsKey(flag.name());
    }

    private static Flag<?> find(Command command, String name) {
        List<Flag<?>> flags = CommonFlags.with(command);
        return flags.stream()
                .filter(flag -> flag.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException(unknown(command, name, flags)));
    }

    private static String unknown(Command command, String name, List<Flag<?>> flags) {
        String refusal = command.refusal(name);
        return refusal != null
                ? "--" + name + ": " + refusal
                : "unknown flag --" + name + Suggestion.of(name, flags.stream().map(Flag::name), "--") + "; see "
                        + hint(command);
    }

    private static String hint(Command command) {
        return "junretsu " + command.words() + " --help";
    }
}
