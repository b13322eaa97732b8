package junretsu.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The kernel's count of UDP packets that came in and reached no socket's reader, over all sockets of the network
 * namespace: InErrors in {@code /proc/net/snmp} and Udp6InErrors in {@code /proc/net/snmp6} (proc_net(5)). Whatever a
 * socket drops is also counted there ({@code udp_queue_rcv_one_skb} in net/ipv4/udp.c), and reading it costs the same
 * however many sockets there are.
 *
 * <pre>
 *   Udp: InDatagrams NoPorts InErrors ...        Udp6InErrors                    	0
 *   Udp: 5871346     23236   7609704  ...
 * </pre>
 *
 * Not thread-safe.
 */
final class UdpInputErrors {
    private static final String IPV4 = "Udp: ";
    private static final int IPV4_FIELD = 3;
    private static final String IPV6 = "Udp6InErrors";
    private static final int IPV6_FIELD = 1;

    private final Path snmp;
    private final Path snmp6;
    private final ProcText text = new ProcText();

    /** @param snmp6 may be absent, as it is without IPv6 */
    UdpInputErrors(Path snmp, Path snmp6) {
        this.snmp = snmp;
        this.snmp6 = snmp6;
    }

    static UdpInputErrors ofThisSystem() {
        return new UdpInputErrors(Path.of("/proc/net/snmp"), Path.of("/proc/net/snmp6"));
    }

    /** The sum over both families since the machine was started; grows only. */
    long read() throws IOException {
        text.read(snmp);
        long errors = last(IPV4, IPV4_FIELD);
        if (Files.isReadable(snmp6)) {
            text.read(snmp6);
            errors += last(IPV6, IPV6_FIELD);
        }
        return errors;
    }

    /**
     * Returns a field of the last line with that beginning, since the line of names comes before the line of figures.
     */
    private long last(String beginning, int field) {
        long value = 0;
        for (int line = 0; line < text.length(); line = text.nextLine(line)) {
            if (text.startsWith(line, beginning)) {
                value = text.number(text.field(line, field), 10);
            }
        }
        return value;
    }
}
