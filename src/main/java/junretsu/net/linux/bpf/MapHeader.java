package junretsu.net.linux.bpf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The page of a {@link CountMap} that says what its counts are for. Offsets in bytes, integers little-endian:
 *
 * <pre>
 *      0  magic          8 bytes, "JRKCOUNT", written last
 *      8  version        i32
 *     12  meaning        i32, what the keeper of the counts says about them
 *     16  process        i64, ID of the server, for which the counts are
 *     24  its start      i64, clock ticks since the boot, see StartTicks
 *     32  boot ID        16 bytes, of /proc/sys/kernel/random/boot_id
 *     48  node           16 bytes
 *     64  event          i32 length, UTF-8
 *    384  generation     i32, how many processes have taken the counts over
 *    512  kept           272 x i64, to which the counts are to be added
 *   3072  IPv4           16 x 4 bytes, addresses whose packets are counted; 0 behind the last
 *   3200  IPv6           16 x 16 bytes, the same
 * </pre>
 *
 * For one thread at a time; the kernel's programs read the addresses meanwhile.
 */
final class MapHeader {
    static final int IPV4_AT = 3072;
    static final int IPV6_AT = 3200;

    /** Of each family; what comes for others is left to the sockets. */
    static final int ADDRESSES = 16;

    static final int KEPT_CELLS = 272;

    private static final long MAGIC = 0x544E_554F_434B_524AL;
    private static final int VERSION = 2;
    private static final int VERSION_AT = 8;
    private static final int MEANING_AT = 12;
    private static final int PROCESS_AT = 16;
    private static final int STARTED_AT = 24;
    private static final int BOOT_AT = 32;
    private static final int NODE_AT = 48;
    private static final int EVENT_AT = 64;
    private static final int EVENT_BYTES_MAX = 255;
    private static final int GENERATION_AT = 384;
    private static final int KEPT_AT = 512;

    private final ByteBuffer page;

    MapHeader(ByteBuffer page) {
        this.page = page.order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The owner and purpose of the counts.
     *
     * @param meaning what the keeper of the counts says about them
     * @param process ID of the server
     * @param startTicks of that process, see {@link StartTicks}
     * @param bootId of the machine since it was started, 32 hexadecimal digits
     * @param node the same of the counter file
     */
    record Purpose(int meaning, long process, long startTicks, String bootId, String node, String event) {

        /** Returns true when this process is the owner. */
        boolean isSelf() {
            return process == ProcessHandle.current().pid() && isRunning();
        }

        /** Returns true while the owner runs, if it is of this boot. */
        boolean isRunning() {
            return StartTicks.of(process) == startTicks;
        }
    }

    void write(Purpose purpose, long[] kept) {
        page.putInt(VERSION_AT, VERSION);
        page.putInt(MEANING_AT, purpose.meaning());
        page.putLong(PROCESS_AT, purpose.process());
        page.putLong(STARTED_AT, purpose.startTicks());
        page.put(BOOT_AT, HexFormat.of().parseHex(purpose.bootId()));
        page.put(NODE_AT, HexFormat.of().parseHex(purpose.node()));
        byte[] event = purpose.event().getBytes(StandardCharsets.UTF_8);
        page.putInt(EVENT_AT, event.length).put(EVENT_AT + Integer.BYTES, event);
        for (int cell = 0; cell < kept.length; cell++) {
            page.putLong(KEPT_AT + cell * Long.BYTES, kept[cell]);
        }
        page.putLong(0, MAGIC);
    }

    /** Returns null when this is no header of this version. */
    Purpose purpose() {
        int length = page.getInt(EVENT_AT);
        if (page.getLong(0) != MAGIC || page.getInt(VERSION_AT) != VERSION || length < 0 || length > EVENT_BYTES_MAX) {
            return null;
        }
        return new Purpose(
                page.getInt(MEANING_AT),
                page.getLong(PROCESS_AT),
                page.getLong(STARTED_AT),
                hex(BOOT_AT, 16),
                hex(NODE_AT, 16),
                new String(bytes(EVENT_AT + Integer.BYTES, length), StandardCharsets.UTF_8));
    }

    /** Makes a process the owner of counts that go on. */
    void setOwner(int generation, long process, long startTicks) {
        page.putInt(GENERATION_AT, generation);
        page.putLong(STARTED_AT, startTicks);
        page.putLong(PROCESS_AT, process);
    }

    /** From 0. */
    int generation() {
        return page.getInt(GENERATION_AT);
    }

    long[] kept() {
        long[] kept = new long[KEPT_CELLS];
        for (int cell = 0; cell < kept.length; cell++) {
            kept[cell] = page.getLong(KEPT_AT + cell * Long.BYTES);
        }
        return kept;
    }

    /** Sets an address's place; bytes of 0 end the list. The kernel may see a half of it, which is nobody's. */
    void setAddress(int index, byte[] address) {
        page.put((address.length == 4 ? IPV4_AT : IPV6_AT) + index * address.length, address);
    }

    private String hex(int at, int bytes) {
        return HexFormat.of().formatHex(bytes(at, bytes));
    }

    private byte[] bytes(int at, int length) {
        byte[] bytes = new byte[length];
        page.get(at, bytes);
        return bytes;
    }
}
