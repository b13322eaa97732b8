package junretsu.tally;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The first page of a counter file. Offsets in bytes, integers little-endian:
 *
 * <pre>
 *     0  magic           8 bytes, "JUNRETSU"
 *     8  version         i32, 1
 *    12  thread slots    i32, how many blocks follow
 *    16  created         i64, unix milliseconds
 *    24  node ID         16 random bytes
 *    40  event length    i32, bytes of UTF-8
 *    44  event           UTF-8, up to 255 bytes
 *   ...  0
 *  4092  checksum        i32, CRC-32C of the 4092 bytes before it
 * </pre>
 */
record FileHeader(String event, byte[] node, long createdMs) {
    static final int BYTES = 4096;
    static final int VERSION = 1;

    /** So that a name fits the header, a Redis key and a status line. */
    static final int EVENT_BYTES_MAX = 255;

    private static final byte[] MAGIC = "JUNRETSU".getBytes(StandardCharsets.US_ASCII);
    private static final int NODE_BYTES = 16;
    private static final int CHECKSUM_AT = BYTES - Integer.BYTES;

    static FileHeader create(String event, long nowMs) {
        byte[] node = new byte[NODE_BYTES];
        new SecureRandom().nextBytes(node);
        return new FileHeader(event, node, nowMs);
    }

    String nodeId() {
        return HexFormat.of().formatHex(node);
    }

    void writeWithEmptyBlocks(FileChannel channel, int slots) throws IOException {
        writeFully(channel, encode(slots));
        for (int slot = 0; slot < slots; slot++) {
            writeFully(channel, ByteBuffer.allocate(CounterBlock.BYTES));
        }
    }

    /** @throws CounterFileException when the page is not the header of a counter file of this version */
    static FileHeader read(FileChannel channel, Path path) throws IOException, CounterFileException {
        ByteBuffer page = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (page.hasRemaining() && channel.read(page) >= 0) {
            continue;
        }
        page.flip();
        requireMagic(page, path);
        requireVersion(page, path);
        if (page.limit() < BYTES || page.getInt(CHECKSUM_AT) != checksum(page)) {
            throw new CounterFileException(
                    path + " is damaged: the checksum of its header is wrong; put a whole copy in"
                            + " its place, or count anew with another --data directory");
        }
        return decode(page);
    }

    private ByteBuffer encode(int slots) {
        byte[] name = event.getBytes(StandardCharsets.UTF_8);
        ByteBuffer page = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        page.put(MAGIC).putInt(VERSION).putInt(slots).putLong(createdMs).put(node);
        page.putInt(name.length).put(name);
        return page.putInt(CHECKSUM_AT, checksum(page)).rewind();
    }

    private static FileHeader decode(ByteBuffer page) {
        page.position(MAGIC.length + 2 * Integer.BYTES);
        long createdMs = page.getLong();
        byte[] node = new byte[NODE_BYTES];
        page.get(node);
        byte[] name = new byte[page.getInt()];
        page.get(name);
        return new FileHeader(new String(name, StandardCharsets.UTF_8), node, createdMs);
    }

    private static void requireMagic(ByteBuffer page, Path path) throws CounterFileException {
        byte[] found = new byte[Math.min(MAGIC.length, page.limit())];
        page.get(0, found);
        if (!java.util.Arrays.equals(found, MAGIC)) {
            throw new CounterFileException(
                    path + " is not a counter file of junretsu; it is left as it is; give another --data directory");
        }
    }

    private static void requireVersion(ByteBuffer page, Path path) throws CounterFileException {
        int version = page.limit() < 12 ? 0 : page.getInt(MAGIC.length);
        if (version != VERSION) {
            throw new CounterFileException(
                    path + " has layout version " + version + ", but this junretsu reads version " + VERSION
                            + "; use the junretsu that made it, or another --data directory");
        }
    }

    private static int checksum(ByteBuffer page) {
        CRC32C crc = new CRC32C();
        crc.update(page.array(), 0, CHECKSUM_AT);
        return (int) crc.getValue();
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
