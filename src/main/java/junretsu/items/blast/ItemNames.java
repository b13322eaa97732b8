package junretsu.items.blast;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The items of a run by their numbers: an ID is a prefix of the run and 16 hexadecimal digits, which are the number
 * under a seeded permutation of 64 bits (the mixing of {@link SplittableRandom}: D. Stafford's variant 13, each of
 * whose steps can be undone), so that no two numbers give one ID and no list of IDs is needed to know what was sent.
 * The tenant follows from the number too. Immutable.
 */
final class ItemNames {
    static final int DIGITS = 16;

    /** Of {@code {"id":"","tenant":"tenant-1000000"},}. */
    private static final int AROUND_ID_BYTES = 36;

    private static final long ODD = 0x9e3779b97f4a7c15L;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final VarHandle PAIR = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final short[] HEX_PAIRS = pairs();

    private final long key;
    private final TenantMix mix;
    private final String prefix;
    private final byte[] begin;
    private final byte[][] ends;

    /**
     * Makes the names of a run.
     *
     * @param seed of which run prefix and permutation are made
     * @param idBytes of each ID, {@value #DIGITS} or more
     */
    ItemNames(long seed, TenantMix mix, int idBytes) {
        SplittableRandom random = new SplittableRandom(seed);
        this.key = random.nextLong();
        this.mix = mix;
        byte[] run = new byte[idBytes - DIGITS];
        for (int i = 0; i < run.length; i++) {
            run[i] = HEX[random.nextInt(HEX.length)];
        }
        prefix = new String(run, StandardCharsets.US_ASCII);
        begin = ascii("{\"id\":\"" + prefix);
        ends = new byte[mix.tenants()][];
        Arrays.setAll(ends, tenant -> ascii("\",\"tenant\":\"" + tenantName(tenant) + "\"}"));
    }

    /** The longest that an item may be in JSON, with a comma behind it, in bytes. */
    static int bytesMax(int idBytes) {
        return AROUND_ID_BYTES + idBytes;
    }

    /** The number of tenants. */
    int tenants() {
        return mix.tenants();
    }

    String tenantName(int tenant) {
        return "tenant-" + tenant;
    }

    /** The tenant of the item with that number. */
    int tenant(long number) {
        return tenantOf(word(number));
    }

    String id(long number) {
        byte[] digits = new byte[DIGITS];
        writeDigits(word(number), digits, 0);
        return prefix + new String(digits, StandardCharsets.US_ASCII);
    }

    /** The length of each ID, in bytes. */
    int idBytes() {
        return prefix.length() + DIGITS;
    }

    /**
     * Writes an item as JSON.
     *
     * @return the index behind it
     */
    int write(long number, byte[] into, int at) {
        long word = word(number);
        System.arraycopy(begin, 0, into, at, begin.length);
        int digits = at + begin.length;
        writeDigits(word, into, digits);
        byte[] end = ends[tenantOf(word)];
        System.arraycopy(end, 0, into, digits + DIGITS, end.length);
        return digits + DIGITS + end.length;
    }

    private long word(long number) {
        long z = number * ODD + key;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    private int tenantOf(long word) {
        long z = (word ^ (word >>> 32)) * ODD;
        return mix.tenant(z ^ (z >>> 29));
    }

    private static void writeDigits(long word, byte[] into, int at) {
        for (int i = 0; i < DIGITS; i += 2) {
            PAIR.set(into, at + i, HEX_PAIRS[(int) (word >>> (56 - 4 * i)) & 0xff]);
        }
    }

    /** The two digits of each byte. */
    private static short[] pairs() {
        short[] pairs = new short[256];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = (short) (HEX[i >> 4] << 8 | HEX[i & 0xf]);
        }
        return pairs;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
