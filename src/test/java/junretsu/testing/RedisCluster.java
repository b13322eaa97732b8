package junretsu.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Redis Cluster of three masters without replicas. */
public final class RedisCluster implements AutoCloseable {
    private static final int SLOTS = 16_384;
    private static final int SIZE = 3;
    private static final long START_LIMIT_NS = TimeUnit.SECONDS.toNanos(30);

    private final List<RedisServer> servers = new ArrayList<>();

    public static RedisCluster start() {
        RedisCluster cluster = new RedisCluster();
        for (int i = 0; i < SIZE; i++) {
            cluster.servers.add(startServer());
        }
        cluster.join();
        return cluster;
    }

    private static RedisServer startServer() {
        return RedisServer.start(
                "--cluster-enabled",
                "yes",
                "--cluster-port",
                Integer.toString(RedisServer.freePort()),
                "--cluster-node-timeout",
                "5000");
    }

    /** Starts a replica of one of the servers, in step with it and known to all; to be closed by the caller. */
    public RedisServer replicaOf(RedisServer primary) {
        RedisServer replica = startServer();
        primary.command("CONFIG", "SET", "repl-diskless-sync-delay", "0");
        meet(replica, primary);
        Waiting.until(
                "all to know the replica",
                TimeUnit.NANOSECONDS.toMillis(START_LIMIT_NS),
                () -> knows(replica, primary) && servers.stream().allMatch(server -> knows(server, replica)));
        replica.command("CLUSTER", "REPLICATE", id(primary));
        replica.awaitPrimary();
        return replica;
    }

    public List<RedisServer> servers() {
        return servers;
    }

    /** The server that has the key. */
    public RedisServer owner(String key) {
        Object slot = servers.get(0).command("CLUSTER", "KEYSLOT", key);
        return servers.get((int) ((Long) slot * SIZE / SLOTS));
    }

    /** Moves a key's slot with all its keys to a server, as resharding does it; works once for each slot. */
    public void move(String key, RedisServer to) {
        RedisServer from = owner(key);
        String slot = from.command("CLUSTER", "KEYSLOT", key).toString();
        beginMove(key, to);
        for (Object moved : (List<?>) from.command("CLUSTER", "GETKEYSINSLOT", slot, "1000")) {
            from.command("MIGRATE", "127.0.0.1", Integer.toString(to.port()), (String) moved, "0", "5000");
        }
        for (RedisServer server : List.of(to, from)) {
            server.command("CLUSTER", "SETSLOT", slot, "NODE", id(to));
        }
    }

    /** Marks a key's slot as being moved to a server, and moves nothing yet. */
    public void beginMove(String key, RedisServer to) {
        RedisServer from = owner(key);
        String slot = from.command("CLUSTER", "KEYSLOT", key).toString();
        to.command("CLUSTER", "SETSLOT", slot, "IMPORTING", id(from));
        from.command("CLUSTER", "SETSLOT", slot, "MIGRATING", id(to));
    }

    @Override
    public void close() {
        servers.forEach(RedisServer::close);
    }

    private static String id(RedisServer server) {
        return (String) server.command("CLUSTER", "MYID");
    }

    private void join() {
        RedisServer first = servers.get(0);
        for (int i = 0; i < SIZE; i++) {
            servers.get(i).command("CLUSTER", "ADDSLOTSRANGE", boundary(i), Integer.toString(nextBoundary(i) - 1));
            servers.get(i).command("CONFIG", "SET", "cluster-require-full-coverage", "no");
            // Else the servers settle for different ones later, and one may take back a slot that was moved meanwhile.
            servers.get(i).command("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
            meet(servers.get(i), first);
        }
        long deadlineNs = System.nanoTime() + START_LIMIT_NS;
        while (!servers.stream().allMatch(RedisCluster::knowsAll)) {
            if (System.nanoTime() > deadlineNs) {
                throw new IllegalStateException("the cluster did not form: " + first.command("CLUSTER", "NODES"));
            }
            Waiting.sleep(10);
        }
    }

    private static void meet(RedisServer server, RedisServer other) {
        server.command("CLUSTER", "MEET", "127.0.0.1", Integer.toString(other.port()), (String)
                ((List<?>) other.command("CONFIG", "GET", "cluster-port")).get(1));
    }

    private static boolean knows(RedisServer server, RedisServer other) {
        String nodes = (String) server.command("CLUSTER", "NODES");
        return nodes.contains(id(other)) && !nodes.contains("handshake");
    }

    private static boolean knowsAll(RedisServer server) {
        String info = (String) server.command("CLUSTER", "INFO");
        return info.contains("cluster_state:ok")
                && info.contains("cluster_slots_assigned:" + SLOTS)
                && info.contains("cluster_known_nodes:" + SIZE)
                && info.contains("cluster_size:" + SIZE);
    }

    private static String boundary(int server) {
        return Integer.toString(nextBoundary(server - 1));
    }

    /** The smallest slot with {@code slot * SIZE / SLOTS > server}. */
    private static int nextBoundary(int server) {
        return ((server + 1) * SLOTS + SIZE - 1) / SIZE;
    }
}
