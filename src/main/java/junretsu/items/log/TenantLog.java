package junretsu.items.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import junretsu.config.IoReason;
import junretsu.config.StartException;

/**
 * The tenants in the order of their numbers, on disk before their first item is. To be used by one thread. A header
 * (see {@link LogHeader}), frames (see {@link Frame}) and zeros, in {@code DIR/tenants.log}; a frame has one or more of
 * the records of {@link TenantRecord}.
 */
public final class TenantLog implements Closeable {
    /** Some thousand tenants; so few zeros that they are written in line. */
    static final int EXTENSION_BYTES = 1 << 16;

    /** A list that is smaller is not worth to be written anew. */
    private static final long REWRITE_BYTES_MIN = 1 << 20;

    private final Path path;
    private final NodeStamp stamp;
    private final Disk disk;
    private final FrameBuffer frame;
    private FrameFile file;
    private long lastFrame;
    private IOException failure;

    /** By number; null for those that were erased. */
    private final List<Tenant> byNumber = new ArrayList<>();

    /** By number, once erased. */
    private final BitSet erased = new BitSet();

    /** By name, of those that were erased. */
    private final Map<String, Long> generations = new ConcurrentHashMap<>();

    /** Windows that began before count no more; unix milliseconds. */
    private long droppedBefore = Long.MIN_VALUE;

    private final List<Tenant> droppedAtOpen = new ArrayList<>();

    /** Records of tenants that were erased since. */
    private int dead;

    private TenantRewrite rewrite;

    private TenantLog(Path path, NodeStamp stamp, Disk disk) {
        this.path = path;
        this.stamp = stamp;
        this.disk = disk;
        frame = new FrameBuffer(stamp);
    }

    static Path path(Path directory) {
        return directory.resolve("tenants.log");
    }

    /**
     * Reads the list of a directory and cuts off what a crash has left at its end.
     *
     * @throws StartException when it is not the one of this node, or damaged
     */
    static TenantLog open(Path directory, NodeStamp stamp, Disk disk, Consumer<String> notices)
            throws IOException, StartException {
        TenantLog log = new TenantLog(path(directory), stamp, disk);
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
        long value = body.getLong();
        switch (kind) {
            case TenantRecord.DEFINED -> {
                long windowMs = body.getLong();
                reserve(number);
                byNumber.add(new Tenant(number, TenantRecord.name(body), value, windowMs));
            }
            case TenantRecord.ERASED -> applyErased(number, value);
            case TenantRecord.DROPPED -> droppedAtOpen.addAll(applyDropped(value));
            case TenantRecord.GENERATION -> generations.merge(TenantRecord.name(body), value, Math::max);
            case TenantRecord.NEXT -> reserve(number);
            default -> require(false);
        }
    }

    /** Takes the numbers that were left out for erased. */
    private void reserve(int number) {
        require(number >= byNumber.size());
        for (int i = byNumber.size(); i < number; i++) {
            byNumber.add(null);
            erased.set(i);
        }
    }

    private void applyErased(int number, long nextGeneration) {
        generations.merge(remove(number).name(), nextGeneration, Math::max);
    }

    private Tenant remove(int number) {
        erased.set(number);
        dead++;
        return byNumber.set(number, null);
    }

    private List<Tenant> applyDropped(long beforeMs) {
        droppedBefore = Math.max(droppedBefore, beforeMs);
        List<Tenant> dropped = byNumber.stream()
                .filter(tenant -> tenant != null && isDropped(tenant.windowMs()))
                .toList();
        dropped.forEach(tenant -> remove(tenant.number()));
        return dropped;
    }

    private boolean isDropped(long windowMs) {
        return windowMs != Tenant.TOTAL && windowMs < droppedBefore;
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

    /** Returns true for the number of one that was erased, or dropped. */
    public boolean isErased(int number) {
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
            require(!isDropped(tenant.windowMs()));
            TenantRecord.defined(frame, tenant);
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
            TenantRecord.erased(frame, tenant.number(), nextGeneration);
        }
        write();
        for (Tenant tenant : tenants) {
            applyErased(tenant.number(), nextGeneration);
        }
    }

    /**
     * Puts on the disk that all windows that began before this count no more, and returns them; there will be none of
     * them again.
     *
     * @throws LogFullException when there is no room for that; nothing was written
     * @throws IOException after which the log takes nothing more
     */
    public List<Tenant> dropWindows(long beforeMs) throws IOException {
        requireUsable();
        TenantRecord.dropped(frame, beforeMs);
        write();
        return applyDropped(beforeMs);
    }

    /** Windows that began before this, in unix milliseconds, were dropped; {@link Long#MIN_VALUE} for none. */
    public long droppedBefore() {
        return droppedBefore;
    }

    /** Windows that were dropped before this list was opened, as far as it still names them. */
    public List<Tenant> droppedAtOpen() {
        return List.copyOf(droppedAtOpen);
    }

    /** Returns true when more than half of a list that is not small are tenants that were erased. */
    public boolean isWorthRewriting() {
        int live = byNumber.size() - erased.cardinality();
        return rewrite == null && file.end() >= REWRITE_BYTES_MIN && dead > live;
    }

    /** Begins to write the list anew; {@link TenantRewrite#write} and {@link #endRewrite} follow. */
    public TenantRewrite beginRewrite() {
        rewrite = new TenantRewrite(path, stamp, disk, new ArrayList<>(byNumber), generations, droppedBefore);
        return rewrite;
    }

    /**
     * Takes the new list in place of the old one.
     *
     * @param isWritten false when writing it failed, and the list stays as it is
     * @throws IOException when the new one cannot be finished, and the list stays as it is, or when it is not known
     *     which of them the disk has, after which the log takes nothing more
     */
    public void endRewrite(boolean isWritten) throws IOException {
        TenantRewrite written = rewrite;
        rewrite = null;
        if (!isWritten) {
            return;
        }
        FrameFile replaced = file;
        file = written.finish();
        try (replaced) {
            Disk.rename(written.path(), path);
            lastFrame = written.frames();
            dead = 0;
        } catch (IOException e) {
            failure = new IOException("cannot write the list of tenants " + path + ": " + IoReason.of(e), e);
            throw failure;
        }
    }

    /** The generation of the next tenant of each name that was erased; a copy. */
    public Map<String, Long> generations() {
        return Map.copyOf(generations);
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
            ByteBuffer bytes = frame.finish(lastFrame + 1);
            if (rewrite != null) {
                rewrite.add(bytes);
            }
            file.append(bytes);
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
