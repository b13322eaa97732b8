package junretsu.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A file system of a few megabytes in memory, which can be filled up. It is mounted in a namespace of its own, so that
 * nobody need be root; a process sees it by {@link #wrapper}, and this one by {@link #seen}.
 */
public final class SmallDisk implements AutoCloseable {
    private static final int CHUNK = 4_096;

    private final Process keeper;
    private final Path path;
    private final long pid;

    private SmallDisk(Process keeper, Path path) {
        this.keeper = keeper;
        this.path = path;
        pid = keeper.pid();
    }

    /** Mounts it, or skips the test where that cannot be done. @param size as mount(8) takes it, such as 12m */
    public static SmallDisk mount(Path directory, String size) throws IOException {
        Files.createDirectories(directory);
        Process keeper = new ProcessBuilder(
                        "unshare",
                        "-rm",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=" + size + " small " + directory + " && echo mounted && exec sleep 600")
                .redirectErrorStream(true)
                .start();
        String said = keeper.inputReader().readLine();
        Assumptions.assumeTrue("mounted".equals(said), "needs user namespaces: " + said);
        return new SmallDisk(keeper, directory);
    }

    /** A command that runs what stands behind it where the disk is. */
    public List<String> wrapper() {
        return List.of("nsenter", "--preserve-credentials", "-U", "-m", "-t", Long.toString(pid), "--");
    }

    /** The disk's directory, as this process sees it. */
    public Path seen() {
        return Path.of("/proc/" + pid + "/root" + path);
    }

    /** Takes all the room that is left. */
    public void fill() throws IOException {
        try (OutputStream ballast = Files.newOutputStream(seen().resolve("ballast"))) {
            while (true) {
                ballast.write(new byte[CHUNK]);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw e;
            }
        }
    }

    /** Gives back what {@link #fill} took. */
    public void free() throws IOException {
        Files.delete(seen().resolve("ballast"));
    }

    @Override
    public void close() {
        keeper.destroyForcibly();
        try {
            keeper.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
