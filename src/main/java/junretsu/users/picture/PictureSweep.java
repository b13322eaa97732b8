package junretsu.users.picture;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.Worker;
import junretsu.users.account.Account;
import junretsu.users.account.UserStore;
import junretsu.users.account.Username;

/**
 * Removes the pictures that no account has named for a day. That is safe without a lock: each file was made for one
 * account, and one that its account no longer names is never named again. The day is for the account that has yet to
 * name it, and for pages that still show it.
 */
final class PictureSweep implements Worker {
    static final long UNSETTLED_MS = TimeUnit.DAYS.toMillis(1);

    private static final long ANSWER_SECONDS = 10;

    private final PictureDirectory directory;
    private final UserStore users;
    private final DistinctErrors errors;
    private final Clock clock;

    PictureSweep(PictureDirectory directory, UserStore users, DistinctErrors errors, Clock clock) {
        this.directory = directory;
        this.users = users;
        this.errors = errors;
        this.clock = clock;
    }

    @Override
    public String role() {
        return "users-picture-sweep";
    }

    @Override
    public int doWork() throws InterruptedException {
        int settled = 0;
        try {
            for (PictureDirectory.Unsettled picture : directory.unsettledSince(clock.epochMillis() - UNSETTLED_MS)) {
                if (isToStay(picture)) {
                    directory.settle(picture.hash());
                } else {
                    directory.remove(picture.hash());
                }
                settled++;
            }
        } catch (IOException | ExecutionException | TimeoutException e) {
            errors.record("removing pictures that were replaced", e);
        }
        return settled;
    }

    /** A note that a power cut has emptied does not say who may name the picture, so it stays. */
    private boolean isToStay(PictureDirectory.Unsettled picture)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (Username.fold(picture.username()) == null) {
            return true;
        }
        Account account = users.find(picture.username()).toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        return account != null && account.picture().equals(picture.hash());
    }
}
