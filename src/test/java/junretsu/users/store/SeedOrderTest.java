package junretsu.users.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeedOrderTest {
    @Test
    void numbersComeInTheOrderOfTheirDigitsAsText() {
        for (long total : new long[] {1, 2, 9, 10, 11, 99, 100, 101, 250, 1_000, 1_234}) {
            List<String> sorted =
                    LongStream.range(0, total).mapToObj(Long::toString).sorted().toList();
            SeedOrder order = new SeedOrder(total);
            long number = order.at(0);
            for (int place = 0; place < total; place++) {
                assertThat(Long.toString(order.at(place)))
                        .as(total + " at " + place)
                        .isEqualTo(sorted.get(place));
                assertThat(Long.toString(number)).as(total + " from " + place).isEqualTo(sorted.get(place));
                number = place + 1 < total ? order.after(number) : number;
            }
        }
    }
}
