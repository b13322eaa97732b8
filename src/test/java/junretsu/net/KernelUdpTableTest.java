package junretsu.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import junretsu.base.ManualClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelUdpTableTest {
    private static final int PORT = 9999;
    private static final String IPV4 = "0100007F:%04X 00000000:0000";
    private static final String IPV6 = "00000000000000000000000000000000:%04X 00000000000000000000000000000000:0000";

    @TempDir
    Path proc;

    private final ManualClock clock = new ManualClock();
    private final StringBuilder lines = new StringBuilder();
    private final long[] drops = new long[2];
    private KernelUdpTable table;

    @BeforeEach
    void noErrorsYet() throws IOException {
        inputErrors(0, 0);
        table = new KernelUdpTable(
                PORT,
                proc.resolve("udp"),
                new long[] {111, 222},
                new UdpInputErrors(proc.resolve("snmp"), proc.resolve("snmp6")),
                clock);
    }

    @Test
    void findsItsSocketsByPortAndInodeInTheTablesOfBothFamilies() throws IOException {
        for (String family : new String[] {IPV4, IPV6}) {
            lines.setLength(0);
            socket(family, 53, 111, 1);
            socket(family, PORT, 333, 2);
            socket(family, PORT, 222, 3_000_000_000L);
            socket(family, PORT, 111, 5);
            write();

            table.drops(drops, false);

            assertThat(drops).as(family).containsExactly(5, 3_000_000_000L);
        }
    }

    @Test
    void takesASocketOnceThatTheKernelShowsTwice() throws IOException {
        socket(IPV4, PORT, 222, 0);
        socket(IPV4, PORT, 111, 0);
        socket(IPV4, PORT, 333, 0);
        socket(IPV4, PORT, 222, 0);
        socket(IPV4, PORT, 111, 0);
        write();
        assertThat(KernelUdpTable.inodesAmong(Set.of(111L, 222L), proc.resolve("udp"), PORT))
                .containsExactly(111, 222);
    }

    @Test
    void countsOnWhenTheKernelsCounterStartsAgainAtZero() throws IOException {
        socket(IPV4, PORT, 111, 0xFFFF_FFF0L);
        write();
        table.drops(drops, false);
        lines.setLength(0);
        socket(IPV4, PORT, 111, 0x10);
        write();
        table.drops(drops, false);

        assertThat(drops).containsExactly(0x1_0000_0010L, 0);
    }

    @Test
    void keepsWhatItKnowsOfASocketThatIsClosed() throws IOException {
        socket(IPV4, PORT, 111, 7);
        write();
        table.drops(drops, false);
        lines.setLength(0);
        write();
        table.drops(drops, true);

        assertThat(drops).containsExactly(7, 0);
    }

    @Test
    void touchesNoCellWhereThereIsNoTable() throws IOException {
        drops[0] = 42;
        new KernelUdpTable(PORT, null, new long[0], UdpInputErrors.ofThisSystem(), clock).drops(drops, true);

        assertThat(drops).containsExactly(42, 0);
    }

    @Test
    void readsALargeTableOnlyWhenPacketsWentAstrayAndOnceMoreWhenNoneFollow() throws IOException {
        readLargeTable();

        largeTable(10);
        assertThat(look(0, 0, 5)).as("no input error").isEqualTo(0);
        assertThat(look(10, 0, 0)).as("errors after a quiet time").isEqualTo(10);

        largeTable(30);
        assertThat(look(20, 0, 0)).as("errors at once again").isEqualTo(10);
        assertThat(look(20, 10, 0)).as("errors of IPv6").isEqualTo(10);
        assertThat(look(20, 11, 1)).as("errors for a second").isEqualTo(30);
        largeTable(40);
        assertThat(look(30, 11, 0)).as("errors go on").isEqualTo(30);
        assertThat(look(30, 11, 0)).as("errors paused").isEqualTo(40);
    }

    @Test
    void readsALargeTableAtAnyCostWhenItMustBeExact() throws IOException {
        readLargeTable();

        largeTable(10);
        table.drops(drops, true);

        assertThat(drops[0]).isEqualTo(10);
    }

    /** The first look does not know yet that it is large, the next ones do. */
    private void readLargeTable() throws IOException {
        largeTable(0);
        look(0, 0, 0);
        look(0, 0, 0);
        look(0, 0, 0);
    }

    private long look(long errors, long errors6, int secondsLater) throws IOException {
        inputErrors(errors, errors6);
        clock.advanceMillis(1_000L * secondsLater);
        table.drops(drops, false);
        return drops[0];
    }

    private void largeTable(long drops) throws IOException {
        lines.setLength(0);
        for (int i = 0; lines.length() < KernelUdpTable.LARGE_BYTES; i++) {
            socket(IPV4, 10_000 + i, 1_000 + i, 1);
        }
        socket(IPV4, PORT, 111, drops);
        write();
    }

    private void socket(String addresses, int port, long inode, long drops) {
        lines.append(
                "24834: %s 07 00000000:00000000 00:00000000 00000000     0        0 %d 2 000000009d6f8c1f %d         %n"
                        .formatted(addresses.formatted(port), inode, drops));
    }

    private void write() throws IOException {
        String names = "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
                + " inode ref pointer drops             \n";
        Files.writeString(proc.resolve("udp"), names + lines);
    }

    private void inputErrors(long ipv4, long ipv6) throws IOException {
        Files.writeString(proc.resolve("snmp"), """
                Icmp: InMsgs InErrors
                Icmp: 1 2
                Udp: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors InCsumErrors IgnoredMulti MemErrors
                Udp: 5871346 23236 %d 13530799 7609704 0 0 0 0
                UdpLite: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors InCsumErrors IgnoredMulti MemErrors
                UdpLite: 1 2 3 4 5 6 7 8 9
                """.formatted(ipv4));
        Files.writeString(
                proc.resolve("snmp6"),
                "Udp6NoPorts                     \t9\nUdp6InErrors                    \t" + ipv6 + "\n");
    }
}
