package junretsu.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The claim of the opaque cells, under threads: no value that was not written, none after a later one. */
class CounterBlockTest {
    private static final CellLayout LAYOUT = new CellLayout("apples", List.of("red", "green"));
    private static final int STORES = 2_000_000;
    private static final int READERS = 3;

    /** Both halves of the word are equal, so that a torn one would show. */
    private static final long UNIT = 0x1_0000_0001L;

    @TempDir
    Path directory;

    @Test
    void aReaderSeesOnlyWhatWasWrittenAndNeverAnOlderValueAfterANewerOne() throws Exception {
        try (CounterFile file = CounterFile.open(directory, LAYOUT, "live", 0)) {
            CounterBlock block = file.block(0);
            AtomicBoolean isWritten = new AtomicBoolean();
            List<CompletableFuture<Long>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(CompletableFuture.supplyAsync(() -> watch(block, isWritten)));
            }
            for (int i = 0; i < STORES; i++) {
                block.add(0, UNIT);
            }
            isWritten.set(true);
            for (CompletableFuture<Long> reader : readers) {
                assertThat(reader.join()).isEqualTo(STORES * UNIT);
            }
        }
    }

    /** Reads until the writer has ended; returns the last value. */
    private static long watch(CounterBlock block, AtomicBoolean isWritten) {
        long last = 0;
        while (true) {
            boolean isLast = isWritten.get();
            long value = block.get(0);
            if (value < last || value >>> 32 != (int) value) {
                throw new AssertionError(Long.toHexString(value) + " after " + Long.toHexString(last));
            }
            last = value;
            if (isLast) {
                return value;
            }
        }
    }
}
