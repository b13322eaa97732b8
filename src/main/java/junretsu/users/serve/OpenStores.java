package junretsu.users.serve;

import java.io.Closeable;
import java.io.IOException;
import junretsu.config.StartException;
import junretsu.users.account.SessionStore;
import junretsu.users.account.UserStore;
import junretsu.users.limit.LoginLimits;

/**
 * The stores that have been opened, and what a server needs to know of them.
 *
 * @param location for people: a directory, or addresses without passwords
 * @param secrets to be asked before the threads are started
 * @param closing ends what the stores stand on
 */
public record OpenStores(
        UserStore users,
        SessionStore sessions,
        LoginLimits limits,
        String location,
        Secrets secrets,
        StoreGauges gauges,
        Closeable closing)
        implements Closeable {

    /** Keeps random bytes with the accounts. */
    @FunctionalInterface
    public interface Secrets {

        /**
         * The bytes that are kept under a name.
         *
         * @param fresh are kept when there are none yet; null to keep none
         * @return null when there are none
         * @throws StartException when they cannot be kept or read
         */
        byte[] keep(String name, byte[] fresh) throws StartException;
    }

    @Override
    public void close() throws IOException {
        closing.close();
    }
}
