package junretsu.jobs.share;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import junretsu.jobs.queue.QueueLook;
import junretsu.jobs.queue.QueueLook.CallerLook;

/** The last look at each shard, asked for again and again by one thread; any thread may read. */
final class ShardLooks {
    private static final int CALLERS_MAX = 20;
    private static final ShardLook NOTHING = new ShardLook(0, 0, 0, 0, 0, 0, List.of());

    /**
     * One shard.
     *
     * @param open jobs
     * @param begun of these
     * @param callers with open jobs
     * @param failed jobs set apart
     * @param workers over all nodes
     * @param turnMicros mean CPU time of a turn
     */
    private record ShardLook(
            long open, long begun, long callers, long failed, int workers, long turnMicros, List<CallerLook> busiest) {}

    private final Lanes lanes;
    private final IntSupplier seatsTaken;
    private final BiConsumer<Integer, String> marks;
    private final AtomicReferenceArray<ShardLook> looks;

    /**
     * @param seatsTaken in this process
     * @param marks gets each shard's mark, again and again
     */
    ShardLooks(Lanes lanes, IntSupplier seatsTaken, BiConsumer<Integer, String> marks) {
        this.lanes = lanes;
        this.seatsTaken = seatsTaken;
        this.marks = marks;
        looks = new AtomicReferenceArray<>(lanes.keys().shards());
        for (int shard = 0; shard < looks.length(); shard++) {
            looks.set(shard, NOTHING);
        }
    }

    /** Asks all shards anew. */
    void refresh() {
        for (int i = 0; i < looks.length(); i++) {
            int shard = i;
            lanes.probe(shard, List.of(Integer.toString(CALLERS_MAX)), reply -> {
                List<?> parts = (List<?>) reply;
                looks.set(shard, parse(parts));
                marks.accept(shard, JobFields.text(parts.get(0)));
            });
        }
    }

    /** Takes note of how many jobs are open in a shard. */
    void posted(int shard, long open) {
        looks.updateAndGet(
                shard,
                look -> new ShardLook(
                        open,
                        look.begun(),
                        look.callers(),
                        look.failed(),
                        look.workers(),
                        look.turnMicros(),
                        look.busiest()));
    }

    /** Jobs that are open in all shards but one. */
    long openElsewhere(int shard) {
        return IntStream.range(0, looks.length())
                .filter(other -> other != shard)
                .mapToLong(other -> looks.get(other).open())
                .sum();
    }

    /** Seconds until a job is probably done that has so many of its caller's before it; negative when unknown. */
    double etaSeconds(int shard, long position) {
        ShardLook look = looks.get(shard);
        if (look.workers() == 0 || position < 0) {
            return -1;
        }
        return (position + 1.0) * Math.max(1, look.callers()) * look.turnMicros() / 1e6 / look.workers();
    }

    QueueLook sum() {
        long open = 0;
        long begun = 0;
        long active = 0;
        long failed = 0;
        List<CallerLook> callers = new ArrayList<>();
        for (int shard = 0; shard < looks.length(); shard++) {
            ShardLook look = looks.get(shard);
            open += look.open();
            begun += look.begun();
            active += look.callers();
            failed += look.failed();
            callers.addAll(look.busiest());
        }
        callers.sort(Comparator.comparingLong(CallerLook::cpuNanos).reversed());
        return new QueueLook(
                Math.max(0, open - begun),
                begun,
                active,
                seatsTaken.getAsInt(),
                failed,
                0,
                0,
                callers.subList(0, Math.min(CALLERS_MAX, callers.size())));
    }

    private static ShardLook parse(List<?> parts) {
        List<CallerLook> busiest = new ArrayList<>();
        for (Object entry : parts.subList(7, parts.size())) {
            List<?> words = (List<?>) entry;
            long queued = number(words, 1);
            busiest.add(new CallerLook(
                    JobFields.text(words.get(0)),
                    queued,
                    (int) Math.max(0, number(words, 2) - queued),
                    number(words, 3) * 1_000,
                    number(words, 4)));
        }
        return new ShardLook(
                number(parts, 1),
                number(parts, 2),
                number(parts, 3),
                number(parts, 4),
                (int) number(parts, 5),
                number(parts, 6),
                busiest);
    }

    private static long number(List<?> words, int index) {
        return JobFields.number(JobFields.text(words.get(index)));
    }
}
