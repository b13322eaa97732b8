package junretsu.redis;

import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLSocketFactory;
import junretsu.base.Clock;
import junretsu.base.Deadline;
import junretsu.config.TlsTrust;
import junretsu.redis.RedisException.NoReply;
import junretsu.redis.RedisException.Rejected;
import junretsu.redis.RedisException.Unreachable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

/**
 * One connection to the server that has the keys, made when it is needed. To be used by one thread.
 *
 * <p>All keys of a link's user are in one slot at a time, so a Redis Cluster is to this class one server: it goes where
 * a MOVED reply sends it. That needs neither a pool nor a table of slots, and unlike Jedis's own cluster client, which
 * asks one server after another for as long as each may take, it has one time limit for all. It does not follow ASK:
 * while a slot is being moved, its keys are in two places and a missing one proves nothing.
 *
 * <p>A reply is a {@code byte[]}, a {@link Long}, null or a {@link List} of these. No reply takes longer than the
 * timeout of the configuration, nor more room than {@link ReplyLimits} allows. After a {@link NoReply} the connection
 * is ended, since what may still come on it belongs to no command.
 */
public final class RedisLink implements AutoCloseable {
    private static final int REDIRECTIONS_MAX = 5;

    /** The most bytes of a pipeline that stay unread, so that writing it never waits for a Redis that does not read. */
    private static final int CHUNK_BYTES_MAX = RedisSockets.SEND_BUFFER_BYTES / 2;

    private final Clock clock;
    private final JedisClientConfig clientConfig;
    private final RedisAddresses addresses;
    private final boolean isCluster;
    private final SSLSocketFactory tls;
    private final int timeoutMs;
    private Deadline stepEnd;
    private long startedNs;
    private long connections;
    private Connection connection;

    /** @throws junretsu.config.UsageException when the certificates of the configuration cannot be read */
    public RedisLink(RedisConfig config, Clock clock) {
        this.clock = clock;
        this.addresses = new RedisAddresses(config.addresses());
        this.isCluster = config.isCluster();
        this.tls =
                config.isTls() ? TlsTrust.context("redis-ca", config.caFile()).getSocketFactory() : null;
        this.timeoutMs = config.timeoutMs();
        this.startedNs = clock.nanoTime();
        this.clientConfig = DefaultJedisClientConfig.builder()
                .resp2()
                .socketTimeoutMillis(timeoutMs)
                .user(config.user())
                .password(config.password())
                .database(config.database())
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .build();
    }

    /** Starts the time of a job of several steps: none of them begins when a whole timeout has passed. */
    public void begin() {
        startedNs = clock.nanoTime();
    }

    /** Returns false when steps that may wait for the next job should do so. */
    public boolean hasTimeToSpare() {
        return elapsedMs() < timeoutMs / 2;
    }

    public boolean isConnected() {
        return connection != null;
    }

    /** Returns how many connections have been made so far. */
    public long connections() {
        return connections;
    }

    /** The address of the server that is connected, or that the next connection goes to. */
    public String address() {
        return addresses.current().toString();
    }

    /**
     * Connects when there is no connection.
     *
     * @throws Unreachable when none of the known servers takes one
     */
    public void connect() {
        for (int attempt = 1; connection == null; attempt++) {
            requireTime();
            stepEnd = Deadline.in(TimeUnit.MILLISECONDS.toNanos(timeoutMs), clock);
            try {
                connection =
                        new LimitedConnection(new RedisSockets(addresses.current(), () -> stepEnd, tls), clientConfig);
                connections++;
                learnCluster();
            } catch (RuntimeException e) {
                String address = address();
                drop();
                if (attempt >= addresses.size()) {
                    throw new Unreachable(address, RedisFault.of(e, false), e);
                }
            }
        }
    }

    /**
     * Sends a command and waits for its reply.
     *
     * @throws Unreachable when it was not sent
     * @throws NoReply when it was sent but there is no reply
     * @throws Rejected when Redis rejected it
     */
    public Object call(RedisCommand command) {
        return exchange(to -> to.executeCommand(new CommandWords(command)));
    }

