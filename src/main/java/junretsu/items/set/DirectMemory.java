package junretsu.items.set;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the JVM for memory outside of the heap. When its limit is reached, the JVM collects garbage and sleeps for up to
 * half a second (java.nio.Bits) before it refuses; so after a refusal it is asked again only once direct memory was
 * given back. To be used by one thread.
 */
final class DirectMemory implements IntFunction<ByteBuffer> {
    private static final Pattern LIMIT = Pattern.compile("-XX:MaxDirectMemorySize=(\\d+)([kKmMgGtT]?)");
    private static final List<String> UNITS = List.of("", "k", "m", "g", "t");

    /** Bytes of direct memory in use when the limit was reached. */
    private long usedAtRefusal = Long.MAX_VALUE;

    private OutOfMemoryError refusal;

    /** @throws OutOfMemoryError when the JVM refuses */
    @Override
    public ByteBuffer apply(int bytes) {
        if (refusal != null && used() >= usedAtRefusal) {
            throw refusal;
        }
        try {
            return ByteBuffer.allocateDirect(bytes);
        } catch (OutOfMemoryError e) {
            if (String.valueOf(e.getMessage()).contains("direct buffer memory")) {
                refusal = e;
                usedAtRefusal = used();
            }
            throw e;
        }
    }

    /** Bytes that the JVM gives at most; its heap's limit, unless -XX:MaxDirectMemorySize says otherwise. */
    static long maxBytes() {
        return maxBytes(
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                Runtime.getRuntime().maxMemory());
    }

    /** @param arguments of the JVM, of which the last one holds; a size has one of k, m, g and t behind it, or none */
    static long maxBytes(List<String> arguments, long heapBytes) {
        long bytes = heapBytes;
        for (String argument : arguments) {
            Matcher limit = LIMIT.matcher(argument);
            if (limit.matches()) {
                int power = UNITS.indexOf(limit.group(2).toLowerCase(Locale.ROOT));
                bytes = Long.parseLong(limit.group(1)) << 10 * power;
            }
        }
        return bytes;
    }

    private static long used() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
