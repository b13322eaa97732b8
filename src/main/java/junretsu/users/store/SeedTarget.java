package junretsu.users.store;

import java.io.Closeable;
import java.util.List;
import junretsu.users.account.Account;
import junretsu.users.account.StoreUnavailable;

/** A store that many accounts are put into at once. For one thread, which waits. */
public interface SeedTarget extends Closeable {

    /** The state of a seeding. */
    record State(boolean hasAccounts, boolean isSeeded, long next) {}

    /**
     * Looks at the store.
     *
     * @param total accounts that are to be there at the end
     * @return whether it has any account, whether it was ever seeded, and how many of so many are there, which is 0 for
     *     another number than last time
     */
    State look(long total) throws StoreUnavailable;

    /**
     * Adds accounts whose names are free, and leaves those that are there as they are; on the disk at the return.
     *
     * @param total accounts that are to be there at the end
     * @param next of them that are there then
     */
    void add(List<Account> accounts, long total, long next) throws StoreUnavailable;

    /** Gives free what seeding needed; the store stays as it is. */
    @Override
    void close();
}
