package junretsu.users.password;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.Block;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id, version 0x13, with one lane and 32 bytes of output (RFC 9106). It keeps its memory between hashes: 19 MiB
 * of garbage a hash would otherwise be 1 GB a second on two cores. For one thread.
 */
public final class Argon2id {
    private static final int HASH_BYTES = 32;

    /** Blocks that one hash needs beside its memory. */
    private static final int BLOCKS_BESIDE = 8;

    private final Argon2BytesGenerator generator = new Argon2BytesGenerator();
    private KeptBlocks blocks = new KeptBlocks(0);

    /**
     * Hashes a password.
     *
     * @param salt 16 bytes or more
     * @return 32 bytes
     */
    public byte[] hash(byte[] password, byte[] salt, HashCost cost) {
        return hash(password, salt, null, null, 1, cost.memoryKib(), cost.passes());
    }

    /** The same with all that RFC 9106 knows of; null for no secret or no associated data. */
    byte[] hash(byte[] password, byte[] salt, byte[] secret, byte[] data, int lanes, int memoryKib, int passes) {
        if (blocks.room() != memoryKib + BLOCKS_BESIDE) {
            blocks = new KeptBlocks(memoryKib + BLOCKS_BESIDE);
        }
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withSalt(salt)
                .withSecret(secret)
                .withAdditional(data)
                .withParallelism(lanes)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withBlockPool(blocks)
                .build());
        byte[] hash = new byte[HASH_BYTES];
        generator.generateBytes(password, hash);
        return hash;
    }

    /** The memory of the last hash, to be used again by the next of the same cost. */
    private static final class KeptBlocks implements BlockPool {
        private final Block[] kept;
        private int count;

        KeptBlocks(int room) {
            kept = new Block[room];
        }

        int room() {
            return kept.length;
        }

        @Override
        public Block allocate() {
            return count == 0 ? new Block() : kept[--count];
        }

        /** Cleared, since the last blocks of a hash lead to it. */
        @Override
        public void deallocate(Block block) {
            if (count < kept.length) {
                kept[count++] = block.clear();
            }
        }
    }
}
