package junretsu.items.set;

/** SipHash-2-4 with 128 bits of result (Aumasson, Bernstein 2012; the reference code's {@code SipHash-2-4-128}). Pure. */
public final class SipHash {
    private SipHash() {}

    /**
     * Writes the hash of a run of bytes to {@code out[at]} (the first eight bytes of the reference's result, little
     * endian) and {@code out[at + 1]}.
     *
     * @param k0 first half of the key, little endian
     */
    public static void hash(long k0, long k1, byte[] bytes, int from, int length, long[] out, int at) {
        throw new UnsupportedOperationException();
    }
}
