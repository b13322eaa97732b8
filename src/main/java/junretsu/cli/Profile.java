package junretsu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import junretsu.config.StartException;

/** A flight recording of the whole run, written when the run ends, in whatever way. There is one at most. */
final class Profile {
    /**
     * Events that hold the environment or a command line, and so the secrets in them; a recording is made to be shared.
     */
    private static final List<String> REVEALING = List.of(
            "jdk.InitialEnvironmentVariable", "jdk.InitialSystemProperty", "jdk.JVMInformation", "jdk.SystemProcess");

    private static final long WRITE_MS_MAX = 10_000;
    private static final AtomicReference<Recording> RUNNING = new AtomicReference<>();

    private Profile() {}

    /**
     * @param file to write; null records nothing
     * @throws StartException when this Java has no flight recorder or the file cannot be written
     */
    static void start(Path file) throws StartException {
        if (file != null) {
            try {
                Files.newOutputStream(file).close();
                Recording recording = new Recording(Configuration.getConfiguration("profile"));
                REVEALING.forEach(recording::disable);
                recording.setDestination(file);
                recording.start();
                RUNNING.set(recording);
            } catch (IOException e) {
                throw StartException.of("--profile: cannot record into " + file, e);
            } catch (ParseException | IllegalStateException e) {
                throw new StartException("--profile: cannot record into " + file + ": " + e.getMessage(), e);
            }
        }
    }

    /** Writes the recording, if there is one. May be called several times, by any thread. */
    static void finish() {
        Recording recording = RUNNING.getAndSet(null);
        if (recording != null) {
            try {
                recording.stop();
            } catch (IllegalStateException e) {
                awaitWritten(recording);
            }
            recording.close();
        }
    }

    /** At a signal the recorder's own shutdown hook may come first; it closes the recording once it has written it. */
    private static void awaitWritten(Recording recording) {
        for (long ms = 0; ms < WRITE_MS_MAX && recording.getState() != RecordingState.CLOSED; ms++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
