package junretsu.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Lets this process open only a few more descriptors until it is closed (RLIMIT_NOFILE, set from outside by prlimit(1)). */
public final class DescriptorLimit implements AutoCloseable {
    /** The shell is there before the limit is, since starting one takes descriptors. It ends with its input. */
    private static final String SCRIPT = """
            before=$(prlimit --pid $0 --nofile --noheadings --raw --output SOFT)
            prlimit --pid $0 --nofile=$1: && echo set
            read -r end
            prlimit --pid $0 --nofile=$before:
            """;

    private final Process shell;

    /** @param further descriptors that may be opened from here on; one is taken by this object */
    public DescriptorLimit(int further) throws IOException {
        long own = ProcessHandle.current().pid();
        long limit = open() + 2 + further;
        shell = new ProcessBuilder("sh", "-c", SCRIPT, Long.toString(own), Long.toString(limit))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = new BufferedReader(new InputStreamReader(shell.getInputStream()));
        if (!"set".equals(out.readLine())) {
            throw new IOException("prlimit failed");
        }
    }

    /** Descriptors that this process has open at this moment. */
    public static long open() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.count() - 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        shell.getOutputStream().close();
        try {
            shell.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        shell.getInputStream().close();
    }
}
