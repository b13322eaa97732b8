package junretsu.cli;

import java.util.List;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.StartException;

/** One verb on one service. */
interface Command {

    /** {@code serve} or {@code blast}. */
    String verb();

    /** As in {@code votes}. */
    String service();

    /** What it does, in one sentence without a full stop. */
    String summary();

    /** In the order of the help text. */
    List<Flag<?>> flags();

    /** How a shell would set a flag: this, then the flag's name in capitals. */
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
