package junretsu.cli;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import junretsu.config.Choice;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.StartException;
import junretsu.config.Units;
import junretsu.config.UsageException;
import junretsu.net.CountingRefused;
import junretsu.net.DatagramEngine;
import junretsu.net.EngineOptions;
import junretsu.net.EngineUnavailable;
import junretsu.net.SourceLimit;
import junretsu.net.SourceRange;
import junretsu.net.nio.NioEngine;

/**
 * The engine of this process.
 *
 * @param engine that is used
 * @param steersByCpu whether several receivers share by CPU, not by flow
 * @param skippedEngines others that {@code auto} considered, each with the reason against it, as in
 *     {@code mmsg: needs Java 22}
 */
record Engines(DatagramEngine engine, boolean steersByCpu, List<String> skippedEngines) {
    private static final Choice<String> NAMES = Choice.of("auto", "auto")
            .or("nio", "nio")
            .or("mmsg", "mmsg")
            .or("uring", "uring")
            .or("bpf", "bpf")
            .or("xdp", "xdp");
    private static final Map<String, String> TYPES =
            Map.of("mmsg", "MmsgEngine", "uring", "UringEngine", "bpf", "BpfEngine", "xdp", "XdpEngine");
    private static final Choice<Boolean> STEERINGS = Choice.of("hash", false).or("cpu", true);

    static final Flag<String> ENGINE = Flag.of(
            "engine",
            NAMES.placeholder(),
            "auto",
            "how datagrams pass the kernel; auto takes the fastest that works here: bpf, else mmsg, else nio",
            NAMES);
    static final Flag<Boolean> OFFLOAD = Flag.of(
            "offload",
            Choice.ON_OFF.placeholder(),
            "on",
            "let one kernel packet hold many datagrams where the system can (UDP_SEGMENT, UDP_GRO)",
            Choice.ON_OFF);
    static final Flag<Boolean> STEER = Flag.of(
            "steer",
            STEERINGS.placeholder(),
            "hash",
            "how several receivers share what comes: by flow, or by the CPU it comes in on",
            STEERINGS);

    static final Flag<String> INTERFACE = Flag.repeatable(
            "interface", "IF", "a network interface at which --engine xdp counts", Engines::interfaceName);
    static final Flag<Path> BPFFS = Flag.of(
            "bpffs",
            "DIR",
            EngineOptions.Kernel.BPFFS.toString(),
            "where bpffs is mounted, in which the counts of --engine bpf and xdp outlive a kill",
            Path::of);

    static final Flag<SourceLimit> LIMIT = Flag.of(
            "limit-source",
            "N/s",
            null,
            "votes a second of each source address that --engine bpf and xdp count, with bursts of two seconds' worth",
            Engines::limit);

    static final Flag<SourceRange> SOURCES = Flag.of(
            "sources",
            "NETWORK/BITS",
            "10.9.0.0/16",
            "IPv4 addresses from which --engine xdp lets each datagram seem to come",
            SourceRange::parse);
    static final Flag<byte[]> MAC = Flag.of(
            "mac",
            "AA:BB:...",
            null,
            "hardware address to which --engine xdp sends; by default it is learnt",
            EngineOptions.Crowd::parseMac);

    /** The flags of a blaster. */
    static final List<Flag<?>> BLAST_FLAGS = List.of(
            ENGINE,
            OFFLOAD,
            INTERFACE.saying("the network interface out of which --engine xdp sends frames"),
            SOURCES,
            MAC);

    /** The flags of a server; a blaster has the first two. */
    static final List<Flag<?>> FLAGS = List.of(ENGINE, OFFLOAD, STEER, INTERFACE, BPFFS, LIMIT);

    /** Those whose programs count, and limit sources. */
    private static final Set<String> COUNTING = Set.of("bpf", "xdp");

    /** Java 22 has java.lang.foreign for good. */
    private static final int FOREIGN_SINCE = 22;

    /** @throws StartException when the engine that was asked for by name does not work here */
    static Engines ofServer(Settings settings) throws StartException {
        return choose(settings, false, List.of());
    }

    /**
     * The next best ones after a start that failed.
     *
     * @throws StartException the failure itself, unless {@code auto} chose an engine that the kernel then refused
     */
    Engines after(StartException failure, Settings settings) throws StartException {
        if (failure.getCause() instanceof CountingRefused refused
                && settings.get(ENGINE).equals("auto")) {
            return choose(settings, false, List.of(engine.name() + ": " + refused.getMessage()));
        }
        throw failure;
    }

    /** @throws StartException when the engine that was asked for by name does not work here */
    static Engines ofBlaster(Settings settings) throws StartException {
        return choose(settings, true, List.of());
    }

