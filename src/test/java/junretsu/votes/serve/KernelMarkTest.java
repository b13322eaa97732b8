package junretsu.votes.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import junretsu.base.BootId;
import junretsu.config.StartException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelMarkTest {
    private static final Path PLACE = Path.of("/sys/fs/bpf/junretsu/0123/counts");

    @TempDir
    Path directory;

    @Test
    void refusesAStartThatWouldForgetTheCounts() throws Exception {
        KernelMark mark = new KernelMark(directory);
        mark.set(PLACE);
        mark.requireAt(PLACE);
        assertThatThrownBy(() -> mark.requireAt(null)).isInstanceOf(StartException.class);
        assertThatThrownBy(() -> mark.requireAt(Path.of("/other/counts")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(PLACE.toString())
                .hasMessageContaining("--bpffs");
        mark.clear();
        mark.requireAt(null);
    }

    @Test
    void forgetsAMarkOfAnotherBoot() throws Exception {
        Files.writeString(directory.resolve("kernel-counts"), "0".repeat(32) + "\n" + PLACE + "\n");
        new KernelMark(directory).requireAt(null);
    }

    /** As a power cut or a full disk leaves it. */
    @Test
    void aMarkThatWasCutLetsThoseThroughWhoLookForTheCounts() throws Exception {
        KernelMark mark = new KernelMark(directory);
        for (String text : new String[] {"", BootId.read() + "\n"}) {
            Files.writeString(directory.resolve("kernel-counts"), text);
            mark.requireAt(PLACE);
            assertThatThrownBy(() -> mark.requireAt(null)).isInstanceOf(StartException.class);
        }
        mark.set(PLACE);
        assertThat(directory.resolve("kernel-counts")).hasContent(BootId.read() + "\n" + PLACE);
    }
}
