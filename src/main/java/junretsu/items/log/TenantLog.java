package junretsu.items.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import junretsu.config.IoReason;
import junretsu.config.StartException;

/**
 * The tenants in the order of their numbers, on disk before their first item is. To be used by one thread. A header
 * (see {@link LogHeader}), frames (see {@link Frame}) and zeros, in {@code DIR/tenants.log}; a frame has one or more of
 * these records, integers little-endian:
 *
 * <pre>
 *   defined: | 1 | number i32 | generation i64 | window i64, unix milliseconds or -1 | length i16 | name in UTF-8 |
 *   erased:  | 2 | number i32 | next generation of the name i64 |
 * </pre>
 */
public final class TenantLog implements Closeable {
    private static final byte DEFINED = 1;
    private static final byte ERASED = 2;
    private static final int DEFINED_BYTES = 1 + 4 + 8 + 8 + 2;
    private static final int ERASED_BYTES = 1 + 4 + 8;

    /** Some thousand tenants; so few zeros that they are written in line. */
    private static final int EXTENSION_BYTES = 1 << 16;

    private final Path path;
    private final FrameBuffer frame;
    private FrameFile file;
    private long lastFrame;
    private IOException failure;

    /** By number; null for those that were erased. */
    private final List<Tenant> byNumber = new ArrayList<>();

    /** By number, once erased. */
    private final BitSet erased = new BitSet();

    /** By name, of those that were erased. */
    private final Map<String, Long> generations = new HashMap<>();

    private TenantLog(Path path, NodeStamp stamp) {
        this.path = path;
        frame = new FrameBuffer(stamp);
    }

    static Path path(Path directory) {
        return directory.resolve("tenants.log");
    }

