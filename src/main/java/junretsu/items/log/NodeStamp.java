package junretsu.items.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import junretsu.base.Sha256;

/**
 * Marks the files of a node as its own.
 *
 * @param nodeId random
 * @param keyCheck stands in the header of each file; tells whether its key is the one beside it
 * @param salt stands nowhere, and is part of each checksum, so that no sender of IDs can put into one what looks like a
 *     frame
 * @param keepsIds whether IDs stand in the log
 */
record NodeStamp(long nodeId, long keyCheck, long salt, boolean keepsIds) {

    /** The stamp of a node: check and salt are the first 16 bytes of the key's SHA-256. */
    static NodeStamp of(long nodeId, byte[] key, boolean keepsIds) {
        ByteBuffer digest = ByteBuffer.wrap(Sha256.hash(key)).order(ByteOrder.LITTLE_ENDIAN);
        return new NodeStamp(nodeId, digest.getLong(), digest.getLong(), keepsIds);
    }

    /** Salt as {@link java.util.zip.CRC32C} takes it. */
    byte[] saltBytes() {
        return ByteBuffer.allocate(Long.BYTES).putLong(salt).array();
    }
}
