package junretsu.numbers.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import junretsu.base.Worker;
import junretsu.numbers.LineWriter;
import junretsu.numbers.NumberWire;

/**
 * Serves one connection after the other: reads what there is, adds its numbers to the set, and writes the new ones to the log before
 * it reads on. Nothing is allocated for a line.
 */
final class NumberReader implements Worker {
    /** What a reader needs of the server. */
    interface Server {
        /** A client left; its place is free. */
        void left(SocketChannel channel);

        /** A client has said the word. */
        void terminate();

        /** The log takes no more. */
        void fail(IOException cause);
    }

    private static final int INPUT_BYTES = 128 << 10;

    /** As many lines as the input can hold. */
    private static final int BATCH = INPUT_BYTES / NumberWire.LINE_BYTES + 1;

    private static final long LOOK_MS = 100;

    private final int index;
    private final BlockingQueue<SocketChannel> accepted;
    private final BatchInserter adder;
    private final NumberLog log;
    private final LineParser parser;
    private final Server server;
    private final ReaderCounts counts = new ReaderCounts();
    private final ByteBuffer input = little(INPUT_BYTES);
    private final ByteBuffer lines = little(INPUT_BYTES + NumberWire.LINE_BYTES);
    private final int[] numbers = new int[BATCH];
    private int newNumbers;
    private int repeated;

    /** Written by this reader; read by those who close it. */
    private volatile SocketChannel channel;

    private volatile long lastReadNanos;

    NumberReader(
            int index,
            BlockingQueue<SocketChannel> accepted,
            NumberSet set,
            NumberLog log,
            LineParser parser,
            Server server) {
        this.index = index;
        this.accepted = accepted;
        adder = new BatchInserter(set, BATCH);
        this.log = log;
        this.parser = parser;
        this.server = server;
    }

    @Override
    public String role() {
        return "number-reader-" + index;
    }

    @Override
    public int doWork() throws InterruptedException {
        if (channel == null) {
            SocketChannel next = accepted.poll(LOOK_MS, TimeUnit.MILLISECONDS);
            if (next == null) {
                return 0;
            }
            input.clear();
            lastReadNanos = System.nanoTime();
            channel = next;
        }
        serve();
        return 1;
    }

    /** Ends the connection under way, if there is one; what was read of it is counted. Any thread. */
    void closeConnection() {
        SocketChannel open = channel;
        if (open != null) {
            closeQuietly(open);
        }
    }

    /** Ends the connection under way when it has been silent since then. Any thread. */
    void closeIfSilentSince(long nanos) {
        if (lastReadNanos - nanos < 0) {
            closeConnection();
        }
    }

    ReaderCounts counts() {
        return counts;
    }

    private void serve() {
        int bytes = read();
        if (bytes < 0) {
            if (input.position() > 0) {
                counts.addUnfinished();
            }
            leave();
            return;
        }
        lastReadNanos = System.nanoTime();
        counts.addBytes(bytes);
        input.flip();
        LineParser.Stop stop = take();
        input.compact();
        if (!write()) {
            leave();
        } else if (stop == LineParser.Stop.BAD_LINE) {
            counts.addRejected();
            leave();
        } else if (stop == LineParser.Stop.TERMINATE) {
            leave();
            server.terminate();
        }
    }

    /** @return -1 at the end, whoever brought it about */
    private int read() {
        try {
            return channel.read(input);
        } catch (IOException e) {
            return -1;
        }
    }

    private LineParser.Stop take() {
        LineParser.Stop stop = parser.parse(input, numbers);
        int count = parser.count();
        newNumbers = adder.add(numbers, count);
        repeated = count - newNumbers;
        lines.clear();
        for (int i = 0; i < newNumbers; i++) {
            LineWriter.write(numbers[i], lines);
        }
        return stop;
    }

    private boolean write() {
        try {
            log.append(lines.flip());
        } catch (IOException e) {
            server.fail(e);
            return false;
        }
        counts.addNumbers(newNumbers, repeated);
        return true;
    }

    private void leave() {
        SocketChannel left = channel;
        channel = null;
        closeQuietly(left);
        server.left(left);
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone all the same.
        }
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
