package junretsu.items.set;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import junretsu.testing.OwnJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Fills a set in a JVM with little memory outside of its heap. */
class FullSetIT {
    /** Prints a line for each call that was refused, with the fingerprints of all calls before it that are there. */
    public static void main(String[] args) {
        FingerprintSet set = new FingerprintSet();
        long[] words = new SplittableRandom(1).longs(2_000_000).toArray();
        long[] call = new long[20_000];
        for (int from = 0; from < words.length; from += call.length) {
            System.arraycopy(words, from, call, 0, call.length);
            try {
                set.addAll(call, 10_000, new boolean[10_000]);
            } catch (SetFullException e) {
                int there = 0;
                for (int i = 0; i < words.length; i += 2) {
                    there += set.contains(words[i], words[i + 1]) ? 1 : 0;
                }
                System.out.println(
                        from / 2 + " sent, " + there + " there, " + set.size() + " counted: " + e.getMessage());
                return;
            }
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void namesTheFlagAndStaysExactWhenTheJvmRefusesMemory() throws Exception {
        String output = OwnJvm.run(List.of("-Xmx128m", "-XX:MaxDirectMemorySize=16m"), FullSetIT.class);
        assertThat(output)
                .matches("(?s)(\\d+) sent, \\1 there, \\1 counted: no memory for new items: the set has 15 MiB .*"
                        + "MaxDirectMemorySize.*");
        assertThat(Integer.parseInt(output.replaceAll("(?s) .*", ""))).isBetween(550_000, 750_000);
    }
}
