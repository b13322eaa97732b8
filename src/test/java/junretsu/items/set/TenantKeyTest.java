package junretsu.items.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TenantKeyTest {
    private static final byte[] MASTER = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");

    /**
     * Both hashes by the plain code, with the message written out: generation 1, window 0x0200, the name "tenant-ü". A
     * change here is a change of every node's files.
     */
    @Test
    void derivesFromGenerationWindowAndName() {
        byte[] message = HexFormat.of().parseHex("0100000000000000" + "0002000000000000" + "74656e616e742dc3bc");
        long[] key = PlainSipHash.hash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L, message);
        byte[] id = "an item".getBytes(StandardCharsets.UTF_8);

        assertThat(fingerprint(new TenantKey(MASTER, 1, 0x0200, "tenant-ü"), id))
                .isEqualTo(PlainSipHash.hash(key[0], key[1], id));
    }

    @Test
    void differsWithEachOfItsSources() {
        byte[] otherMaster = MASTER.clone();
        otherMaster[15]++;
        byte[] id = {1};
        Set<Long> firstWords = new HashSet<>();
        firstWords.add(fingerprint(new TenantKey(MASTER, 0, -1, "a"), id)[0]);
        firstWords.add(fingerprint(new TenantKey(otherMaster, 0, -1, "a"), id)[0]);
        firstWords.add(fingerprint(new TenantKey(MASTER, 1, -1, "a"), id)[0]);
        firstWords.add(fingerprint(new TenantKey(MASTER, 0, 0, "a"), id)[0]);
        firstWords.add(fingerprint(new TenantKey(MASTER, 0, -1, "b"), id)[0]);
        firstWords.add(fingerprint(new TenantKey(MASTER, 0, -1, "a"), new byte[] {1, 0})[0]);
        assertThat(firstWords).hasSize(6);
    }

    @Test
    void rejectsAMasterKeyOfAnotherLength() {
        assertThatThrownBy(() -> new TenantKey(new byte[15], 0, -1, "a"))
                .hasMessage("a key of 16 bytes was expected, not 15");
    }

    private static long[] fingerprint(TenantKey key, byte[] id) {
        byte[] around = new byte[id.length + 2];
        System.arraycopy(id, 0, around, 1, id.length);
        long[] out = new long[3];
        key.fingerprint(around, 1, id.length, out, 1);
        return new long[] {out[1], out[2]};
    }
}
