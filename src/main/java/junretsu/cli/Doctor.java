package junretsu.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import junretsu.config.Units;

/** The look at a machine: would it count faster or safer with other settings of the kernel, and with which. */
final class Doctor {
    /** As docs/VOTES.md asks for: some 80 ms of a million small packets a second. */
    private static final long RMEM_WANTED = 64L << 20;

    private static final long WMEM_WANTED = 4L << 20;
    private static final long BACKLOG_WANTED = 10_000;
    private static final long SOMAXCONN_WANTED = 4_096;
    private static final long FILES_WANTED = 65_536;
    private static final int JAVA_WITH_FOREIGN = 22;

    /** The part of a card's interrupts on one CPU from which that CPU is alone with them. */
    private static final double ALONE = 0.9;

    private final Machine machine;
    private final int cores;
    private final List<Finding> findings = new ArrayList<>();

    private Doctor(Machine machine, int cores) {
        this.machine = machine;
        this.cores = cores;
    }

    /** @param java the version of the Java that runs, such as 17 */
    static List<Finding> look(Machine machine, int java, int cores) {
        Doctor doctor = new Doctor(machine, cores);
        doctor.java(java);
        doctor.kernelLimits();
        doctor.files();
        doctor.clock();
        doctor.governor();
        machine.names("/sys/class/net").stream()
                .filter(name -> !name.equals("lo"))
                .forEach(doctor::card);
        doctor.drops();
        return doctor.findings;
    }

    private void java(int java) {
        if (java >= JAVA_WITH_FOREIGN) {
            well("Java", java + ", with the fast engine mmsg");
        } else {
            better(
                    "Java",
                    java + " has the engine nio alone; from " + JAVA_WITH_FOREIGN + " on it is mmsg, which costs less"
                            + " for each packet. The packages with a runtime have it",
                    null);
        }
    }

    private void kernelLimits() {
        limit(
                "net.core.rmem_max",
                RMEM_WANTED,
                "what --rcvbuf may have: votes that come while a receiver is late; --rcvbuf 64MiB then asks for it");
        limit("net.core.wmem_max", WMEM_WANTED, "what blast's sockets may have");
        limit("net.core.netdev_max_backlog", BACKLOG_WANTED, "packets that wait between the card and the sockets");
        limit("net.core.somaxconn", SOMAXCONN_WANTED, "viewers and clients that connect in one moment");
    }

    private void limit(String name, long wanted, String meaning) {
        OptionalLong value = machine.number("/proc/sys/" + name.replace('.', '/'));
        if (value.isEmpty()) {
            return;
        }
        boolean isBytes = name.endsWith("mem_max");
        String shown = (isBytes ? Units.formatBytes(value.getAsLong()) : "" + value.getAsLong()) + ": " + meaning;
        if (value.getAsLong() >= wanted) {
            well(name, shown);
        } else {
            better(name, shown, "sysctl -w " + name + "=" + wanted);
        }
    }

    private void files() {
        machine.text("/proc/self/limits")
                .lines()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.split("\\s{2,}"))
                .forEach(words -> {
                    boolean isEnough = words[2].equals("unlimited") || Long.parseLong(words[2]) >= FILES_WANTED;
                    String sentence = words[2] + ": connections and files at a time";
                    if (isEnough) {
                        well("open files", sentence);
                    } else {
                        better("open files", sentence + "; LimitNOFILE= of the unit, or limits.conf", null);
                    }
                });
    }

    private void clock() {
        String folder = "/sys/devices/system/clocksource/clocksource0/";
        String current = machine.text(folder + "current_clocksource");
        if (current.isEmpty()) {
            return;
        }
        if (List.of("hpet", "acpi_pm", "jiffies", "xen").contains(current)) {
            boolean hasTsc = List.of(
                            machine.text(folder + "available_clocksource").split(" "))
                    .contains("tsc");
            better(
                    "clock",
                    current + " is read by a system call",
                    hasTsc ? "echo tsc > " + folder + "current_clocksource" : null);
        } else {
            well("clock", current + " is read without a system call");
        }
    }

    private void governor() {
        String governor = machine.text("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
        if (governor.equals("performance")) {
            well("CPU clock", governor);
        } else if (!governor.isEmpty()) {
            better(
                    "CPU clock",
                    governor + " slows the cores down between bursts",
                    "cpupower frequency-set -g performance");
        }
    }

    private void card(String name) {
        String folder = "/sys/class/net/" + name + "/";
        if (!machine.text(folder + "operstate").equals("up")) {
            return;
        }
        long queues = machine.names(folder + "queues").stream()
                .filter(queue -> queue.startsWith("rx-"))
                .count();
        boolean isReal = !machine.names(folder + "device").isEmpty();
        if (isReal && queues == 1 && cores > 1) {
            better(name, "1 queue for " + cores + " cores", "ethtool -L " + name + " combined " + cores);
        } else {
            well(name, queues + (queues == 1 ? " queue" : " queues"));
        }
        long missed = machine.number(folder + "statistics/rx_missed_errors").orElse(0);
        if (missed > 0) {
            better(
                    name,
                    String.format(Locale.ROOT, "the card itself lost %,d packets since it is up", missed),
                    "ethtool -G " + name + " rx 4096");
        }
        interrupts(name);
    }

    private void interrupts(String card) {
        long[] byCpu = new long[cores];
        machine.text("/proc/interrupts")
                .lines()
                .filter(line -> line.contains(card))
                .map(line -> line.strip().split("\\s+"))
                .forEach(words -> {
                    for (int i = 0; i < cores && i + 1 < words.length && words[i + 1].matches("\\d+"); i++) {
                        byCpu[i] += Long.parseLong(words[i + 1]);
                    }
                });
        long all = 0;
        long most = 0;
        for (long count : byCpu) {
            all += count;
            most = Math.max(most, count);
        }
        if (cores > 1 && all > 0 && most >= ALONE * all) {
            better(card, "one CPU has nearly all of its interrupts", "systemctl start irqbalance");
        }
    }

    /** The kernel's sum since the start of the machine, of all programs. */
    private void drops() {
        List<String> udp = machine.text("/proc/net/snmp")
                .lines()
                .filter(line -> line.startsWith("Udp:"))
                .toList();
        if (udp.size() != 2) {
            return;
        }
        int at = List.of(udp.get(0).split(" ")).indexOf("RcvbufErrors");
        long dropped = at < 0 ? 0 : Long.parseLong(udp.get(1).split(" ")[at]);
        if (dropped == 0) {
            well("UDP", "no datagram was dropped for want of buffer since this machine is up");
        } else {
            better(
                    "UDP",
                    String.format(
                            Locale.ROOT,
                            "%,d datagrams were dropped for want of buffer since this machine is up, of any program;"
                                    + " a larger --rcvbuf and more --threads help",
                            dropped),
                    null);
        }
    }

    private void well(String subject, String sentence) {
        findings.add(Finding.well(subject, sentence));
    }

    private void better(String subject, String sentence, String command) {
        findings.add(Finding.better(subject, sentence, command));
    }
}
