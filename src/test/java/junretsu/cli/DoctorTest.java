package junretsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir
    Path root;

    @Test
    void saysWhatIsTooSmallWithTheCommandThatRaisesIt() throws Exception {
        file("/proc/sys/net/core/rmem_max", "212992");
        file("/proc/sys/net/core/somaxconn", "4096");
        file("/proc/net/snmp", "Udp: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors\nUdp: 10 0 7 10 7");

        assertThat(look(17, 2))
                .extracting(Finding::subject, Finding::command, Finding::isWell)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Java", null, false),
                        org.assertj.core.groups.Tuple.tuple(
                                "net.core.rmem_max", "sysctl -w net.core.rmem_max=67108864", false),
                        org.assertj.core.groups.Tuple.tuple("net.core.somaxconn", null, true),
                        org.assertj.core.groups.Tuple.tuple("UDP", null, false));
    }

    @Test
    void looksAtTheCardsThatAreUp() throws Exception {
        file("/sys/class/net/eth0/operstate", "up");
        file("/sys/class/net/eth0/queues/rx-0/x", "");
        file("/sys/class/net/eth0/device/vendor", "0x1af4");
        file("/sys/class/net/eth0/statistics/rx_missed_errors", "5");
        file("/sys/class/net/eth1/operstate", "down");
        file("/proc/interrupts", "       CPU0  CPU1\n 24:  1000  3  PCI-MSI 1  eth0-rx-0");

        assertThat(look(25, 2).stream().map(Finding::command))
                .containsExactly(
                        null, "ethtool -L eth0 combined 2", "ethtool -G eth0 rx 4096", "systemctl start irqbalance");
    }

    @Test
    void saysNothingOfWhatTheSystemDoesNotTell() {
        assertThat(look(25, 4)).containsExactly(Finding.well("Java", "25, with the fast engine mmsg"));
    }

    private List<Finding> look(int java, int cores) {
        return Doctor.look(new Machine(root), java, cores);
    }

    private void file(String path, String text) throws Exception {
        Path file = root.resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text + "\n");
    }
}
