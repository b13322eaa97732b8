package junretsu.net.linux.bpf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The CPUs of this machine as the kernel numbers them. */
final class Cpus {
    private static final Path POSSIBLE = Path.of("/sys/devices/system/cpu/possible");

    private Cpus() {}

    /** One more than the highest number that a CPU of this machine may have, also one that is plugged in later. */
    static int possible() throws IOException {
        return highest(Files.readString(POSSIBLE)) + 1;
    }

    /** The last number of a list as the kernel writes it: {@code 0-3,8-11}, {@code 0}. */
    static int highest(String list) {
        String[] numbers = list.strip().split("[,-]");
        return Integer.parseInt(numbers[numbers.length - 1]);
    }
}
