package junretsu.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A server of somebody else's that a test starts, kills and starts again: one process at a time, and a directory under
 * the system's temporary one for its files and for what it prints.
 */
final class ServerProcess implements AutoCloseable {
    private final Path directory;
    private Process process;

    ServerProcess(String name) {
        try {
            directory = Files.createTempDirectory("junretsu-" + name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path directory() {
        return directory;
    }

    /** Starts a command, which ends with this process at the latest. */
    Process launch(List<String> command) throws IOException {
        File log = log().toFile();
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        process = started;
        return started;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Makes it stand still, as a stalled machine does: it takes connections but replies to nothing. */
    void pause() {
        Signal.send("STOP", process);
    }

    void resume() {
        Signal.send("CONT", process);
    }

    /** Ends it without giving it time for anything. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text that it has printed since its directory was made. */
    String printed() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Kills it and deletes its files. */
    @Override
    public void close() {
        kill();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log() {
        return directory.resolve("printed.log");
    }
}
