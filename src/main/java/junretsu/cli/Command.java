package junretsu.cli;

import java.util.List;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.StartException;

/** One verb, on one service where it needs one. */
interface Command {

    /** {@code serve}, {@code blast} or {@code hash}. */
    String verb();

    /** The service's name, as in {@code votes}; null where the verb has none. */
    String service();

    /** The words that name the command, as in {@code serve votes}. */
    default String words() {
        return service() == null ? verb() : verb() + " " + service();
    }

    /** A description in one sentence without a full stop. */
    String summary();

    /** The command's flags in the order of the help text. */
    List<Flag<?>> flags();

    /** The flag whose values may stand by themselves, without its name; null for none. */
    default Flag<?> unnamed() {
        return null;
    }

    /**
     * The reason why there is no flag of a name, where a user may well look for one.
     *
     * @return a sentence; null when the name is unknown
     */
    default String refusal(String flagName) {
        return null;
    }

    /** The beginning of the names of its environment variables; a flag's name in capitals follows. */
    String environmentPrefix();

    /** A few lines as one would type them. */
    List<String> examples();

    /**
     * @return an {@link ExitCode}
     * @throws junretsu.config.UsageException when a value is not accepted
     * @throws StartException when it cannot begin
     */
    int run(Settings settings, Console console) throws StartException;
}
