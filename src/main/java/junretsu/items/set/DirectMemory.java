package junretsu.items.set;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;

/**
 * Asks the JVM for memory outside of the heap. When its limit is reached, the JVM collects garbage and sleeps for up to
 * half a second (java.nio.Bits) before it refuses; so after a refusal it is asked again only once direct memory was
 * given back. To be used by one thread.
 */
final class DirectMemory implements IntFunction<ByteBuffer> {
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

    private static long used() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
