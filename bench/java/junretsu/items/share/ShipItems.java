package junretsu.items.share;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.EventLog;
import junretsu.base.WorkerThread;
import junretsu.config.Settings;
import junretsu.items.log.LogVisitor;
import junretsu.items.log.Tenant;
import junretsu.redis.RedisConfig;

/**
 * Items for a Redis, by the shipper or as text for redis-cli --pipe: the same commands with the same members.
 *
 * <pre>
 *   ShipItems write FILE EVENT ITEMS TENANTS          the text
 *   ShipItems ship PORT ROUNDS ITEMS TENANTS          ships ROUNDS times, each its own event r0, r1, ...; prints seconds
 * </pre>
 */
public final class ShipItems {
    private static final int FRAME = 1_000;
    private static final int BLOCK = 32_768 / FRAME * FRAME + FRAME;
    private static final int MEMBERS_MAX = 2_500;

    private ShipItems() {}

    public static void main(String[] args) throws Exception {
        int items = Integer.parseInt(args[3]);
        int tenants = Integer.parseInt(args[4]);
        if (args[0].equals("write")) {
            write(Path.of(args[1]), args[2], items, tenants);
        } else {
            for (int round = 0; round < Integer.parseInt(args[2]); round++) {
                System.out.println(ship(args[1], "r" + round, items, tenants));
            }
        }
    }

    private static long word(long of) {
        long mixed = (of ^ of >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }

    private static int tenant(int item, int tenants) {
        return (int) Math.floorMod(word(item * 7L + 1), (long) tenants);
    }

    private static void write(Path file, String event, int items, int tenants) throws IOException {
        MemberBatch batch = new MemberBatch();
        ShareKeys keys = ShareKeys.ofShard(event, 0);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            for (int block = 0; block < items; block += BLOCK) {
                batch.clear();
                for (int i = block; i < Math.min(items, block + BLOCK); i++) {
                    batch.add(tenant(i, tenants), word(2L * i), word(2L * i + 1));
                }
                batch.sort();
                for (int from = 0, end; from < batch.size(); from = end) {
                    end = Math.min(from + MEMBERS_MAX, batch.runEnd(from));
                    byte[] key = keys.set(ShareKeys.field(0, "tenant-" + batch.tenant(from), Tenant.TOTAL));
                    out.write(("*" + (2 + end - from) + "\r\n$4\r\nSADD\r\n$" + key.length + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    out.write(key);
                    for (int i = from; i < end; i++) {
                        out.write("\r\n$16\r\n".getBytes(StandardCharsets.US_ASCII));
                        out.write(batch.members(), 16 * i, 16);
                    }
                    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
        }
    }

    private static double ship(String port, String event, int items, int tenants) throws Exception {
        Settings settings = new Settings(
                Map.of("redis", new Settings.Setting(List.of("redis://127.0.0.1:" + port), "flag")));
        List<WorkerThread> threads = new ArrayList<>();
        SharedItems shared = new SharedItems(
                RedisConfig.from(settings, name -> null).orElseThrow(),
                new ShareConfig(1, Acks.DISK),
                event,
                Files.createTempDirectory("ship-items-"),
                new byte[16],
                new Generated(items, tenants),
                1_000_000,
                0,
                EventLog.of(System.err::println),
                Clock.SYSTEM);
        shared.start((worker, idle) -> {
            threads.add(new WorkerThread(worker, idle, new DistinctErrors(System.err::println, Clock.SYSTEM)));
            return threads.get(threads.size() - 1);
        });
        long started = System.nanoTime();
        threads.forEach(WorkerThread::start);
        while (shared.itemsBehind() > 0) {
            Thread.sleep(1);
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        threads.forEach(WorkerThread::close);
        return seconds;
    }

    private record Generated(int total, List<Tenant> tenants) implements ShareSource {
        Generated(int total, int tenants) {
            this(
                    total,
                    IntStream.range(0, tenants)
                            .mapToObj(i -> new Tenant(i, "tenant-" + i, 0, Tenant.TOTAL))
                            .toList());
        }

        @Override
        public String nodeId() {
            return "bench";
        }

        @Override
        public long committed() {
            return total / FRAME;
        }

        @Override
        public long items() {
            return total;
        }

        @Override
        public FrameReader reader(long behindFrame) {
            return new FrameReader() {
                private int position = (int) behindFrame;

                @Override
                public int read(LogVisitor visitor, int bytesMax) {
                    if (position == committed()) {
                        return 0;
                    }
                    int from = FRAME * position++;
                    for (int i = from; i < from + FRAME; i++) {
                        visitor.item(ShipItems.tenant(i, tenants.size()), word(2L * i), word(2L * i + 1), null, 0, -1);
                    }
                    return FRAME;
                }

                @Override
                public long position() {
                    return position;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public Tenant tenant(int number) {
            return tenants.get(number);
        }

        @Override
        public Map<String, Long> generations() {
            return Map.of();
        }

        @Override
        public CompletionStage<List<Tenant>> erased(String name, long generation) {
            return CompletableFuture.completedFuture(List.of());
        }
    }
}
