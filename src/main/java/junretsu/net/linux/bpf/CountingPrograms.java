package junretsu.net.linux.bpf;

import java.io.Closeable;
import java.io.IOException;
import junretsu.net.SourceLimit;

/**
 * Loads programs that count into one map, and take tokens from the same buckets. A program that is attached keeps
 * both alive; closing leaves it alone. For one thread at a time.
 */
public final class CountingPrograms implements Closeable {
    /** In check_helper_call of kernel/bpf/verifier.c, for a kernel that is too old. */
    private static final String UNKNOWN_FUNCTION = "invalid func";

    private final BpfCalls calls;
    private final CountMap map;
    private final SourceBuckets buckets;

    private CountingPrograms(BpfCalls calls, CountMap map, SourceBuckets buckets) {
        this.calls = calls;
        this.map = map;
        this.buckets = buckets;
    }

    /** @param limit of each source; null for none */
    static CountingPrograms make(BpfCalls calls, SourceLimit limit) throws IOException {
        return of(calls, CountMap.make(calls), limit, SourceBuckets.SOURCES);
    }

    /** Loads programs that count into a map that there is; takes charge of it. */
    static CountingPrograms of(BpfCalls calls, CountMap map, SourceLimit limit) throws IOException {
        return of(calls, map, limit, SourceBuckets.SOURCES);
    }

    private static CountingPrograms of(BpfCalls calls, CountMap map, SourceLimit limit, int sources)
            throws IOException {
        try {
            SourceBuckets buckets =
                    limit == null ? null : SourceBuckets.make(calls, limit.intervalNanos(), limit.burst(), sources);
            return new CountingPrograms(calls, map, buckets);
        } catch (IOException e) {
            map.close();
            throw e;
        }
    }

    /** Tries whether the kernel takes the maps and the XDP program. */
    public static void probeXdp(BpfCalls calls, SourceLimit limit) throws IOException {
        try (CountingPrograms programs = of(calls, CountMap.make(calls), limit, 1)) {
            calls.close(programs.loadXdp(new byte[6], 1));
            if (limit != null) {
                calls.close(programs.loadFilter());
            }
        }
    }

    /** Tries whether the kernel takes the maps and the filter. */
    public static void probeFilter(BpfCalls calls, SourceLimit limit) throws IOException {
        try (CountingPrograms programs = of(calls, CountMap.make(calls), limit, 1)) {
            calls.close(programs.loadFilter());
        }
    }

    CountMap map() {
        return map;
    }

    /**
     * Loads the program of an interface.
     *
     * @param mac of the interface
     * @return its descriptor
     */
    int loadXdp(byte[] mac, int port) throws IOException {
        return calls.load(XdpProgram.assemble(map, buckets, mac, port));
    }

    /**
     * Loads the filter of a socket. On a kernel without loops it leaves long payloads to the queue, where nobody limits
     * a source; so there it is refused with a limit.
     *
     * @return its descriptor
     */
    int loadFilter() throws IOException {
        try {
            return calls.load(FilterProgram.assemble(
                    map.descriptor(), buckets, map.header().generation(), true));
        } catch (RejectedProgram e) {
            if (!e.getMessage().contains(UNKNOWN_FUNCTION) || buckets != null) {
                throw e;
            }
            return calls.load(
                    FilterProgram.assemble(map.descriptor(), null, map.header().generation(), false));
        }
    }

    /** Closes the descriptors, and takes the map's values away. */
    @Override
    public void close() {
        map.close();
        if (buckets != null) {
            buckets.close();
        }
    }
}
