package junretsu.net.linux.bpf;

import static junretsu.net.linux.bpf.Condition.AT_MOST;
import static junretsu.net.linux.bpf.Condition.BELOW;
import static junretsu.net.linux.bpf.Condition.EQUAL;
import static junretsu.net.linux.bpf.Condition.NOT_EQUAL;
import static junretsu.net.linux.bpf.Condition.SHARES_BIT;
import static junretsu.net.linux.bpf.KernelFunction.CPU;
import static junretsu.net.linux.bpf.KernelFunction.LOAD_BYTES;
import static junretsu.net.linux.bpf.KernelFunction.LOAD_BYTES_RELATIVE;
import static junretsu.net.linux.bpf.KernelFunction.LOOP;
import static junretsu.net.linux.bpf.KernelFunction.MAP_LOOKUP;
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
import static junretsu.net.linux.bpf.Width.BYTE;
import static junretsu.net.linux.bpf.Width.LONG;
import static junretsu.net.linux.bpf.Width.WORD;

/**
 * A filter on a UDP socket that counts each byte of what would be queued, and lets nothing into the queue. The kernel
 * runs it with the checksum verified (udp_queue_rcv_one_skb in net/ipv4/udp.c), on a packet that begins with the UDP
 * header, and that is a joined one when the socket has UDP_GRO. What it cannot count whole it passes on to the queue.
 *
 * <p>The verifier follows every way through the program, so a loop over the payload is left to bpf_loop, which it
 * follows once: 64 bytes a round, and the rest by the bits of its length.
 */
final class FilterProgram {
    private static final int UDP_HEADER = 8;

    // struct __sk_buff, linux/bpf.h
    private static final int LEN = 0;
    private static final int GSO_SIZE = 176;

    private static final int CHUNK = 64;
    private static final int CHUNK_BITS = 6;

    /** The result of a filter for a packet to be queued whole; 0 throws it away. */
    private static final int QUEUE = -1;

    // linux/ip.h, linux/ipv6.h, and BPF_HDR_START_NET in linux/bpf.h
    private static final int IPV4_SOURCE_AT = 12;
    private static final int IPV6_SOURCE_AT = 8;
    private static final int VERSION_BITS = 4;
    private static final int FROM_IP_HEADER = 1;

    // The stack, down from R10: the key, the two arguments of a round, the bytes of a chunk, the source
    private static final int KEY = -4;
    private static final int ROUND = -24;
    private static final int ROUND_PACKET = 0;
    private static final int ROUND_BLOCK = 8;
    private static final int BYTES = -88;
    private static final int SOURCE = -96;
    private static final int VERSION = -104;

    private FilterProgram() {}

    /**
     * Assembles it.
     *
     * @param map of {@link CountMap}
     * @param buckets of the sources; null when they are not limited
     * @param generation of the process, see {@link CountMap#filteredAt}
     * @param hasLoop false for kernels before 5.17, where payloads of 64 bytes and more are left to the queue
     */
    static LoadedProgram assemble(int map, SourceBuckets buckets, int generation, boolean hasLoop) {
        Assembler a = new Assembler().function("count_bytes");
        a.copy(R6, R1).load(WORD, R7, R6, LEN);
        findBlock(a, map);
        a.jumpIf(R7, BELOW, UDP_HEADER, "queue");
        if (buckets != null) {
            limit(a, buckets);
        }
        countBytes(a, hasLoop);
        countDatagrams(a, generation);
        a.set(R0, 0).exit();
        a.label("queue").set(R0, QUEUE).exit();
        if (hasLoop) {
            round(a);
        }
        if (buckets != null) {
            buckets.addFunction(a);
        }
        return LoadedProgram.of(LoadedProgram.SOCKET_FILTER, "junretsu_filter", a);
    }

    /** R8 becomes the block of this CPU, whose one writer this is until the program ends. */
    private static void findBlock(Assembler a, int map) {
        a.call(CPU).store(WORD, R10, KEY, R0);
        a.map(R1, map).copy(R2, R10).add(R2, KEY).call(MAP_LOOKUP);
        a.jumpIf(R0, EQUAL, 0, "queue").copy(R8, R0);
    }

