package junretsu.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Single votes from many ports at a steady pace, in a thread of their own, until it is closed. */
public final class Flood implements AutoCloseable {
    private static final int SENDERS = 32;

    private final List<VoteSender> senders = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "flood");
    private final Random random;
    private volatile boolean isOver;
    private long refused;

    /** @param seed of the buttons */
    public Flood(String host, int port, long seed) {
        random = new Random(seed);
        for (int i = 0; i < SENDERS; i++) {
            senders.add(new VoteSender(host, port));
        }
        thread.start();
    }

    private void run() {
        while (!isOver) {
            for (VoteSender sender : senders) {
                refused += sender.send((byte) random.nextInt(8)) ? 0 : 1;
            }
            Waiting.sleep(1);
        }
    }

    /** Ends it. @return votes that the kernel took */
    public long end() {
        isOver = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return sent();
    }

    /** Votes that the kernel took so far. */
    public long sent() {
        return senders.stream().mapToLong(VoteSender::sent).sum();
    }

    /** Votes that nobody listened for; to be asked when it has ended. */
    public long refused() {
        return refused;
    }

    @Override
    public void close() {
        end();
        senders.forEach(VoteSender::close);
    }
}
