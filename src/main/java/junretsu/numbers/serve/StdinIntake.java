package junretsu.numbers.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import junretsu.base.Deadline;
import junretsu.base.DistinctErrors;
import junretsu.base.Worker;
import junretsu.service.Workers;

/**
 * Standard input instead of clients. Its end is the server's; a line that is rejected or has no line feed is a failure.
 */
final class StdinIntake implements Intake, Worker {
    private final ReadableByteChannel stdin;
    private final LineTaker taker;
    private final LineTaker.Server server;
    private final DistinctErrors errors;
    private final IntakeThreads threads;
    private final ByteBuffer input = LineTaker.little(NumberReader.INPUT_BYTES);
    private boolean hasEnded;

    /**
     * @param stdin closed at the stop
     * @param takers makes a taker for buffers of so many bytes
     */
    StdinIntake(
            ReadableByteChannel stdin,
            IntFunction<LineTaker> takers,
            LineTaker.Server server,
            Workers workers,
            DistinctErrors errors) {
        this.stdin = stdin;
        this.server = server;
        this.errors = errors;
        taker = takers.apply(NumberReader.INPUT_BYTES);
        threads = new IntakeThreads(workers);
        threads.add(this, taker);
    }

    @Override
    public String role() {
        return "number-reader-stdin";
    }

    @Override
    public int doWork() {
        if (hasEnded) {
            LockSupport.park();
            return 0;
        }
        int bytes = read();
        if (bytes < 0) {
            end();
            return 0;
        }
        taker.counts().addBytes(bytes);
        hasEnded = !taker.take(input.flip());
        input.compact();
        if (hasEnded && taker.counts().rejected() > 0) {
            server.fail("line " + (taker.counts().received() + 1) + " of standard input is not nine digits and a"
                    + " line feed; it and what follows it was not taken");
        }
        return 1;
    }

    /** Returns the bytes read, or -1 at the end. */
    private int read() {
        try {
            return stdin.read(input);
        } catch (IOException e) {
            if (stdin.isOpen()) {
                server.fail("cannot read standard input: " + e.getMessage());
            }
            return -1;
        }
    }

    private void end() {
        hasEnded = true;
        if (input.position() > 0) {
            taker.counts().addUnfinished();
            server.fail("the last line of standard input has no line feed, so it was not taken");
        }
        server.terminate();
    }

    @Override
    public int stop(Deadline deadline) {
        return threads.stop(deadline, () -> errors.close("standard input", stdin));
    }

    @Override
    public void addTo(NumberTotals.Sum sum) {
        threads.addTo(sum);
    }
}
