package junretsu.items.coordinate;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import junretsu.config.HostPort;

/**
 * The command that starts one node on this machine.
 *
 * @param at address at which the node listens
 * @param words the program and its arguments
 * @param environment variables that are set; values may be secrets
 * @param variables prefix of variables that the node does not inherit
 * @param directory of the node's data
 * @param signature the same for the same command
 */
record WorkerCommand(
        HostPort at,
        List<String> words,
        Map<String, String> environment,
        String variables,
        Path directory,
        String signature) {

    /** The note of which process runs the node, beside its directory. */
    Path pidFile() {
        return directory.resolveSibling(directory.getFileName() + ".pid");
    }

    /** The file that gets what the node prints. */
    Path log() {
        return directory.resolveSibling(directory.getFileName() + ".log");
    }
}
