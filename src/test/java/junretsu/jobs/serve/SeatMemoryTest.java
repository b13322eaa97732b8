package junretsu.jobs.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeatMemoryTest {
    @ParameterizedTest
    @CsvSource({
        "64, 60, 1",
        "256, 60, 3",
        "512, 60, 6",
        "2048, 120, 25",
        "16384, 60, 32",
        "512, 3600, 1",
        "2048, 3600, 5"
    })
    void halfOfTheHeapIsForSieves(long heapMiB, long jobSeconds, int seats) {
        assertThat(SeatMemory.seats(heapMiB << 20, jobSeconds * 1_000_000_000)).isEqualTo(seats);
    }
}
