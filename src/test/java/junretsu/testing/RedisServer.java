package junretsu.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.SafeEncoder;

/**
 * A redis-server of the test's own, on a free port of 127.0.0.1 and with a directory of its own under the system's
 * temporary one. It writes nothing to disk unless its options say so.
 */
public final class RedisServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final long START_LIMIT_NS = TimeUnit.SECONDS.toNanos(20);

    private final int port;
    private final List<String> options;
    private final ServerProcess process = new ServerProcess("redis");

    private RedisServer(int port, List<String> options) {
        this.port = port;
        this.options = options;
    }

    /** @param options as on redis-server's command line, such as {@code "--appendonly", "yes"} */
    public static RedisServer start(String... options) {
        return start(freePort(), options);
    }

    /** A port that nobody listens on, for a server that shall come up later: one that the kernel gives to nobody by itself. */
    public static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 20_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(HOST))) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // Another test's.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public static RedisServer start(int port, String... options) {
        RedisServer server = new RedisServer(port, List.of(options));
        server.restart();
        return server;
    }

    public int port() {
        return port;
    }

    public String url() {
        return "redis://" + HOST + ":" + port;
    }

    /** Where it keeps its files. */
    public Path directory() {
        return process.directory();
    }

    /**
     * Runs one command on a connection of its own.
     *
     * @return a String, a Long, null or a List of these
     * @throws redis.clients.jedis.exceptions.JedisDataException when it is refused
     */
    public Object command(String... words) {
        JedisClientConfig config = DefaultJedisClientConfig.builder()
                .resp2()
                .connectionTimeoutMillis(5_000)
                .socketTimeoutMillis(20_000)
                .build();
        try (Connection connection = new Connection(new HostAndPort(HOST, port), config)) {
            return decoded(connection.executeCommand(arguments(words)));
        }
    }

    /** The fields and values of a hash, in order. */
    public Map<String, String> hash(String key) {
        List<?> flat = (List<?>) command("HGETALL", key);
        Map<String, String> hash = new TreeMap<>();
        for (int i = 0; i < flat.size(); i += 2) {
            hash.put((String) flat.get(i), (String) flat.get(i + 1));
        }
        return hash;
    }

    /** Makes it a replica of another server, and waits until it has what that has. */
    public void follow(RedisServer primary) {
        primary.command("CONFIG", "SET", "repl-diskless-sync-delay", "0");
        command("REPLICAOF", HOST, Integer.toString(primary.port));
        awaitPrimary();
    }

    /** Waits until this replica is in step with its primary. */
    public void awaitPrimary() {
        Waiting.until("the replica's link", TimeUnit.NANOSECONDS.toMillis(START_LIMIT_NS), () -> {
            String replication = (String) command("INFO", "replication");
            return replication.contains("master_link_status:up") && !replication.contains("master_sync_in_progress:1");
        });
    }

    /** Sends its replicas nothing any more, so that each of them stays at what it has by now. */
    public void leaveReplicasBehind() {
        command("ACL", "SETUSER", "default", "-psync", "-sync");
        command("CLIENT", "KILL", "TYPE", "replica");
    }

    /** Ends it without giving it time for anything. */
    public void kill() {
        process.kill();
    }

    /** Makes it stand still, as a stalled machine does: it takes connections but replies to nothing. */
    public void pause() {
        process.pause();
    }

    public void resume() {
        process.resume();
    }

    /** Starts it again after {@link #kill}, with what it had written to its directory. */
    public void restart() {
        launch();
        awaitReply();
    }

    /** Starts it again after {@link #kill} and returns at once, with more options. */
    public void restartUnawaited(String... moreOptions) {
        launch(moreOptions);
    }

    @Override
    public void close() {
        process.close();
    }

    private void launch(String... moreOptions) {
        List<String> command = new ArrayList<>(List.of(
                "redis-server",
                "--port",
                Integer.toString(port),
                "--bind",
                HOST,
                "--save",
                "",
                "--enable-debug-command",
                "yes",
                "--dir",
                directory().toString()));
        command.addAll(options);
        command.addAll(List.of(moreOptions));
        try {
            process.launch(command);
        } catch (IOException e) {
            throw new UncheckedIOException("redis-server is needed for this test: apt-get install redis-server", e);
        }
    }

    private void awaitReply() {
        long deadlineNs = System.nanoTime() + START_LIMIT_NS;
        while (!replies()) {
            if (System.nanoTime() > deadlineNs || !process.isAlive()) {
                throw new IllegalStateException("redis-server did not come up: " + process.printed());
            }
            Waiting.sleep(5);
        }
    }

    private boolean replies() {
        try {
            command("PING");
            return true;
        } catch (JedisException e) {
            String message = String.valueOf(e.getMessage());
            return message.startsWith("NOAUTH");
        }
    }

    private static CommandArguments arguments(String... words) {
        CommandArguments arguments = new CommandArguments(() -> SafeEncoder.encode(words[0]));
        for (int i = 1; i < words.length; i++) {
            arguments.add(words[i]);
        }
        return arguments;
    }

    private static Object decoded(Object reply) {
        if (reply instanceof List<?> list) {
            List<Object> decoded = new ArrayList<>();
            list.forEach(element -> decoded.add(decoded(element)));
            return decoded;
        }
        return reply instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : reply;
    }
}
