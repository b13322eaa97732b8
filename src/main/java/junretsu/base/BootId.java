package junretsu.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name that Linux gives itself at each boot: what has another one is of a kernel that is gone. */
public final class BootId {
    private static final Path FILE = Path.of("/proc/sys/kernel/random/boot_id");

    private BootId() {}

    /** 32 hexadecimal digits. */
    public static String read() throws IOException {
        return Files.readString(FILE).strip().replace("-", "");
    }
}
