package junretsu.users.picture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.Tasks;
import junretsu.base.Worker;
import junretsu.base.WorkerThread;
import junretsu.config.StartException;
import junretsu.users.account.Account;
import junretsu.users.account.StoreUnavailable;
import junretsu.users.account.UserStore;
import junretsu.users.verbs.Pictures;

/**
 * Pictures in a directory. One thread reads and writes the files and completes the stages; another removes once an hour
 * what has been nobody's for a day. Any thread may call.
 */
public final class PictureFiles implements Pictures {
    private static final int WAITING_MAX = 256;
    private static final long SWEEP_NANOS = TimeUnit.HOURS.toNanos(1);

    private final PictureDirectory directory;
    private final UserStore users;
    private final DistinctErrors errors;
    private final Clock clock;
    private final Tasks tasks = new Tasks("users-pictures");
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * @param users those who name the pictures
     * @param errors where the sweep records that it could not remove something
     * @throws StartException when the directory cannot be made or written
     */
    public PictureFiles(Path directory, UserStore users, DistinctErrors errors, Clock clock) throws StartException {
        this.directory = new PictureDirectory(directory);
        this.users = users;
        this.errors = errors;
        this.clock = clock;
    }

    /** Adds its two threads to a server, which starts and stops them. */
    public void addTo(BiFunction<Worker, IdlePolicy, WorkerThread> workers) {
        tasks.addTo(workers);
        workers.apply(new PictureSweep(directory, users, errors, clock), IdlePolicy.every(SWEEP_NANOS));
    }

    @Override
    public CompletionStage<String> keep(Account account, byte[] bytes) {
        return soon(() -> {
            StoredJpeg picture = StoredJpeg.of(bytes);
            String hash = HexFormat.of().formatHex(picture.hash());
            unsettle(hash, account);
            unsettle(account.picture(), account);
            directory.write(hash, picture.bytes());
            return hash;
        });
    }

    @Override
    public CompletionStage<Void> release(Account account) {
        return soon(() -> {
            unsettle(account.picture(), account);
            return null;
        });
    }

    private void unsettle(String hash, Account account) throws IOException {
        if (!hash.isEmpty()) {
            directory.unsettle(hash, account.username(), clock.epochMillis());
        }
    }

    @Override
    public CompletionStage<byte[]> find(String hash) {
        return soon(() -> directory.read(hash));
    }

    private <T> CompletionStage<T> soon(Callable<T> work) {
        CompletableFuture<T> stage = new CompletableFuture<>();
        if (waiting.incrementAndGet() > WAITING_MAX) {
            waiting.decrementAndGet();
            stage.completeExceptionally(new StoreUnavailable("too many pictures wait for the disk", null));
            return stage;
        }
        tasks.execute(() -> {
            waiting.decrementAndGet();
            try {
                stage.complete(work.call());
            } catch (IOException e) {
                stage.completeExceptionally(
                        new StoreUnavailable("a picture cannot be kept or read: " + e.getMessage(), e));
            } catch (Exception e) {
                stage.completeExceptionally(e);
            }
        });
        return stage;
    }
}
