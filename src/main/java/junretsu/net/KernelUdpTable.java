package junretsu.net;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import junretsu.base.Clock;

/**
 * The kernel's own count of the packets that it dropped on this process's UDP sockets, from {@code /proc/net/udp} and
 * {@code /proc/net/udp6} (proc_net(5), and {@code udp4_format_sock} in net/ipv4/udp.c):
 *
 * <pre>
 *   sl  local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode ref pointer drops
 *    0  1             2           3  4                 5           6        7   8       9     10  11      12
 * </pre>
 *
 * The file names every UDP socket of the network namespace, and the kernel takes 40 ms for 10,000 of them. A large one
 * is therefore read only when {@link UdpInputErrors} have grown, and while they go on growing once a second.
 *
 * <p>Thread-safe. Where there is no such file, as outside Linux, nothing is known and no cell is touched.
 */
public final class KernelUdpTable {
    private static final Path[] TABLES = {Path.of("/proc/net/udp"), Path.of("/proc/net/udp6")};
    private static final Path OWN_DESCRIPTORS = Path.of("/proc/self/fd");

    /** Readings of the tables in which a socket may be missing, since others came and went meanwhile. */
    private static final int TRIES = 3;

    private static final int LOCAL_ADDRESS = 1;
    private static final int INODE = 9;
    private static final int DROPS = 12;

    /** Some 500 sockets, which the kernel lists in less than 1 ms. */
    static final int LARGE_BYTES = 64 << 10;

    private static final long AGE_NANOS_MAX = TimeUnit.SECONDS.toNanos(1);

    private final int port;
    private final Path table;
    private final long[] inodes;
    private final UdpInputErrors errors;
    private final Clock clock;
    private final DropCounts counts;
    private final ProcText text = new ProcText();
    private long errorsAtLastCall = -1;
    private long errorsAtReading = -1;
    private long readNanos;

    /**
     * @param table null where there is none
     * @param inodes of the sockets, ascending
     */
    KernelUdpTable(int port, Path table, long[] inodes, UdpInputErrors errors, Clock clock) {
        this.port = port;
        this.table = table;
        this.inodes = inodes;
        this.errors = errors;
        this.clock = clock;
        counts = new DropCounts(inodes.length);
        readNanos = clock.nanoTime();
    }

    /**
     * Finds this process's sockets bound to a port.
     *
     * @param sockets how many there must be; when the kernel shows another number, nothing is known of any
     */
    public static KernelUdpTable ofOwnSockets(int port, int sockets) throws IOException {
        for (int tries = 0; tries < TRIES; tries++) {
            for (Path path : TABLES) {
                long[] inodes = Files.isReadable(path) ? inodesAmong(ownSocketInodes(), path, port) : new long[0];
                if (inodes.length == sockets) {
                    return new KernelUdpTable(port, path, inodes, UdpInputErrors.ofThisSystem(), Clock.SYSTEM);
                }
            }
        }
        return new KernelUdpTable(port, null, new long[0], UdpInputErrors.ofThisSystem(), Clock.SYSTEM);
    }

    /**
     * Reads the packets dropped since each socket was opened.
     *
     * @param into a cell a socket, each socket always in the same cell
     * @param isExact reads the table at any cost; otherwise a figure may be a second old where the table is large
     */
    public synchronized void drops(long[] into, boolean isExact) throws IOException {
        if (table == null) {
            return;
        }
        if (isExact || text.length() < LARGE_BYTES || isDue()) {
            read();
        }
        counts.copyTo(into);
    }

    /**
     * Every drop is an input error too, but not the other way round. The last ones are read as soon as no more follow.
     */
    private boolean isDue() throws IOException {
        long seen = errors.read();
        boolean paused = seen == errorsAtLastCall;
        errorsAtLastCall = seen;
        boolean due = seen != errorsAtReading && (paused || clock.nanoTime() - readNanos >= AGE_NANOS_MAX);
        if (due) {
            errorsAtReading = seen;
            readNanos = clock.nanoTime();
        }
        return due;
    }

    private void read() throws IOException {
        text.read(table);
        for (int line = text.nextLine(0); line < text.length(); line = text.nextLine(line)) {
            if (localPort(text, line) == port) {
                int socket = Arrays.binarySearch(inodes, text.number(text.field(line, INODE), 10));
                if (socket >= 0) {
                    counts.advance(socket, text.number(text.field(line, DROPS), 10));
                }
            }
        }
    }

    /** Ascending, to be searched. While others come and go, the kernel may show a socket twice, or not at all. */
    static long[] inodesAmong(Set<Long> own, Path table, int port) throws IOException {
        ProcText text = new ProcText();
        text.read(table);
        SortedSet<Long> found = new TreeSet<>();
        for (int line = text.nextLine(0); line < text.length(); line = text.nextLine(line)) {
            long inode = text.number(text.field(line, INODE), 10);
            if (localPort(text, line) == port && own.contains(inode)) {
                found.add(inode);
            }
        }
        return found.stream().mapToLong(inode -> inode).toArray();
    }

    /** The four hexadecimal digits behind the address's colon. */
    private static int localPort(ProcText text, int line) {
        return (int) text.number(text.behind(':', text.field(line, LOCAL_ADDRESS)), 16);
    }

    private static Set<Long> ownSocketInodes() throws IOException {
        Set<Long> inodes = new HashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(OWN_DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                String target = linkTarget(descriptor);
                if (target.startsWith("socket:[")) {
                    inodes.add(Long.valueOf(target.substring("socket:[".length(), target.length() - 1)));
                }
            }
        }
        return inodes;
    }

    /** Empty for a descriptor that was closed since the folder was listed. */
    private static String linkTarget(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