    /** With R7, the packet's length, of which only the votes that the source may send are left. */
    private static void limit(Assembler a, SourceBuckets buckets) {
        a.jumpIf(R7, EQUAL, UDP_HEADER, "limited");
        loadOfIp(a, VERSION, 0, Byte.BYTES);
        a.store(LONG, R10, SOURCE, 0).load(BYTE, R1, R10, VERSION).shiftRight(R1, VERSION_BITS);
        a.jumpIf(R1, EQUAL, 6, "source of IPv6");
        loadOfIp(a, SOURCE + 4, IPV4_SOURCE_AT, 4);
        a.jump("source").label("source of IPv6");
        loadOfIp(a, SOURCE, IPV6_SOURCE_AT, SourceBuckets.SOURCE_BYTES);

        a.label("source").load(LONG, R1, R10, SOURCE).copy(R2, R7).add(R2, -UDP_HEADER);
        buckets.take(a);
        a.load(LONG, R1, R8, CountMap.at(CountMap.LIMITED))
                .add(R1, R7)
                .add(R1, -UDP_HEADER)
                .subtract(R1, R0);
        a.store(LONG, R8, CountMap.at(CountMap.LIMITED), R1).jumpIf(R0, EQUAL, 0, "datagrams");
        a.copy(R7, R0).add(R7, UDP_HEADER).label("limited");
    }

    private static void loadOfIp(Assembler a, int stack, int at, int bytes) {
        a.copy(R1, R6).set(R2, at).copy(R3, R10).add(R3, stack).set(R4, bytes).set(R5, FROM_IP_HEADER);
        a.call(LOAD_BYTES_RELATIVE).jumpIf(R0, NOT_EQUAL, 0, "queue");
    }

    /** With R7, the end of what counts. */
    private static void countBytes(Assembler a, boolean hasLoop) {
        a.set(R9, UDP_HEADER);
        a.jumpIf(R7, NOT_EQUAL, UDP_HEADER, "not empty");
        a.increment(R8, CountMap.at(CountMap.EMPTY), R1).jump("datagrams");

        a.label("not empty").jumpIf(R7, BELOW, UDP_HEADER + CHUNK, "rest");
        if (hasLoop) {
            a.store(LONG, R10, ROUND + ROUND_PACKET, R6).store(LONG, R10, ROUND + ROUND_BLOCK, R8);
            a.copy(R1, R7).add(R1, -UDP_HEADER).shiftRight(R1, CHUNK_BITS);
            a.copy(R9, R1).shiftLeft(R9, CHUNK_BITS).add(R9, UDP_HEADER);
            a.functionAddress(R2, "round")
                    .copy(R3, R10)
                    .add(R3, ROUND)
                    .set(R4, 0)
                    .call(LOOP);
        } else {
            a.jump("queue");
        }

        a.label("rest");
        for (int bytes = CHUNK / 2; bytes > 0; bytes /= 2) {
            String next = "below " + bytes;
            a.copy(R1, R7).add(R1, -UDP_HEADER);
            a.jumpIf(R1, SHARES_BIT, bytes, "count " + bytes).jump(next);
            a.label("count " + bytes).copy(R1, R6).copy(R2, R9).copy(R3, R10).add(R3, BYTES);
            a.set(R4, bytes).call(LOAD_BYTES).jumpIf(R0, NOT_EQUAL, 0, "datagrams");
            count(a, bytes, BYTES, R8);
            a.add(R9, bytes).label(next);
        }
    }

    /** A joined packet holds datagrams of one size, but for the last. */
    private static void countDatagrams(Assembler a, int generation) {
        a.label("datagrams").load(WORD, R7, R6, LEN).set(R1, 1);
        a.load(WORD, R2, R6, GSO_SIZE).jumpIf(R2, EQUAL, 0, "one");
        a.copy(R3, R7).add(R3, -UDP_HEADER).jumpIf(R3, AT_MOST, R2, "one");
        a.copy(R1, R3).add(R1, R2).add(R1, -1).divide(R1, R2);
        a.label("one").load(LONG, R3, R8, CountMap.at(CountMap.DATAGRAMS)).add(R3, R1);
        a.store(LONG, R8, CountMap.at(CountMap.DATAGRAMS), R3);
        a.increment(R8, CountMap.at(CountMap.PACKETS), R1).increment(R8, CountMap.filteredAt(generation), R1);
    }

    /** Called back with the round's number, from 0, in R1 and the two arguments' address in R2; returns 0 to go on. */
    private static void round(Assembler a) {
        a.function("round").load(LONG, R7, R2, ROUND_BLOCK).load(LONG, R6, R2, ROUND_PACKET);
        a.copy(R2, R1).shiftLeft(R2, CHUNK_BITS).add(R2, UDP_HEADER);
        a.copy(R1, R6).copy(R3, R10).add(R3, -CHUNK).set(R4, CHUNK).call(LOAD_BYTES);
        a.jumpIf(R0, NOT_EQUAL, 0, "stop");
        count(a, CHUNK, -CHUNK, R7);
        a.set(R0, 0).exit();
        a.label("stop").set(R0, 1).exit();
    }

    /** Counts bytes that lie on the stack; a byte's counter stands at eight times its value. */
    private static void count(Assembler a, int bytes, int stack, Register block) {
        for (int i = 0; i < bytes; i++) {
            a.load(BYTE, R1, R10, stack + i).shiftLeft(R1, 3).add(R1, block).increment(R1, 0, R2);
        }
    }
}
