package junretsu.votes.blast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadRingTest {

    @ParameterizedTest
    @CsvSource({
        "1,0",
        "1,1",
        "1,262143",
        "1,262144",
        "1,600001",
        "7,12345",
        "1400,523601",
        "65507,262028",
        "65507,400000"
    })
    void countsTheFirstBytesAsIfTheyHadBeenWalked(int payload, long sentBytes) {
        PayloadRing ring = new PayloadRing(ButtonMix.parse("0:5,1:3,200:1"), payload, 11);

        long[] walked = new long[256];
        for (long at = 0; at < sentBytes; at++) {
            walked[ring.bytes().get(ring.offset(at / payload) + (int) (at % payload)) & 0xFF]++;
        }
        long[] counted = new long[256];
        ring.bytes().limit(1);
        ring.count(sentBytes, counted);

        assertThat(counted).isEqualTo(walked);
    }

    @ParameterizedTest
    @CsvSource({"1", "3", "1400", "65507"})
    void neverOffersDatagramsBeyondItsEnd(int payload) {
        PayloadRing ring = new PayloadRing(ButtonMix.parse("4"), payload, 1);

        for (long datagram = 0; datagram < 1_000; datagram += ring.consecutive(datagram)) {
            int end = ring.offset(datagram) + ring.consecutive(datagram) * payload;
            assertThat(end).isEqualTo(ring.bytes().capacity());
        }
    }
}
