package junretsu.tally;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import junretsu.config.StartException;

/**
 * The first page of a mapped file of counts. Offsets in bytes, integers little-endian:
 *
 * <pre>
 *     0  magic           8 bytes, "JUNRETSU" for counters, "JRPOINTS" for points,
 *                         "JRSENDER" for senders
 *     8  version         i32
 *    12  count           i32, how many blocks, series or slots follow
 *    16  created         i64, unix milliseconds at which the counters were made
 *    24  node ID         16 random bytes
 *    40  length          i32, bytes of the first name
 *    44  name            UTF-8, up to 255 bytes
 *   ...  further lengths and names, then a length of 0
 *  4092  checksum        i32, CRC-32C of the 4092 bytes before it
 * </pre>
 *
 * The names of counters are the event and the service; those of points the service and each series; that of
 * senders the service.
 *
 * @param nodeId 32 hexadecimal digits
 */
record FileHeader(Kind kind, int count, long createdMs, String nodeId, List<String> names) {
    /** A kind of file. */
    enum Kind {
        COUNTERS(
                "JUNRETSU",
                2,
                "counter file",
                "put a whole copy in its place, or count anew with another --data directory"),
        POINTS("JRPOINTS", 1, "history", "move it away, no count depends on it"),
        SENDERS("JRSENDER", 1, "list of senders", "move it away, no count depends on it");

        private final byte[] magic;
        private final int version;
        private final String noun;
        private final String remedy;

        Kind(String magic, int version, String noun, String remedy) {
            this.magic = magic.getBytes(StandardCharsets.US_ASCII);
            this.version = version;
            this.noun = noun;
            this.remedy = remedy;
        }

        /** A refusal of a file that is left as it is. */
        StartException damaged(Path path, String how) {
            return new StartException(path + " is damaged: " + how + "; " + remedy);
        }
    }

    static final int BYTES = 4096;

    /** So that an event's name fits a Redis key and a status line. */
    private static final int NAME_BYTES_MAX = 255;

    private static final int VERSION_AT = 8;
    private static final int COUNT_AT = 12;
    private static final int NODE_BYTES = 16;
    private static final int NAMES_AT = 40;
    private static final int CHECKSUM_AT = BYTES - Integer.BYTES;

    /** Makes the header of a counter file with a random node ID. */
    static FileHeader ofCounters(int blocks, String event, String service, long nowMs) {
        byte[] node = new byte[NODE_BYTES];
        new SecureRandom().nextBytes(node);
        return new FileHeader(Kind.COUNTERS, blocks, nowMs, HexFormat.of().formatHex(node), List.of(event, service));
    }

    /** Returns the page with its checksum. */
    ByteBuffer encode() {
        ByteBuffer page = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        page.put(kind.magic).putInt(kind.version).putInt(count).putLong(createdMs);
        page.put(HexFormat.of().parseHex(nodeId));
        for (String name : names) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            page.putInt(bytes.length).put(bytes);
        }
        return page.putInt(CHECKSUM_AT, checksum(page)).rewind();
    }

    /**
     * @throws StartException when the file does not begin with a header of this kind and version; its message is a
     * sentence
     */
    static FileHeader read(Kind kind, FileChannel channel, Path path) throws IOException, StartException {
        ByteBuffer page = ByteBuffer.allocate(BYTES);
        while (page.hasRemaining() && channel.read(page, page.position()) >= 0) {
            continue;
        }
        return decode(kind, page.flip(), path);
    }

    static FileHeader decode(Kind kind, ByteBuffer bytes, Path path) throws StartException {
        ByteBuffer page = bytes.order(ByteOrder.LITTLE_ENDIAN);
        requireMagic(kind, page, path);
        requireVersion(kind, page, path);
        if (page.limit() < BYTES || page.getInt(CHECKSUM_AT) != checksum(page)) {
            throw kind.damaged(path, "the checksum of its header is wrong");
        }
        byte[] node = new byte[NODE_BYTES];
        page.position(COUNT_AT);
        int count = page.getInt();
        long createdMs = page.getLong();
        page.get(node);
        return new FileHeader(kind, count, createdMs, HexFormat.of().formatHex(node), names(kind, page, path));
    }

    private static List<String> names(Kind kind, ByteBuffer page, Path path) throws StartException {
        List<String> names = new ArrayList<>();
        page.position(NAMES_AT);
        for (int length = page.getInt(); length != 0; length = page.getInt()) {
            if (length < 0 || length > NAME_BYTES_MAX || page.position() + length + Integer.BYTES > CHECKSUM_AT) {
                throw kind.damaged(path, "its header has a name of " + length + " bytes");
            }
            byte[] name = new byte[length];
            page.get(name);
            names.add(new String(name, StandardCharsets.UTF_8));
        }
        return names;
    }

    private static void requireMagic(Kind kind, ByteBuffer page, Path path) throws StartException {
        if (!page.slice(0, Math.min(kind.magic.length, page.limit())).equals(ByteBuffer.wrap(kind.magic))) {
            throw new StartException(path + " is not a " + kind.noun
                    + " of junretsu; it is left as it is; move it away, or give another" + " --data directory");
        }
    }

    private static void requireVersion(Kind kind, ByteBuffer page, Path path) throws StartException {
        int version = page.limit() < VERSION_AT + Integer.BYTES ? 0 : page.getInt(VERSION_AT);
        if (version != kind.version) {
            throw new StartException(path + " has layout version " + version
                    + (version > 0 && version < kind.version ? ", made by an older junretsu" : "")
                    + ", but this junretsu reads version " + kind.version
                    + "; move it away, or give another --data directory");
        }
    }

    private static int checksum(ByteBuffer page) {
        CRC32C crc = new CRC32C();
        crc.update(page.array(), 0, CHECKSUM_AT);
        return (int) crc.getValue();
    }
}
