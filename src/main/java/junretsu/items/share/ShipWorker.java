package junretsu.items.share;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import junretsu.base.Clock;
import junretsu.base.Deadline;
import junretsu.base.Worker;
import junretsu.redis.RedisException;
import junretsu.redis.SharedHealth;

/**
 * Ships the log to some of the shards. Those that stand at the same frame take what one reading gives; those that have
 * fallen behind catch up by readings of their own, in turn with the others, so that nobody waits for them.
 */
final class ShipWorker implements Worker {
    /** Items of a reading, for each shard that takes some: a tenth of a second's work, so that each tenant has some. */
    private static final int ITEMS_PER_SHARD = 32_768;

    /** Items from which on the next reading follows at once: fewer may wait for others to join them. */
    private static final int ITEMS_MIN = 1_000;

    private final String role;
    private final List<Shard> shards;
    private final ShareSource source;
    private final BooleanSupplier mayShip;
    private final Runnable onShipped;
    private final SharedHealth health;
    private final long drainNanos;
    private final Clock clock;
    private final LongConsumer sleepMs;
    private final LogReaders readers;
    private int turn;

    /**
     * @param mayShip false until it is known what the nodes have erased, and that they agree
     * @param onShipped called after each round
     * @param drainNanos that the end may take
     * @param sleepMs waits so many milliseconds
     */
    ShipWorker(
            int number,
            List<Shard> shards,
            ShareSource source,
            BooleanSupplier mayShip,
            Runnable onShipped,
            SharedHealth health,
            long drainNanos,
            Clock clock,
            LongConsumer sleepMs) {
        this.role = "item-shipper-" + number;
        this.shards = shards;
        this.source = source;
        this.mayShip = mayShip;
        this.onShipped = onShipped;
        this.health = health;
        this.drainNanos = drainNanos;
        this.clock = clock;
        this.sleepMs = sleepMs;
        this.readers = new LogReaders(source, 2 * shards.size() + 1);
    }

    @Override
    public String role() {
        return role;
    }

    @Override
    public int doWork() throws IOException {
        int work = mayShip.getAsBoolean() ? ship() : 0;
        onShipped.run();
        return work;
    }

    private int ship() throws IOException {
        for (Shard shard : shards) {
            if (!shard.isPausing()) {
                attempt(shard, () -> {
                    shard.begin();
                    shard.sets().look();
                    shard.worked();
                });
            }
        }
        try {
            int items = shipCohort() + repair();
            return items < ITEMS_MIN ? 0 : items;
        } catch (IOException | RuntimeException e) {
            readers.close();
            throw e;
        }
    }

    /** Ships what is committed, for as long as the end may take. */
    @Override
    public void onClose() throws IOException {
        Deadline deadline = Deadline.in(drainNanos, clock);
        try {
            while (!isDrained() && !deadline.isPassed()) {
                if (doWork() == 0) {
                    sleepMs.accept(20);
                }
            }
        } finally {
            shards.forEach(Shard::close);
            readers.close();
        }
    }

    private boolean isDrained() {
        long committed = source.committed();
        return shards.stream().allMatch(shard -> shard.isReady() && shard.cursor() >= committed);
    }

    /** Returns how many items were read for shards that stand at one frame. */
    private int shipCohort() throws IOException {
        long committed = source.committed();
        long[] places = shards.stream()
                .filter(shard -> shard.isReady() && shard.cursor() < committed)
                .mapToLong(Shard::cursor)
                .sorted()
                .distinct()
                .toArray();
        if (places.length == 0) {
            return 0;
        }
        int chosen = turn++ % places.length;
        long until = chosen + 1 < places.length ? places[chosen + 1] : committed;
        List<Shard> cohort = shards.stream()
                .filter(shard -> shard.isReady() && shard.cursor() == places[chosen])
                .collect(Collectors.toList());
        cohort.forEach(shard -> shard.sets().clear());
        FrameReader reader = readers.at(places[chosen]);
        int items = 0;
        while (items < ITEMS_PER_SHARD * cohort.size() && reader.position() < until) {
            int read = reader.read((tenant, first, second, id, from, length) -> take(cohort, tenant, first, second), 1);
            if (read == 0) {
                break;
            }
            items += read;
        }
        long frame = reader.position();
        if (frame > places[chosen]) {
            cohort.forEach(shard -> attempt(shard, () -> {
                shard.sets().ship();
                shard.advanceTo(frame);
            }));
        }
        return items;
    }

    private static void take(List<Shard> cohort, int tenant, long first, long second) {
        for (int i = 0; i < cohort.size(); i++) {
            cohort.get(i).sets().take(tenant, first, second);
        }
    }

    /** Returns how many items were read for sets that were lost. */
    private int repair() throws IOException {
        int items = 0;
        for (Shard shard : shards) {
            if (shard.isReady() && shard.sets().repair().isDue(shard.cursor())) {
                items += repair(shard, shard.sets().repair());
            }
        }
        return items;
    }

    private int repair(Shard shard, Repair repair) throws IOException {
        shard.sets().clear();
        FrameReader reader = readers.at(repair.position());
        int items = 0;
        boolean isAtEnd = false;
        while (items < ITEMS_PER_SHARD && reader.position() < repair.until() && !isAtEnd) {
            int read = reader.read(
                    (tenant, first, second, id, from, length) -> {
                        if (repair.has(tenant)) {
                            shard.sets().take(tenant, first, second);
                        }
                    },
                    1);
            isAtEnd = read == 0;
            items += read;
        }
        long frame = isAtEnd ? repair.until() : reader.position();
        attempt(shard, () -> {
            shard.sets().ship();
            repair.advanceTo(frame);
        });
        return items;
    }

    private void attempt(Shard shard, Runnable step) {
        try {
            step.run();
        } catch (RedisException e) {
            shard.failed(e.fault().label(), e.getMessage());
        } catch (ClassCastException | IndexOutOfBoundsException | NumberFormatException e) {
            shard.failed("malformed", "a reply is malformed: " + e.getMessage());
        }
    }
}
