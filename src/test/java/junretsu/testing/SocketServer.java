package junretsu.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A free TCP port of the loopback address, and a thread for each client that connects to it. */
public final class SocketServer implements AutoCloseable {
    private static final int BACKLOG = 100;

    private final ServerSocket listener;
    private final String name;
    private final Talk talk;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

    /** The server's side of one connection, which is closed when it returns or throws. */
    @FunctionalInterface
    public interface Talk {
        /** Called by a thread of the connection's own. Throws when the connection has ended */
        void with(Socket client) throws IOException;
    }

    /** @param name of the threads */
    public SocketServer(String name, Talk talk) {
        this(name, 0, talk);
    }

    /** @param receiveBufferBytes how much the kernel takes for the server unread; 0 for the system's own limit */
    public SocketServer(String name, int receiveBufferBytes, Talk talk) {
        this.name = name;
        this.talk = talk;
        try {
            listener = new ServerSocket();
            if (receiveBufferBytes > 0) {
                listener.setReceiveBufferSize(receiveBufferBytes);
            }
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Connections that are open on this side. */
    public int connections() {
        return clients.size();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                clients.add(client);
                start(() -> talk(client));
            }
        } catch (IOException e) {
            clients.forEach(SocketServer::close);
        }
    }

    private void talk(Socket client) {
        try (client) {
            talk.with(client);
        } catch (IOException e) {
            // The client has left, or the server was closed.
        } finally {
            clients.remove(client);
        }
    }

    private void start(Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket client) {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes no more clients, and closes the connections of those that there are. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
