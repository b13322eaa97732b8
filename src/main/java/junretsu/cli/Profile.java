package junretsu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.concurrent.atomic.AtomicReference;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import junretsu.config.StartException;

/** A flight recording of the whole run, written when the run ends, in whatever way. There is one at most. */
final class Profile {
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
                recording.setDestination(file);
                recording.start();
                RUNNING.set(recording);
            } catch (IOException | ParseException | IllegalStateException e) {
                throw new StartException("--profile: cannot record into " + file + ": " + e.getMessage(), e);
            }
        }
    }

    /** Writes the recording, if there is one. May be called several times, by any thread. */
    static void finish() {
        Recording recording = RUNNING.getAndSet(null);
        if (recording != null) {
            recording.stop();
            recording.close();
        }
    }
}
