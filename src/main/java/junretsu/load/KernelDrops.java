package junretsu.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The kernel's counts of datagrams that it threw away, of all sockets of a machine. Immutable.
 *
 * @param buffer at full receive buffers: {@code RcvbufErrors} of {@code /proc/net/snmp}
 * @param backlog before any socket, since a core's queue of packets was full: the second column of
 *     {@code /proc/net/softnet_stat}, hexadecimal (Linux, {@code net/core/net-procfs.c})
 * @param bufferMax bytes that a program may ask for without privilege: {@code net.core.rmem_max}
 */
public record KernelDrops(long buffer, long backlog, long bufferMax) {
    private static final Path PROC = Path.of("/proc");

    /** The counts as they stand; null where the system does not say. */
    public static KernelDrops now() {
        return read(PROC);
    }

    static KernelDrops read(Path proc) {
        try {
            List<String> udp = Files.readAllLines(proc.resolve("net/snmp")).stream()
                    .filter(line -> line.startsWith("Udp:"))
                    .toList();
            int column = Arrays.asList(udp.get(0).split(" ")).indexOf("RcvbufErrors");
            long backlog = Files.readAllLines(proc.resolve("net/softnet_stat")).stream()
                    .mapToLong(line -> Long.parseLong(line.split(" ")[1], 16))
                    .sum();
            long bufferMax = Long.parseLong(
                    Files.readString(proc.resolve("sys/net/core/rmem_max")).strip());
            return new KernelDrops(Long.parseLong(udp.get(1).split(" ")[column]), backlog, bufferMax);
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
            return null;
        }
    }

    /** The counts since an earlier moment; null when one of them is not known. */
    public static KernelDrops since(KernelDrops before, KernelDrops now) {
        return before == null || now == null
                ? null
                : new KernelDrops(now.buffer - before.buffer, now.backlog - before.backlog, now.bufferMax);
    }

    /** Returns whether an address is this machine's own, so that these counts are those of both ends. */
    public static boolean isHere(InetAddress address) {
        try {
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }
}
