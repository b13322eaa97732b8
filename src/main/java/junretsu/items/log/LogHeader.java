package junretsu.items.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import junretsu.config.StartException;

/**
 * The first bytes of each file of a node but its key. Integers little-endian:
 *
 * <pre>
 *   0  magic     8 bytes, see {@link Kind}
 *   8  version   i32
 *  12  flags     i32; 1: IDs are kept, 2: compacted
 *  16  node ID   i64
 *  24  key       i64, a check of the key
 *  32  frame     i64; of a segment the first, of a snapshot the last that its counts hold
 *  40  count     i64; of a compacted segment its frames, of a snapshot its counts; else 0
 *  48  bytes     i64; of a compacted segment its length; else 0
 *  56  0         i32
 *  60  checksum  i32, CRC-32C of the 60 bytes before it
 * </pre>
 */
record LogHeader(Kind kind, boolean isCompacted, long frame, long count, long bytes) {
    /** A kind of file. */
    enum Kind {
        SEGMENT("JRITEMSL", "log of items"),
        TENANTS("JRITEMST", "list of tenants"),
        SNAPSHOT("JRITEMSS", "snapshot of items");

        private final byte[] magic;
        private final String noun;

        Kind(String magic, String noun) {
            this.magic = magic.getBytes(StandardCharsets.US_ASCII);
            this.noun = noun;
        }
    }

    static final int BYTES = 64;
    private static final int VERSION = 1;
    private static final int VERSION_AT = 8;
    private static final int FLAGS_AT = 12;
    private static final int KEEPS_IDS = 1;
    private static final int IS_COMPACTED = 2;
    private static final int CHECKSUM_AT = 60;

    /** The header of a file that holds frames from one on. */
    static LogHeader of(Kind kind, long frame) {
        return new LogHeader(kind, false, frame, 0, 0);
    }

    ByteBuffer encode(NodeStamp stamp) {
        ByteBuffer header = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.put(kind.magic).putInt(VERSION);
        header.putInt((stamp.keepsIds() ? KEEPS_IDS : 0) | (isCompacted ? IS_COMPACTED : 0));
        header.putLong(stamp.nodeId()).putLong(stamp.keyCheck());
        header.putLong(frame).putLong(count).putLong(bytes).putInt(0);
        return header.putInt(checksum(header)).flip();
    }

    /**
     * Reads and checks the header of a file.
     *
     * @throws StartException when it is not a file of this kind, version and node, or damaged
     */
    static LogHeader read(Kind kind, FileChannel channel, Path path, NodeStamp stamp)
            throws IOException, StartException {
        ByteBuffer header = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (header.hasRemaining() && channel.read(header, header.position()) >= 0) {
            continue;
        }
        header.flip();
        requireKind(kind, header, path);
        if (header.limit() < BYTES || header.getInt(CHECKSUM_AT) != checksum(header)) {
            throw Damage.of(path, "the checksum of its header is wrong");
        }
        requireNode(header, path, stamp);
        boolean isCompacted = (header.getInt(FLAGS_AT) & IS_COMPACTED) != 0;
        header.position(32);
        return new LogHeader(kind, isCompacted, header.getLong(), header.getLong(), header.getLong());
    }

    private static void requireKind(Kind kind, ByteBuffer header, Path path) throws StartException {
        if (header.limit() < FLAGS_AT || !header.slice(0, VERSION_AT).equals(ByteBuffer.wrap(kind.magic))) {
            throw new StartException(path + " is not a " + kind.noun
                    + " of junretsu; it is left as it is; move it away, or give another --data directory");
        }
        if (header.getInt(VERSION_AT) != VERSION) {
            throw new StartException(
                    path + " has layout version " + header.getInt(VERSION_AT) + ", but this junretsu reads version "
                            + VERSION + "; start the junretsu that wrote it, or give another --data directory");
        }
    }

    private static void requireNode(ByteBuffer header, Path path, NodeStamp stamp) throws StartException {
        long nodeId = header.getLong(16);
        boolean keepsIds = (header.getInt(FLAGS_AT) & KEEPS_IDS) != 0;
        if (nodeId != stamp.nodeId() || header.getLong(24) != stamp.keyCheck() || keepsIds != stamp.keepsIds()) {
            throw new StartException(path + " belongs to the node " + KeyFile.name(nodeId)
                    + (keepsIds ? ", which keeps IDs," : "")
                    + " with another key file than the one beside it, which is of the node "
                    + KeyFile.name(stamp.nodeId()) + "; put the right one back, or give another --data directory");
        }
    }

    private static int checksum(ByteBuffer header) {
        CRC32C crc = new CRC32C();
        crc.update(header.array(), 0, CHECKSUM_AT);
        return (int) crc.getValue();
    }
}
