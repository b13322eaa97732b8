package junretsu.testing;

import java.io.IOException;

/** Signals to a process, by kill(1). */
final class Signal {
    private Signal() {}

    /** @param name as in {@code TERM} */
    static void send(String name, Process process) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
