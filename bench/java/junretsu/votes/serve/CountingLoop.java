package junretsu.votes.serve;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import junretsu.tally.CounterFile;
import junretsu.votes.VoteCells;
import junretsu.votes.VoteTally;

/** Measures {@link VoteCounter} on prepared packets, checks its sums, and prints a table in Markdown. */
final class CountingLoop {
    private static final int PACKETS = 64;
    private static final int ROUNDS = 7;
    private static final long ROUND_NANOS = 300_000_000;

    private CountingLoop() {}

    public static void main(String[] args) throws Exception {
        System.out.println("| payload | uniform, GB/s | skewed (70 % on one button), GB/s |");
        System.out.println("|---|---|---|");
        for (int payload : new int[] {1, 64, 512, 1400, 65_507}) {
            System.out.printf("| %d | %.2f | %.2f |%n", payload, median(payload, false), median(payload, true));
        }
    }

    private static double median(int payload, boolean skewed) throws Exception {
        ByteBuffer packets = packets(payload, skewed);
        double[] rates = new double[ROUNDS];
        Path directory = Files.createTempDirectory("counting-loop");
        try (CounterFile file = CounterFile.open(directory, VoteCells.LAYOUT, "bench", 0)) {
            VoteCounter counter = new VoteCounter(file.block(0), 256);
            long bytes = 0;
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                long before = bytes;
                while (System.nanoTime() - start < ROUND_NANOS) {
                    for (int i = 0; i < PACKETS; i++) {
                        counter.onPacket(packets, i * payload, payload, 1);
                    }
                    counter.publish();
                    bytes += (long) PACKETS * payload;
                }
                rates[round] = (bytes - before) / (double) (System.nanoTime() - start);
            }
            if (new VoteTally().merge(file).total() != bytes) {
                throw new AssertionError("the counter lost votes");
            }
        }
        Files.delete(directory.resolve("counters"));
        Files.delete(directory.resolve("lock"));
        Files.delete(directory);
        Arrays.sort(rates);
        return rates[ROUNDS / 2];
    }

    private static ByteBuffer packets(int payload, boolean skewed) {
        ByteBuffer packets = ByteBuffer.allocateDirect(PACKETS * payload);
        SplittableRandom random = new SplittableRandom(1);
        while (packets.hasRemaining()) {
            boolean popular = skewed && random.nextInt(10) < 7;
            packets.put((byte) (popular ? 7 : random.nextInt(256)));
        }
        return packets;
    }
}
