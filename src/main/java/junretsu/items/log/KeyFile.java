package junretsu.items.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import junretsu.base.LockedFile;
import junretsu.config.StartException;
import junretsu.tally.DataDirectory;
import junretsu.tally.WholeFile;

/**
 * The key of a node and its name, in a file that only its owner may read. Who opens it has the directory until he
 * closes it. Integers little-endian:
 *
 * <pre>
 *   DIR/items.key
 *    0  magic     8 bytes, "JRITEMSK"
 *    8  version   i32
 *   12  flags     i32; 1: IDs are kept
 *   16  node ID   i64, random
 *   24  key       16 bytes
 *   40  checksum  i32, CRC-32C of the 40 bytes before it
 * </pre>
 */
final class KeyFile implements Closeable {
    static final int KEY_BYTES = 16;

    private static final byte[] MAGIC = "JRITEMSK".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int VERSION_AT = 8;
    private static final int FLAGS_AT = 12;
    private static final int KEY_AT = 24;
    private static final int CHECKSUM_AT = 40;
    private static final int BYTES = 44;
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final LockedFile file;
    private final long nodeId;
    private final byte[] key;
    private final boolean keepsIds;

    private KeyFile(LockedFile file, ByteBuffer content) {
        this.file = file;
        nodeId = content.getLong(16);
        key = Arrays.copyOfRange(content.array(), KEY_AT, CHECKSUM_AT);
        keepsIds = content.getInt(FLAGS_AT) == 1;
    }

    /** The file of a directory's key. */
    static Path path(Path directory) {
        return directory.resolve("items.key");
    }

    /**
     * Opens and locks a directory's key file, making it when it is missing.
     *
     * @param key that it must have; null for any
     * @throws StartException when another server has it, it is damaged or foreign, or has another key or another kind
     *     of log
     */
    static KeyFile open(Path directory, boolean keepsIds, byte[] key) throws IOException, StartException {
        Path path = path(directory);
        LockedFile file = WholeFile.openOrMake(path, fresh(keepsIds, key), BYTES, OWNER_ONLY);
        if (file == null) {
            throw DataDirectory.inUse(directory);
        }
        try {
            Disk.forceNames(directory);
            KeyFile opened = new KeyFile(file, read(path, file.channel()));
            opened.requireSame(path, keepsIds, key);
            return opened;
        } catch (IOException | StartException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Writes a node ID as people read it. */
    static String name(long nodeId) {
        return HexFormat.of().toHexDigits(nodeId);
    }

    /** The key in a file that another server may have. */
    static byte[] key(Path path, FileChannel channel) throws IOException, StartException {
        return Arrays.copyOfRange(read(path, channel).array(), KEY_AT, CHECKSUM_AT);
    }

    /** The stamp of a node's files, whose key another server may have open. */
    static NodeStamp stamp(Path path, FileChannel channel) throws IOException, StartException {
        ByteBuffer content = read(path, channel);
        byte[] key = Arrays.copyOfRange(content.array(), KEY_AT, CHECKSUM_AT);
        return NodeStamp.of(content.getLong(16), key, content.getInt(FLAGS_AT) == 1);
    }

    byte[] key() {
        return key.clone();
    }

    String nodeId() {
        return name(nodeId);
    }

    NodeStamp stamp() {
        return NodeStamp.of(nodeId, key, keepsIds);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static ByteBuffer fresh(boolean keepsIds, byte[] key) {
        SecureRandom random = new SecureRandom();
        byte[] made = new byte[KEY_BYTES];
        random.nextBytes(made);
        ByteBuffer content = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        content.put(MAGIC).putInt(VERSION).putInt(keepsIds ? 1 : 0).putLong(random.nextLong());
        content.put(key == null ? made : key);
        return content.putInt(checksum(content)).flip();
    }

    private static ByteBuffer read(Path path, FileChannel channel) throws IOException, StartException {
        ByteBuffer content = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (content.hasRemaining() && channel.read(content, content.position()) >= 0) {
            continue;
        }
        content.flip();
        if (content.limit() < FLAGS_AT || !content.slice(0, VERSION_AT).equals(ByteBuffer.wrap(MAGIC))) {
            throw new StartException(path + " is not a key of junretsu's items; it is left as it is; put the right one"
                    + " in its place, or give another --data directory");
        }
        if (content.getInt(VERSION_AT) != VERSION) {
            throw new StartException(path + " has layout version " + content.getInt(VERSION_AT)
                    + ", but this junretsu reads version " + VERSION
                    + "; start the junretsu that wrote it, or give another --data directory");
        }
        if (content.limit() < BYTES || channel.size() != BYTES || content.getInt(CHECKSUM_AT) != checksum(content)) {
            throw Damage.of(path, "its checksum is wrong");
        }
        return content;
    }

    private void requireSame(Path path, boolean wantsIds, byte[] wanted) throws StartException {
        if (keepsIds != wantsIds) {
            throw new StartException(path + " is of a log " + (keepsIds ? "that keeps IDs" : "without IDs")
                    + "; give --ids " + (keepsIds ? "keep" : "drop") + " or another --data directory");
        }
        if (wanted != null && !Arrays.equals(wanted, key)) {
            throw new StartException(
                    path + " has another key than the one that was given, so other nodes would not know"
                            + " its items; give that key, or another --data directory");
        }
    }

    private static int checksum(ByteBuffer content) {
        CRC32C crc = new CRC32C();
        crc.update(content.array(), 0, CHECKSUM_AT);
        return (int) crc.getValue();
    }
}
