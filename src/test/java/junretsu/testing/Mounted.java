package junretsu.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A file system in memory, mounted where this process sees it; the test is skipped where it may not mount. */
public final class Mounted implements AutoCloseable {
    private final Path directory;

    private Mounted(Path directory) {
        this.directory = directory;
    }

    /** @param options as mount(8) takes them, such as {@code size=8m} */
    public static Mounted at(Path directory, String options) {
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", options, "tmpfs", directory.toString()), "needs to mount");
        return new Mounted(directory);
    }

    /** Changes its options, as in {@code size=64m}. */
    public void change(String options) {
        if (!run("mount", "-o", "remount," + options, directory.toString())) {
            throw new AssertionError("cannot remount " + directory);
        }
    }

    @Override
    public void close() {
        run("umount", "-l", directory.toString());
    }

    private static boolean run(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
