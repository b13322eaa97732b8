package junretsu.items.share;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import junretsu.items.log.LogVisitor;
import junretsu.items.log.Tenant;

/** A node that counts in memory: what the shipper sees of one, log frames and tenants. */
final class MemoryNode implements ShareSource {
    private final String nodeId;
    private final List<List<long[]>> frames = new ArrayList<>();
    private final List<Tenant> tenants = new ArrayList<>();
    private final Map<String, Long> generations = new TreeMap<>();
    private final Map<Integer, Set<String>> ids = new TreeMap<>();
    private long items;
    private int fullDiskLeft;
    private int erasuresAsked;

    MemoryNode(String nodeId) {
        this.nodeId = nodeId;
    }

    /** Commits the new ones among these items as one frame; returns its number. */
    synchronized long commit(String tenant, List<String> added) {
        return commit(tenant, Tenant.TOTAL, added);
    }

    synchronized long commit(String name, long windowMs, List<String> added) {
        Tenant tenant = tenant(name, windowMs);
        List<long[]> frame = new ArrayList<>();
        for (String id : added) {
            if (ids.computeIfAbsent(tenant.number(), n -> new HashSet<>()).add(id)) {
                long[] words = fingerprint(tenant, id);
                frame.add(new long[] {tenant.number(), words[0], words[1]});
            }
        }
        if (!frame.isEmpty()) {
            frames.add(frame);
            items += frame.size();
        }
        return frames.size();
    }

    /** The node's own items of a tenant. */
    synchronized Set<String> ids(String name) {
        return tenants.stream()
                .filter(tenant -> tenant != null && tenant.name().equals(name) && tenant.windowMs() == Tenant.TOTAL)
                .findFirst()
                .map(tenant -> Set.copyOf(ids.getOrDefault(tenant.number(), Set.of())))
                .orElse(Set.of());
    }

    /** What its directory held when so many frames were there: an older backup of it. */
    synchronized MemoryNode asOf(int frameCount) {
        MemoryNode older = new MemoryNode(nodeId);
        older.frames.addAll(frames.subList(0, frameCount));
        older.tenants.addAll(tenants);
        older.generations.putAll(generations);
        older.items = older.frames.stream().mapToLong(List::size).sum();
        return older;
    }

    private Tenant tenant(String name, long windowMs) {
        for (Tenant tenant : tenants) {
            if (tenant != null && tenant.name().equals(name) && tenant.windowMs() == windowMs) {
                return tenant;
            }
        }
        tenants.add(new Tenant(tenants.size(), name, generations.getOrDefault(name, 0L), windowMs));
        return tenants.get(tenants.size() - 1);
    }

    static long[] fingerprint(Tenant tenant, String id) {
        try {
            String text = tenant.generation() + " " + tenant.windowMs() + " " + tenant.name() + "\0" + id;
            byte[] hash = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            ByteBuffer words = ByteBuffer.wrap(hash).order(ByteOrder.LITTLE_ENDIAN);
            return new long[] {words.getLong(), words.getLong()};
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public String nodeId() {
        return nodeId;
    }

    @Override
    public synchronized long committed() {
        return frames.size();
    }

    @Override
    public synchronized long items() {
        return items;
    }

    @Override
    public FrameReader reader(long behindFrame) {
        return new FrameReader() {
            private long position = behindFrame;

            @Override
            public int read(LogVisitor visitor, int bytesMax) {
                List<long[]> frame = frame((int) position);
                if (frame == null) {
                    return 0;
                }
                position++;
                frame.forEach(item -> visitor.item((int) item[0], item[1], item[2], null, 0, -1));
                return frame.size();
            }

            @Override
            public long position() {
                return position;
            }

            @Override
            public void close() {}
        };
    }

    private synchronized List<long[]> frame(int index) {
        return index < frames.size() ? frames.get(index) : null;
    }

    @Override
    public synchronized Tenant tenant(int number) {
        return tenants.get(number);
    }

    @Override
    public synchronized Collection<Tenant> tenants() {
        return tenants.stream().filter(Objects::nonNull).toList();
    }

    @Override
    public synchronized Map<String, Long> generations() {
        return Map.copyOf(generations);
    }

    /** Lets the disk take none of the next erasures, which is known a moment later. */
    synchronized void failErasures(int number) {
        fullDiskLeft = number;
    }

    synchronized int erasuresAsked() {
        return erasuresAsked;
    }

    @Override
    public synchronized CompletionStage<List<Tenant>> erased(String name, long generation) {
        erasuresAsked++;
        if (fullDiskLeft > 0) {
            fullDiskLeft--;
            CompletableFuture<List<Tenant>> failed = new CompletableFuture<>();
            CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS)
                    .execute(() -> failed.completeExceptionally(new UncheckedIOException(new IOException("no room"))));
            return failed;
        }
        generations.merge(name, generation, Math::max);
        List<Tenant> erased = tenants.stream()
                .filter(Objects::nonNull)
                .filter(tenant -> tenant.name().equals(name) && tenant.generation() < generation)
                .toList();
        erased.forEach(tenant -> tenants.set(tenant.number(), null));
        return CompletableFuture.completedFuture(erased);
    }
}
