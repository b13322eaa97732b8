package junretsu.numbers.serve;

import java.nio.ByteBuffer;
import junretsu.base.Worker;
import junretsu.net.tcp.TcpConnection;

/** Serves one client after the other: reads what there is and has its lines taken before it reads on. */
final class NumberReader implements Worker {
    /** Bytes of a read, at most. */
    static final int INPUT_BYTES = 128 << 10;

    private final int index;
    private final WaitingClients clients;
    private final LineTaker taker;
    private final ByteBuffer input = LineTaker.little(INPUT_BYTES);

    /** The client that is being served; null between two. */
    private TcpConnection client;

    /** @param taker for buffers of {@link #INPUT_BYTES} */
    NumberReader(int index, WaitingClients clients, LineTaker taker) {
        this.index = index;
        this.clients = clients;
        this.taker = taker;
    }

    @Override
    public String role() {
        return "number-reader-" + index;
    }

    @Override
    public int doWork() throws InterruptedException {
        if (client == null) {
            client = clients.next();
            if (client == null) {
                return 0;
            }
            input.clear();
        }
        serve();
        return 1;
    }

    /** The server stopped before the client's end was read. */
    @Override
    public void onClose() {
        if (client != null) {
            end();
        }
    }

    private void serve() {
        int bytes = client.read(input);
        if (bytes < 0) {
            end();
            return;
        }
        taker.counts().addBytes(bytes);
        boolean takesMore = taker.take(input.flip());
        input.compact();
        if (!takesMore) {
            leave();
        }
    }

    private void end() {
        if (input.position() > 0) {
            taker.counts().addUnfinished();
        }
        leave();
    }

    private void leave() {
        TcpConnection left = client;
        client = null;
        left.close();
    }
}
