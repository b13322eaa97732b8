package junretsu.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A file system without a disk, mounted where this process sees it; the test is skipped where it may not mount. */
public final class Mounted implements AutoCloseable {
    private final Path directory;

    private Mounted(Path directory) {
        this.directory = directory;
    }

    /** @param options as mount(8) takes them, such as {@code size=8m} */
    public static Mounted at(Path directory, String options) {
        return of("tmpfs", directory, options);
    }

    /** A file system for the objects of BPF. */
    public static Mounted bpffs(Path directory) {
        return of("bpf", directory, "mode=700");
    }

    private static Mounted of(String type, Path directory, String options) {
        Assumptions.assumeTrue(
                run("mount", "-t", type, "-o", options, type, directory.toString()), "needs to mount " + type);
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
