package junretsu.numbers.serve;

import java.util.ArrayDeque;
import java.util.Deque;
import junretsu.net.tcp.TcpConnection;

/** The clients that have a place and no reader yet. Any thread may call. */
final class WaitingClients {
    private final Deque<TcpConnection> clients = new ArrayDeque<>();
    private boolean isEnd;

    synchronized void add(TcpConnection client) {
        clients.add(client);
        notify();
    }

    /** Waits for the client that came first; returns null when there is none and {@link #end} was called. */
    synchronized TcpConnection next() throws InterruptedException {
        while (clients.isEmpty() && !isEnd) {
            wait();
        }
        return clients.poll();
    }

    /** Lets those that wait go, since no further client comes. */
    synchronized void end() {
        isEnd = true;
        notifyAll();
    }
}
