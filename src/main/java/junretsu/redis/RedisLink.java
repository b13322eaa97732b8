package junretsu.redis;

import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import junretsu.base.Clock;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

/**
 * The one connection to the server that has the event, made when it is needed. To be used by one thread.
 *
 * <p>All keys of an event are in one slot, so a Redis Cluster is to this class one server at a time: it goes where a MOVED
 * reply sends it. That needs neither a pool nor a table of slots, and unlike Jedis's own cluster client, which asks one server
 * after another for as long as each may take, it has one time limit for all. It does not follow ASK: while a slot is being
 * moved, its keys are in two places and a missing one proves nothing.
 */
public final class RedisLink implements AutoCloseable {
    /** No connection could be made, or a mere question got no reply: nothing was changed. */
    public static final class Unreachable extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final RedisFault fault;

        Unreachable(String address, RedisFault fault, Throwable cause) {
            super(address + ": " + RedisFault.reason(cause), cause);
            this.fault = fault;
        }

        public RedisFault fault() {
            return fault;
        }
    }

    private static final int REDIRECTIONS_MAX = 5;

    private final Clock clock;
    private final JedisClientConfig clientConfig;
    private final RedisAddresses addresses;
    private final boolean isCluster;
    private final SSLSocketFactory tls;
    private final int timeoutMs;
    private long startedNs;
    private Connection connection;

    /** @throws junretsu.config.UsageException when the certificates of the configuration cannot be read */
    public RedisLink(RedisConfig config, Clock clock) {
        this.clock = clock;
        this.addresses = new RedisAddresses(config.addresses());
        this.isCluster = config.isCluster();
        this.tls = config.isTls() ? TlsTrust.socketFactory(config.caFile()) : null;
        this.timeoutMs = config.timeoutMs();
        this.clientConfig = DefaultJedisClientConfig.builder()
                .resp2()
                .socketTimeoutMillis(timeoutMs)
                .user(config.user())
                .password(config.password())
                .database(config.database())
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .build();
    }

    /** Starts the time that one flush has: no step of it begins when a whole timeout has passed. */
    public void begin() {
        startedNs = clock.nanoTime();
    }

    /** Whether there is time for steps that may as well wait for the next flush. */
    public boolean hasTimeToSpare() {
        return elapsedMs() < timeoutMs / 2;
    }

    public boolean isConnected() {
        return connection != null;
    }

    /** Where the connection goes, or would go. */
    public String address() {
        return addresses.current().toString();
    }

    /** Makes sure of a connection. */
    public void connect() {
        for (int attempt = 1; connection == null; attempt++) {
            requireTime();
            try {
                connection = new Connection(new RedisSockets(addresses.current(), timeoutMs, tls), clientConfig);
                learnCluster();
            } catch (JedisException e) {
                String address = address();
                drop();
                if (attempt >= addresses.size()) {
                    throw new Unreachable(address, faultOf(e, false), e);
                }
            }
        }
    }

    /**
     * Sends a command and waits for its reply.
     *
     * @throws Unreachable when it was not sent
     * @throws JedisConnectionException when it was sent but there is no reply
     * @throws JedisDataException when Redis refused it
     */
    public Object call(CommandArguments command) {
        for (int redirections = 0; ; redirections++) {
            connect();
            requireTime();
            try {
                return connection.executeCommand(command);
            } catch (JedisMovedDataException moved) {
                if (redirections == REDIRECTIONS_MAX) {
                    throw moved;
                }
                goTo(moved.getTargetNode());
            }
        }
    }

    /** As {@link #call}, for a command that changes nothing: without a reply it is {@link Unreachable}. */
    public Object ask(CommandArguments command) {
        try {
            return call(command);
        } catch (JedisConnectionException e) {
            throw new Unreachable(address(), faultOf(e, true), e);
        }
    }

    /** Ends the connection after a fault; the next one goes to the next address, if there are several. */
    public void drop() {
        close();
        addresses.passOn();
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (JedisException e) {
                // It was broken before, and whatever is left of it is closed.
            }
            connection = null;
        }
    }

    public static RedisFault faultOf(JedisException e, boolean wasConnected) {
        return e instanceof JedisConnectionException broken
                ? RedisFault.ofConnection(broken, wasConnected)
                : RedisFault.ofReply(e.getMessage());
    }

    private void goTo(HostAndPort address) {
        close();
        addresses.name(address);
    }

    private void learnCluster() {
        if (isCluster) {
            try {
                addresses.learnAll(
                        connection.executeCommand(new CommandArguments(Protocol.Command.CLUSTER).add("SLOTS")));
            } catch (JedisDataException e) {
                // Not allowed to ask, or no cluster after all: the seeds will do.
            }
        }
    }

    private void requireTime() {
        if (elapsedMs() > timeoutMs) {
            JedisConnectionException late = new JedisConnectionException("no time left for another step");
            throw new Unreachable(address(), RedisFault.TIMEOUT, late);
        }
    }

    private long elapsedMs() {
        return TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - startedNs);
    }
}
