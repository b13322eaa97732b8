package junretsu.net.linux.bpf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The names in bpffs of the links that hold programs at interfaces, in the folder of a node's counts. */
final class Links {
    /** The beginning of a name; that of the interface follows. */
    static final String LINK = "xdp-";

    private Links() {}

    static List<Path> in(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> pins = Files.list(folder)) {
            return pins.filter(pin -> pin.getFileName().toString().startsWith(LINK))
                    .toList();
        }
    }

    /** Ends all that can be ended, and throws the first failure behind the last; no program runs any more then. */
    static void end(BpfCalls calls, Path folder) throws IOException {
        IOException failure = null;
        for (Path pin : in(folder)) {
            try {
                endOne(calls, pin);
            } catch (IOException e) {
                failure = failure == null ? e : failure;
            }
        }
        calls.awaitPrograms();
        if (failure != null) {
            throw failure;
        }
    }

    static void endOne(BpfCalls calls, Path pin) throws IOException {
        int link = calls.open(pin);
        try {
            calls.detach(link);
        } finally {
            calls.close(link);
        }
        Files.deleteIfExists(pin);
    }
}
