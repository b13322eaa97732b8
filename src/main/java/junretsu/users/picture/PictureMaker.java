package junretsu.users.picture;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import junretsu.base.Clock;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.base.WorkerThread;
import junretsu.users.picture.PictureCounts.Outcome;

/**
 * Makes small squares of strangers' pictures, on two threads of its own with a bounded queue. All is encoded anew, so
 * that places, scripts and whatever else a file can hold are gone. Any thread may call.
 */
public final class PictureMaker {
    /** Pixels of a side of a picture that is kept, at most. */
    public static final int SIDE = 512;

    /** Pixels of a side of the small one, at most, which is made of the other. */
    public static final int SMALL_SIDE = 96;

    /** The longest file that is taken. */
    public static final int BYTES_MAX = CleanPicture.BYTES_MAX;

    private static final int THREADS = 2;
    private static final int WAITING_MAX = 8;
    private static final long DECODE_NANOS_MAX = TimeUnit.SECONDS.toNanos(5);
    private static final long LOOK_MS = 100;

    private final BlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final SquareDecoder decoder;
    private final PictureCounts counts = new PictureCounts();
    private final Clock clock;

    public PictureMaker(Clock clock) {
        this.clock = clock;
        decoder = new SquareDecoder(clock, DECODE_NANOS_MAX);
    }

    /** Adds its threads to a server, which starts and stops them. */
    public void addTo(BiFunction<Worker, IdlePolicy, WorkerThread> workers) {
        for (int i = 0; i < THREADS; i++) {
            workers.apply(new Maker("users-picture-maker-" + i), IdlePolicy.none());
        }
    }

    /**
     * A JPEG file as the back end takes it.
     *
     * @param file a JPEG, PNG or GIF file; or none
     * @return fails with {@link RejectedPicture}, or with {@link RejectedExecutionException} when too many wait
     */
    public CompletionStage<byte[]> make(byte[] file) {
        return soon(file, SIDE);
    }

    /** The small picture of one that was made, in the same way. */
    public CompletionStage<byte[]> makeSmall(byte[] made) {
        return soon(made, SMALL_SIDE);
    }

    private CompletionStage<byte[]> soon(byte[] file, int side) {
        CompletableFuture<byte[]> stage = new CompletableFuture<>();
        Runnable task = () -> {
            try {
                stage.complete(made(file, side));
            } catch (RuntimeException e) {
                stage.completeExceptionally(e);
            }
        };
        if (!waiting.offer(task)) {
            counts.add(Outcome.REFUSED);
            stage.completeExceptionally(new RejectedExecutionException("too many pictures wait to be made smaller"));
        }
        return stage;
    }

    private byte[] made(byte[] file, int side) {
        long begin = clock.nanoTime();
        Outcome outcome = Outcome.FAILED;
        try {
            byte[] made = SquareEncoder.encode(decoder.decode(CleanPicture.of(file), side));
            outcome = Outcome.MADE;
            return made;
        } catch (RejectedPicture e) {
            outcome = Outcome.REJECTED;
            throw e;
        } finally {
            counts.add(outcome);
            counts.took(clock.nanoTime() - begin);
        }
    }

    /** Counts of what was asked for, small ones too. */
    public PictureCounts counts() {
        return counts;
    }

    /** Pictures that wait for a thread. */
    public int waiting() {
        return waiting.size();
    }

    private final class Maker implements Worker {
        private final String role;

        Maker(String role) {
            this.role = role;
        }

        @Override
        public String role() {
            return role;
        }

        @Override
        public int doWork() throws InterruptedException {
            Runnable task = waiting.poll(LOOK_MS, TimeUnit.MILLISECONDS);
            if (task == null) {
                return 0;
            }
            task.run();
            return 1;
        }

        @Override
        public void onClose() {
            for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
                task.run();
            }
        }
    }
}
