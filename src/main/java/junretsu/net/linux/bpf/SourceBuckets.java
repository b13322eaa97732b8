package junretsu.net.linux.bpf;

import static junretsu.net.linux.bpf.Condition.AT_LEAST;
import static junretsu.net.linux.bpf.Condition.AT_MOST;
import static junretsu.net.linux.bpf.Condition.BELOW;
import static junretsu.net.linux.bpf.Condition.EQUAL;
import static junretsu.net.linux.bpf.Condition.NOT_EQUAL;
import static junretsu.net.linux.bpf.KernelFunction.MAP_LOOKUP;
import static junretsu.net.linux.bpf.KernelFunction.MAP_UPDATE;
import static junretsu.net.linux.bpf.KernelFunction.NANOSECONDS;
import static junretsu.net.linux.bpf.Register.R0;
import static junretsu.net.linux.bpf.Register.R1;
import static junretsu.net.linux.bpf.Register.R10;
import static junretsu.net.linux.bpf.Register.R2;
import static junretsu.net.linux.bpf.Register.R3;
import static junretsu.net.linux.bpf.Register.R4;
import static junretsu.net.linux.bpf.Register.R5;
import static junretsu.net.linux.bpf.Register.R6;
import static junretsu.net.linux.bpf.Register.R7;
import static junretsu.net.linux.bpf.Register.R8;
import static junretsu.net.linux.bpf.Register.R9;
import static junretsu.net.linux.bpf.Width.LONG;

import java.io.Closeable;
import java.io.IOException;

/**
 * A token bucket for each source of votes, in a map of the kernel that forgets the source which has been silent for
 * longest when another one needs its place. A source is 8 bytes: an IPv4 address behind four of 0, or the first half
 * of an IPv6 address, since a host may choose the second half as it likes.
 *
 * <p>A bucket is one number, the time in nanoseconds at which it is going to be full (the virtual scheduling algorithm,
 * ITU-T I.371 annex A; also known as GCRA). n votes put it off by n intervals, as far as the burst allows. So it is
 * changed in one step, by compare-and-exchange, and no CPU's votes are lost in another's: a source never has more
 * counted than its burst and its rate since. One that loses that step to other CPUs {@value #TRIES} times
 * in a row counts as over its rate.
 */
final class SourceBuckets implements Closeable {
    /** Sources whose buckets are known; 80 MiB of the kernel's memory, all of it from the start on. */
    static final int SOURCES = 1 << 20;

    static final int SOURCE_BYTES = 8;

    // linux/bpf.h
    private static final int BPF_MAP_TYPE_LRU_HASH = 9;
    private static final int BPF_NOEXIST = 1;

    private static final String TAKE = "take_tokens";
    private static final int TRIES = 8;
    private static final int KEY = -8;
    private static final int BUCKET = -16;

    private final BpfCalls calls;
    private final int descriptor;
    private final long intervalNanos;
    private final int burst;

    private SourceBuckets(BpfCalls calls, int descriptor, long intervalNanos, int burst) {
        this.calls = calls;
        this.descriptor = descriptor;
        this.intervalNanos = intervalNanos;
        this.burst = burst;
    }

    /**
     * Makes buckets that are full.
     *
     * @param intervalNanos in which a token comes back, at least 1
     * @param burst the tokens of a full bucket
     * @param sources the most that have one at a time
     */
    static SourceBuckets make(BpfCalls calls, long intervalNanos, int burst, int sources) throws IOException {
        int descriptor = calls.createMap(BPF_MAP_TYPE_LRU_HASH, SOURCE_BYTES, Long.BYTES, sources, 0, "junretsu_limit");
        return new SourceBuckets(calls, descriptor, intervalNanos, burst);
    }

    int descriptor() {
        return descriptor;
    }

    /** Takes up to R2 tokens of the source in R1; R0 becomes how many there were. */
    void take(Assembler a) {
        a.callFunction(TAKE);
    }

    /** The function that {@link #take} calls, to be added behind a program's last instruction. */
    void addFunction(Assembler a) {
        a.globalFunction(TAKE, "source", "votes").store(LONG, R10, KEY, R1).copy(R6, R2);
        lookUp(a);
        a.jumpIf(R0, NOT_EQUAL, 0, "known");
        a.store(LONG, R10, BUCKET, 0).map(R1, descriptor).copy(R2, R10).add(R2, KEY);
        a.copy(R3, R10).add(R3, BUCKET).set(R4, BPF_NOEXIST).call(MAP_UPDATE);
        lookUp(a);
        // Another CPU needed the place at once: nothing says that this source is over its rate.
        a.jumpIf(R0, NOT_EQUAL, 0, "known").copy(R0, R6).exit();
        a.label("known").copy(R7, R0).call(NANOSECONDS).copy(R8, R0).set(R9, 0);
        exchange(a);
    }

    /** With R6 votes, R7 the bucket's address, R8 the time and R9 the tries so far. */
    private void exchange(Assembler a) {
        a.label("again")
                .load(LONG, R0, R7, 0)
                .copy(R3, R0)
                .jumpIf(R3, AT_LEAST, R8, "not full")
                .copy(R3, R8);
        a.label("not full").set(R4, burst * intervalNanos).add(R4, R8).jumpIf(R4, AT_MOST, R3, "none");
        a.set(R5, intervalNanos)
                .subtract(R4, R3)
                .divide(R4, R5)
                .jumpIf(R4, AT_MOST, R6, "fitting")
                .copy(R4, R6);
        a.label("fitting").jumpIf(R4, EQUAL, 0, "none");
        a.set(R5, intervalNanos).multiply(R5, R4).add(R5, R3);
        a.copy(R2, R0).compareAndExchange(R7, 0, R5).jumpIf(R0, EQUAL, R2, "taken");
        a.add(R9, 1).jumpIf(R9, BELOW, TRIES, "again");
        a.label("none").set(R0, 0).exit();
        a.label("taken").copy(R0, R4).exit();
    }

    @Override
    public void close() {
        calls.close(descriptor);
    }

    private void lookUp(Assembler a) {
        a.map(R1, descriptor).copy(R2, R10).add(R2, KEY).call(MAP_LOOKUP);
    }
}
