package junretsu.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * The kernel's own count of the packets that it dropped on this process's UDP sockets, from {@code /proc/net/udp} and
 * {@code /proc/net/udp6} (proc_net(5), and {@code udp4_format_sock} in net/ipv4/udp.c):
 *
 * <pre>
 *   sl  local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode ref pointer drops
 *    0  1             2           3  4                 5           6        7   8       9     10  11      12
 * </pre>
 *
 * Thread-safe. Where there is no such file, as outside Linux, nothing is known and no cell is touched.
 */
public final class KernelUdpTable {
    private static final Path[] TABLES = {Path.of("/proc/net/udp"), Path.of("/proc/net/udp6")};
    private static final Path OWN_DESCRIPTORS = Path.of("/proc/self/fd");
    private static final int LOCAL_ADDRESS = 1;
    private static final int INODE = 9;
    private static final int DROPS = 12;

    private final int port;
    private final long[] inodes;
    private final long[] lastSeen;
    private final long[] drops;
    private byte[] text = new byte[4096];
    private int textLength;
    private Path table;

    private KernelUdpTable(int port, Path table, long[] inodes) {
        this.port = port;
        this.table = table;
        this.inodes = inodes;
        lastSeen = new long[inodes.length];
        drops = new long[inodes.length];
    }

    /**
     * Finds this process's sockets bound to a port.
     *
     * @param sockets how many there must be; when the kernel shows another number, nothing is known of any
     */
    public static KernelUdpTable ofOwnSockets(int port, int sockets) throws IOException {
        for (Path path : TABLES) {
            if (Files.isReadable(path)) {
                KernelUdpTable table = new KernelUdpTable(port, path, new long[0]);
                long[] inodes = table.inodesAmong(ownSocketInodes());
                if (inodes.length == sockets) {
                    return new KernelUdpTable(port, path, inodes);
                }
            }
        }
        return new KernelUdpTable(port, null, new long[0]);
    }

    /**
     * @param into the packets dropped since each socket was opened, a cell a socket, each socket always in the same cell
     */
    public synchronized void drops(long[] into) throws IOException {
        if (table == null) {
            return;
        }
        readTable();
        for (int line = nextLine(0); line < textLength; line = nextLine(line)) {
            int socket = Arrays.binarySearch(inodes, decimal(field(line, INODE)));
            if (socket >= 0) {
                advance(socket, decimal(field(line, DROPS)));
            }
        }
        System.arraycopy(drops, 0, into, 0, drops.length);
    }

    /** The kernel's counter is 32 bits wide and starts again at 0. */
    private void advance(int socket, long seen) {
        drops[socket] += seen - lastSeen[socket] & 0xFFFF_FFFFL;
        lastSeen[socket] = seen;
    }

    /** Ascending, to be searched. */
    private long[] inodesAmong(Set<Long> own) throws IOException {
        readTable();
        long[] found = new long[own.size()];
        int count = 0;
        for (int line = nextLine(0); line < textLength; line = nextLine(line)) {
            long inode = decimal(field(line, INODE));
            if (localPort(line) == port && own.contains(inode)) {
                found[count++] = inode;
            }
        }
        long[] inodes = Arrays.copyOf(found, count);
        Arrays.sort(inodes);
        return inodes;
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

    private void readTable() throws IOException {
        textLength = 0;
        try (InputStream in = Files.newInputStream(table)) {
            for (int n = in.read(text); n >= 0; n = in.read(text, textLength, text.length - textLength)) {
                textLength += n;
                if (textLength == text.length) {
                    text = Arrays.copyOf(text, 2 * text.length);
                }
            }
        }
    }

    private int nextLine(int line) {
        int at = line;
        while (at < textLength && text[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    /** @return where field number {@code wanted}, counted from 0, of the line begins */
    private int field(int line, int wanted) {
        int at = skip(line, true);
        for (int i = 0; i < wanted; i++) {
            at = skip(skip(at, false), true);
        }
        return at;
    }

    private int skip(int from, boolean spaces) {
        int at = from;
        while (at < textLength && text[at] != '\n' && (text[at] == ' ') == spaces) {
            at++;
        }
        return at;
    }

    private long decimal(int at) {
        return number(at, 10);
    }

    /** The four hexadecimal digits behind the address's colon. */
    private int localPort(int line) {
        int at = field(line, LOCAL_ADDRESS);
        while (at < textLength && text[at] != ':') {
            at++;
        }
        return (int) number(at + 1, 16);
    }

    private long number(int from, int radix) {
        long value = 0;
        for (int at = from; at < textLength; at++) {
            int digit = Character.digit(text[at], radix);
            if (digit < 0) {
                break;
            }
            value = value * radix + digit;
        }
        return value;
    }
}