    /** @param refused reasons against engines that are not tried again */
    private static Engines choose(Settings settings, boolean isBlast, List<String> refused) throws StartException {
        String name = settings.get(ENGINE);
        boolean steersByCpu = settings.isSet(STEER) && settings.get(STEER);
        EngineOptions options = new EngineOptions(settings.get(OFFLOAD), steersByCpu, kernel(settings, name, isBlast));
        List<String> skippedEngines = new ArrayList<>(refused);
        List<String> candidates = new ArrayList<>(candidates(name, isBlast));
        candidates.removeIf(one -> refused.stream().anyMatch(reason -> reason.startsWith(one + ":")));
        for (String wanted : candidates) {
            try {
                DatagramEngine engine = linux(wanted, options);
                if (name.equals("auto")) {
                    skippedEngines.add(whyNotUring(options));
                }
                return new Engines(engine, steersByCpu, skippedEngines);
            } catch (EngineUnavailable e) {
                if (!name.equals("auto")) {
                    throw new StartException("--engine: " + wanted + " does not work here: " + e.getMessage(), e);
                }
                skippedEngines.add(wanted + ": " + e.getMessage());
            }
        }
        if (steersByCpu) {
            throw new UsageException("--steer: 'cpu' is unavailable with the engine nio; give --engine mmsg or uring");
        }
        return new Engines(new NioEngine(options), false, skippedEngines);
    }

    /** Those to be tried before nio, the fastest first, as bench/kernel.sh measures them. */
    private static List<String> candidates(String name, boolean isBlast) {
        return switch (name) {
            case "nio" -> List.of();
            case "auto" -> isBlast ? List.of("mmsg") : List.of("bpf", "mmsg");
            default -> List.of(name);
        };
    }

    private static EngineOptions.Kernel kernel(Settings settings, String name, boolean isBlast) {
        List<String> interfaces = settings.all(INTERFACE);
        if (name.equals("xdp") && interfaces.isEmpty()) {
            throw new UsageException("--engine xdp: give --interface, the network interface that it is about");
        }
        if (!name.equals("xdp") && !interfaces.isEmpty()) {
            throw new UsageException("--interface: only --engine xdp is about an interface; give that too");
        }
        SourceLimit limit = isBlast ? null : settings.get(LIMIT);
        if (limit != null && !COUNTING.contains(name)) {
            throw new UsageException("--limit-source: only the engines that count in the kernel limit sources; give"
                    + " --engine bpf or xdp too");
        }
        EngineOptions.Crowd crowd = isBlast
                ? new EngineOptions.Crowd(settings.get(SOURCES), settings.isSet(MAC) ? settings.get(MAC) : null)
                : null;
        Path bpffs = isBlast ? EngineOptions.Kernel.BPFFS : settings.get(BPFFS);
        return new EngineOptions.Kernel(bpffs, interfaces, limit, crowd);
    }

    private static SourceLimit limit(String text) {
        try {
            String rate = text.endsWith("/s") ? text.substring(0, text.length() - 2) : text;
            return new SourceLimit(Units.integer(rate, 1, SourceLimit.RATE_MAX));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "votes a second from 1/s to " + SourceLimit.RATE_MAX + "/s, such as 50/s", e);
        }
    }

    /** IFNAMSIZ in linux/if.h is 16 with the 0 behind it. */
    private static String interfaceName(String text) {
        if (text.isEmpty() || text.length() > 15 || !text.matches("[^\\s/:]+")) {
            throw new IllegalArgumentException("a name as 'ip link' shows it, such as eth0");
        }
        return text;
    }

    /** Measured: io_uring is as fast within a few percent, and some systems forbid it. */
    private static String whyNotUring(EngineOptions options) {
        try {
            linux("uring", options);
            return "uring: works here, but is no faster";
        } catch (EngineUnavailable e) {
            return "uring: " + e.getMessage();
        }
    }

    /** Sentences about programs in the kernel that go on for servers which were killed, as far as this user can see. */
    static List<String> leftPrograms() {
        try {
            return linux("mmsg", new EngineOptions(false, false)).leftPrograms("");
        } catch (EngineUnavailable e) {
            return List.of();
        }
    }

    /** The engine with its offload and the skipped ones, as in {@code mmsg with offload (uring: ...)}. */
    String description() {
        String offload = engine.isOffloading() ? " with offload" : " without offload";
        return engine.name() + offload + (skippedEngines.isEmpty() ? "" : " (" + skippedReasons() + ")");
    }

    /** The reasons against the skipped engines; empty when none was skipped. */
    String skippedReasons() {
        return String.join("; ", skippedEngines);
    }

    /** Loads the engine by its name, since an older Java cannot load these classes. */
    private static DatagramEngine linux(String name, EngineOptions options) throws EngineUnavailable {
        int version = Runtime.version().feature();
        if (version < FOREIGN_SINCE) {
            throw new EngineUnavailable("needs Java " + FOREIGN_SINCE + " or newer, this is " + version);
        }
        String type = "junretsu.net.linux." + TYPES.get(name);
        try {
            return (DatagramEngine)
                    Class.forName(type).getConstructor(EngineOptions.class).newInstance(options);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof EngineUnavailable unavailable) {
                throw unavailable;
            }
            throw new EngineUnavailable(e.getCause().toString());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new EngineUnavailable(e.toString());
        }
    }
}
