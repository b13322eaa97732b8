package junretsu.numbers.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import junretsu.numbers.LineWriter;
import junretsu.numbers.NumberWire;

/**
 * Takes lines as they were read: parses them, adds their numbers to the set, and writes the new ones to the log. The
 * received bytes themselves are written when all their lines are new. Nothing is allocated for a line. To be used by
 * one thread, for one connection after another; its counts may be read by any thread.
 */
final class LineTaker {
    /** The part of the server that it uses. */
    interface Server {
        /** Takes note that the line {@code terminate} came. */
        void terminate();

        /** Takes note that the server cannot do its work any more, for a reason that is a sentence. */
        void fail(String reason);
    }

    private final BatchInserter adder;
    private final NumberLog log;
    private final LineParser parser;
    private final Server server;
    private final ReaderCounts counts = new ReaderCounts();
    private final ByteBuffer lines;
    private final int[] numbers;

    /** @param bytesMax that a buffer of lines can hold */
    LineTaker(int bytesMax, NumberSet set, NumberLog log, LineParser parser, Server server) {
        adder = new BatchInserter(set);
        this.log = log;
        this.parser = parser;
        this.server = server;
        lines = little(bytesMax + NumberWire.LINE_BYTES);
        numbers = new int[bytesMax / NumberWire.LINE_BYTES + 1];
    }

    /** A buffer for lines outside Java's heap. */
    static ByteBuffer little(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    ReaderCounts counts() {
        return counts;
    }

    /**
     * Takes all whole lines from the buffer's position on, and moves it behind them.
     *
     * @param input little-endian
     * @return false when nothing more is to be taken from where they came from: a line was rejected or was
     *     {@code terminate}, or the log takes no more
     */
    boolean take(ByteBuffer input) {
        int begin = input.position();
        LineParser.Stop stop = parser.parse(input, numbers);
        if (parser.count() > 0 && !add(input, begin)) {
            return false;
        }
        if (stop == LineParser.Stop.BAD_LINE) {
            counts.addRejected();
        } else if (stop == LineParser.Stop.TERMINATE) {
            server.terminate();
        }
        return stop == LineParser.Stop.MORE;
    }

    /**
     * Adds what was parsed, to the set and to the log.
     *
     * @param begin of it in the input
     * @return false when the log takes no more
     */
    private boolean add(ByteBuffer input, int begin) {
        int count = parser.count();
        int newNumbers = adder.add(numbers, count);
        int end = input.position();
        if (newNumbers == count && end - begin == count * NumberWire.LINE_BYTES) {
            int limit = input.limit();
            boolean isLogged = log(input.limit(end).position(begin), count, 0);
            input.limit(limit).position(end);
            return isLogged;
        }
        lines.clear();
        for (int i = 0; i < newNumbers; i++) {
            LineWriter.write(numbers[i], lines);
        }
        return log(lines.flip(), newNumbers, count - newNumbers);
    }

    private boolean log(ByteBuffer newLines, int newNumbers, int repeated) {
        int begin = newLines.position();
        try {
            log.append(newLines);
        } catch (IOException e) {
            counts.addNumbers((newLines.position() - begin) / NumberWire.LINE_BYTES, 0);
            server.fail(e.getMessage());
            return false;
        }
        counts.addNumbers(newNumbers, repeated);
        return true;
    }
}