    /** Begins a list in a directory that has none. */
    static void begin(Path directory, NodeStamp stamp, Disk disk) throws IOException {
        Path unfinished = Disk.unfinished(path(directory));
        Files.deleteIfExists(unfinished);
        try (FileChannel channel = disk.open(unfinished, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FrameFile.zero(channel, 0, EXTENSION_BYTES);
            ByteBuffer header = LogHeader.of(LogHeader.Kind.TENANTS, 1).encode(stamp);
            while (header.hasRemaining()) {
                channel.write(header, header.position());
            }
            channel.force(true);
        }
        Disk.rename(unfinished, path(directory));
    }

    /**
     * Reads the list of a directory and cuts off what a crash has left at its end.
     *
     * @throws StartException when it is not the one of this node, or damaged
     */
    static TenantLog open(Path directory, NodeStamp stamp, Disk disk, Consumer<String> notices)
            throws IOException, StartException {
        TenantLog log = new TenantLog(path(directory), stamp);
        try (FileChannel channel = disk.open(log.path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            LogHeader.read(LogHeader.Kind.TENANTS, channel, log.path, stamp);
            FrameInput input = new FrameInput(channel, stamp, LogHeader.BYTES);
            while (input.next(log.lastFrame)) {
                log.take(input);
            }
            TornTail.cut(channel, log.path, stamp, input.position(), log.lastFrame, notices);
            log.file = FrameFile.open(disk, log.path, input.position());
            return log;
        }
    }

    private void take(FrameInput input) throws StartException {
        ByteBuffer body = ByteBuffer.wrap(input.array(), input.bodyFrom(), input.bodyLength())
                .order(ByteOrder.LITTLE_ENDIAN);
        if (input.number() != ++lastFrame) {
            throw Damage.of(path, "frame " + input.number() + " stands where frame " + lastFrame + " is due");
        }
        try {
            while (body.hasRemaining()) {
                take(body);
            }
        } catch (RuntimeException e) {
            throw new StartException(
                    Damage.of(path, "frame " + lastFrame + " is no list of tenants")
                            .getMessage(),
                    e);
        }
    }

    private void take(ByteBuffer body) {
        byte kind = body.get();
        int number = body.getInt();
        long generation = body.getLong();
        if (kind == ERASED) {
            applyErased(number, generation);
        } else {
            long windowMs = body.getLong();
            byte[] name = new byte[Short.toUnsignedInt(body.getShort())];
            body.get(name);
            require(kind == DEFINED && number == byNumber.size());
            byNumber.add(new Tenant(number, new String(name, StandardCharsets.UTF_8), generation, windowMs));
        }
    }

    private void applyErased(int number, long nextGeneration) {
        Tenant tenant = byNumber.set(number, null);
        erased.set(number);
        generations.merge(tenant.name(), nextGeneration, Math::max);
    }

    /** All that were defined and not erased, by number. */
    public List<Tenant> tenants() {
        return byNumber.stream().filter(Objects::nonNull).toList();
    }

    /** The number that the next tenant gets. */
    public int nextNumber() {
        return byNumber.size();
    }

    /** Numbers of those that were erased; a copy, which any thread may use. */
    public BitSet erased() {
        return (BitSet) erased.clone();
    }

    boolean isErased(int number) {
        return erased.get(number);
    }

    /**
     * Puts tenants on the disk: one write and one wait for all of them.
     *
     * @param tenants with the next numbers, in their order
     * @throws LogFullException when there is no room for them; nothing was written, and they can be defined later
     * @throws IOException after which the log takes nothing more
     */
    public void define(List<Tenant> tenants) throws IOException {
        requireUsable();
        int number = byNumber.size();
        for (Tenant tenant : tenants) {
            require(tenant.number() == number++);
            byte[] name = tenant.name().getBytes(StandardCharsets.UTF_8);
            require(name.length <= 0xffff);
            ByteBuffer body =
                    frame.room(DEFINED_BYTES + name.length).put(DEFINED).putInt(tenant.number());
            body.putLong(tenant.generation()).putLong(tenant.windowMs());
            body.putShort((short) name.length).put(name);
        }
        write();
        byNumber.addAll(tenants);
    }

    /**
     * Puts on the disk that tenants are erased; their items in the log count no more. The next tenant of the name has
     * at least this generation.
     *
     * @throws LogFullException when there is no room for that; nothing was written
     * @throws IOException after which the log takes nothing more
     */
    public void erase(List<Tenant> tenants, long nextGeneration) throws IOException {
        requireUsable();
        for (Tenant tenant : tenants) {
            require(tenant.equals(byNumber.get(tenant.number())));
            frame.room(ERASED_BYTES).put(ERASED).putInt(tenant.number()).putLong(nextGeneration);
        }
        write();
        for (Tenant tenant : tenants) {
            applyErased(tenant.number(), nextGeneration);
        }
    }

    /** The generation of the next tenant of each name that was erased; a copy. */
    public Map<String, Long> generations() {
        return Map.copyOf(generations);
    }

    /** The generation of the next tenant of a name that has none at the moment. */
    long generation(String name) {
        return generations.getOrDefault(name, 0L);
    }

    private void requireUsable() throws IOException {
        frame.clear();
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    private void write() throws IOException {
        if (frame.isEmpty()) {
            return;
        }
        makeRoom(frame.frameBytes());
        try {
            file.append(frame.finish(lastFrame + 1));
            lastFrame++;
        } catch (IOException e) {
            failure = new IOException("cannot write the list of tenants " + path + ": " + IoReason.of(e), e);
            throw failure;
        }
    }

    private void makeRoom(int bytes) throws LogFullException {
        if (file.room() < bytes) {
            try {
                file.extend(Math.max(EXTENSION_BYTES, bytes));
            } catch (IOException e) {
                throw new LogFullException("no room in the list of tenants " + path + ": " + IoReason.of(e), e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static void require(boolean isRight) {
        if (!isRight) {
            throw new IllegalArgumentException("not a tenant that this list can take");
        }
    }
}