    /** Does as {@link #call} does, for a command that changes nothing: without a reply it is {@link Unreachable}. */
    public Object ask(RedisCommand command) {
        try {
            return call(command);
        } catch (NoReply e) {
            throw new Unreachable(address(), e.fault(), e.getCause());
        }
    }

    /**
     * Waits for another reply on the connection, as a subscription brings them.
     *
     * @throws NoReply when none came in time
     */
    Object receive() {
        return exchange(Connection::getOne);
    }

    /**
     * Sends many commands without waiting for each reply. Every so many of them have the time of one {@link #call}
     * together; after a redirection those that were under way are sent again, so they must be such as may be repeated.
     *
     * @return the replies in order
     * @throws Rejected for the first command that was rejected; others behind it may have been executed
     * @throws RedisException as {@link #call} does; commands before the one that failed may have been executed
     */
    public List<Object> callAll(List<RedisCommand> commands) {
        List<Object> replies = new ArrayList<>(commands.size());
        callAll(commands, replies);
        return replies;
    }

    /**
     * Does as {@link #callAll(List)} does.
     *
     * @param replies gets them in order; when it fails, those of the commands before the one that failed, as far as
     *     they are known
     */
    public void callAll(List<RedisCommand> commands, List<Object> replies) {
        for (int sent = 0; sent < commands.size(); ) {
            begin();
            List<RedisCommand> chunk = chunk(commands, sent);
            List<Object> answered = exchange(to -> pipelined(to, chunk));
            int rejected = firstRejected(answered);
            replies.addAll(answered.subList(0, rejected));
            if (rejected < answered.size()) {
                throw rejected((JedisDataException) answered.get(rejected));
            }
            sent += chunk.size();
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

    private <T> T exchange(Function<Connection, T> step) {
        for (int redirections = 0; ; redirections++) {
            connect();
            requireTime();
            stepEnd = Deadline.in(TimeUnit.MILLISECONDS.toNanos(timeoutMs), clock);
            try {
                return step.apply(connection);
            } catch (JedisMovedDataException moved) {
                if (redirections == REDIRECTIONS_MAX || !follow(moved.getTargetNode())) {
                    throw new Rejected(address(), RedisFault.CLUSTER, moved);
                }
            } catch (JedisDataException e) {
                throw rejected(e);
            } catch (RuntimeException e) {
                String address = address();
                drop();
                throw new NoReply(address, RedisFault.of(e, true), e);
            }
        }
    }

    private static List<Object> pipelined(Connection to, List<RedisCommand> chunk) {
        chunk.forEach(command -> to.sendCommand(new CommandWords(command)));
        List<Object> replies = to.getMany(chunk.size());
        int rejected = firstRejected(replies);
        if (rejected < replies.size() && replies.get(rejected) instanceof JedisMovedDataException moved) {
            throw moved;
        }
        return replies;
    }

    private static int firstRejected(List<Object> replies) {
        int at = 0;
        while (at < replies.size() && !(replies.get(at) instanceof JedisDataException)) {
            at++;
        }
        return at;
    }

    private Rejected rejected(JedisDataException e) {
        return new Rejected(address(), RedisFault.of(e, true), e);
    }

    private static List<RedisCommand> chunk(List<RedisCommand> commands, int from) {
        int to = from + 1;
        for (int size = commands.get(from).size(); to < commands.size(); to++) {
            size += commands.get(to).size();
            if (size > CHUNK_BYTES_MAX) {
                break;
            }
        }
        return commands.subList(from, to);
    }

    private boolean follow(HostAndPort target) {
        close();
        return addresses.name(target.getHost(), target.getPort());
    }

    private void learnCluster() {
        if (isCluster) {
            try {
                addresses.learnAll(connection.executeCommand(new CommandWords(RedisCommand.of("CLUSTER", "SLOTS"))));
            } catch (JedisDataException e) {
                // Not allowed to ask, or no cluster after all: the seeds will do.
            }
        }
    }

    private void requireTime() {
        if (elapsedMs() > timeoutMs) {
            Exception late = new SocketTimeoutException("no time left for another step");
            throw new Unreachable(address(), RedisFault.TIMEOUT, new JedisConnectionException("late", late));
        }
    }

    private long elapsedMs() {
        return TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - startedNs);
    }
}
