package junretsu.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import junretsu.text.Metric;
import junretsu.text.PrometheusText;

/**
 * The process, its heap and its garbage collections, under the names that Prometheus' own clients use. Those of
 * {@code /proc} (proc(5)) are left out where there is none.
 */
public final class ProcessMetrics {
    static final Metric CPU = Metric.counter("process_cpu_seconds_total", "CPU time of the process, in user and system")
            .common();
    static final Metric RESIDENT = Metric.gauge("process_resident_memory_bytes", "Memory of the process that is in RAM")
            .common();
    static final Metric OPEN_FILES =
            Metric.gauge("process_open_fds", "Open file descriptors").common();
    static final Metric FILES_MAX = Metric.gauge("process_max_fds", "The most file descriptors that it may open")
            .common();
    static final Metric THREADS =
            Metric.gauge("jvm_threads_current", "Threads of the JVM").common();
    static final Metric HEAP_USED = Metric.gauge("jvm_memory_used_bytes", "Heap in use, garbage included")
            .common();
    static final Metric HEAP_COMMITTED = Metric.gauge(
                    "jvm_memory_committed_bytes", "Heap that the JVM has taken from the system")
            .common();
    static final Metric HEAP_MAX = Metric.gauge("jvm_memory_max_bytes", "The most heap that it may take")
            .common();
    static final Metric COLLECTIONS = Metric.counter("jvm_gc_collections_total", "Garbage collections, by collector")
            .common();
    static final Metric COLLECTION_TIME = Metric.counter(
                    "jvm_gc_collection_seconds_total", "Time that garbage collections took, by collector")
            .common();

    /** In the order in which they are shown. */
    public static final List<Metric> ALL = List.of(
            CPU,
            RESIDENT,
            OPEN_FILES,
            FILES_MAX,
            THREADS,
            HEAP_USED,
            HEAP_COMMITTED,
            HEAP_MAX,
            COLLECTIONS,
            COLLECTION_TIME);

    private static final Path PROC = Path.of("/proc/self");
    private static final Pattern RESIDENT_KIB = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern FILES_SOFT = Pattern.compile("Max open files\\s+(\\d+)");

    private ProcessMetrics() {}

    /** Writes the families; any thread may call. */
    static void write(PrometheusText text) {
        Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
        text.family(CPU).sample(cpu.toMillis() / 1e3);
        writeOfProc(text);
        text.family(THREADS).sample(ManagementFactory.getThreadMXBean().getThreadCount());
        Runtime heap = Runtime.getRuntime();
        text.family(HEAP_USED).labelled(heap.totalMemory() - heap.freeMemory(), "area", "heap");
        text.family(HEAP_COMMITTED).labelled(heap.totalMemory(), "area", "heap");
        text.family(HEAP_MAX).labelled(heap.maxMemory(), "area", "heap");
        List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
        text.family(COLLECTIONS);
        collectors.forEach(one -> text.labelled(Math.max(0, one.getCollectionCount()), "gc", one.getName()));
        text.family(COLLECTION_TIME);
        collectors.forEach(one -> text.labelled(Math.max(0, one.getCollectionTime()) / 1e3, "gc", one.getName()));
    }

    private static void writeOfProc(PrometheusText text) {
        try {
            long residentKib = number("status", RESIDENT_KIB);
            long filesMax = number("limits", FILES_SOFT);
            long files;
            try (Stream<Path> open = Files.list(PROC.resolve("fd"))) {
                files = open.count();
            }
            text.family(RESIDENT).sample(residentKib * 1024);
            text.family(OPEN_FILES).sample(files);
            text.family(FILES_MAX).sample(filesMax);
        } catch (IOException | UncheckedIOException e) {
            return; // another system than Linux
        }
    }

    /** Returns 0 for what is unlimited. */
    private static long number(String file, Pattern pattern) throws IOException {
        Matcher matcher = pattern.matcher(Files.readString(PROC.resolve(file)));
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }
}
