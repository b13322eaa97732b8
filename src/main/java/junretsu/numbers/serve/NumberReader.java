package junretsu.numbers.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import junretsu.base.Worker;
import junretsu.net.tcp.TcpConnection;
import junretsu.numbers.LineWriter;
import junretsu.numbers.NumberWire;

/**
 * Serves one client after the other: reads what there is, adds its numbers to the set, and writes the new ones to the
 * log before it reads on. The received bytes themselves are written when all their lines are new. Nothing is allocated
 * for a line.
 */
final class NumberReader implements Worker {
    /** The part of the server that a reader uses. */
    interface Server {
        /** Takes note that a client has sent the line {@code terminate}. */
        void terminate();

        /** Takes note that the log cannot be written any more. */
        void fail(IOException cause);
    }

    private static final int INPUT_BYTES = 128 << 10;

    /** As many lines as the input can hold. */
    private static final int BATCH = INPUT_BYTES / NumberWire.LINE_BYTES + 1;

    private final int index;
    private final WaitingClients clients;
    private final BatchInserter adder;
    private final NumberLog log;
    private final LineParser parser;
    private final Server server;
    private final ReaderCounts counts = new ReaderCounts();
    private final ByteBuffer input = little(INPUT_BYTES);
    private final ByteBuffer lines = little(INPUT_BYTES + NumberWire.LINE_BYTES);
    private final int[] numbers = new int[BATCH];

    /** The client that is being served; null between two. */
    private TcpConnection client;

    NumberReader(int index, WaitingClients clients, NumberSet set, NumberLog log, LineParser parser, Server server) {
        this.index = index;
        this.clients = clients;
        adder = new BatchInserter(set);
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

    ReaderCounts counts() {
        return counts;
    }

    private void serve() {
        int bytes = client.read(input);
        if (bytes < 0) {
            end();
            return;
        }
        counts.addBytes(bytes);
        input.flip();
        LineParser.Stop stop = parser.parse(input, numbers);
        boolean isLogged = add();
        input.compact();
        if (!isLogged) {
            leave();
        } else if (stop == LineParser.Stop.BAD_LINE) {
            counts.addRejected();
            leave();
        } else if (stop == LineParser.Stop.TERMINATE) {
            leave();
            server.terminate();
        }
    }

    /** Adds what was parsed, to the set and to the log. @return false when the log takes no more */
    private boolean add() {
        int count = parser.count();
        int newNumbers = adder.add(numbers, count);
        int taken = input.position();
        if (newNumbers == count && taken == count * NumberWire.LINE_BYTES) {
            int end = input.limit();
            boolean isLogged = log(input.flip(), count, 0);
            input.limit(end).position(taken);
            return isLogged;
        }
        lines.clear();
        for (int i = 0; i < newNumbers; i++) {
            LineWriter.write(numbers[i], lines);
        }
        return log(lines.flip(), newNumbers, count - newNumbers);
    }

    private boolean log(ByteBuffer newLines, int newNumbers, int repeated) {
        try {
            log.append(newLines);
        } catch (IOException e) {
            counts.addNumbers(newLines.position() / NumberWire.LINE_BYTES, 0);
            server.fail(e);
            return false;
        }
        counts.addNumbers(newNumbers, repeated);
        return true;
    }

    private void end() {
        if (input.position() > 0) {
            counts.addUnfinished();
        }
        leave();
    }

    private void leave() {
        TcpConnection left = client;
        client = null;
        left.close();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
