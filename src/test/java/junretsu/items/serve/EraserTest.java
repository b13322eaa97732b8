package junretsu.items.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import junretsu.items.log.SmallFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EraserTest {
    private static final int TENANTS = 10;
    private static final int POSTS = 300;

    @TempDir
    Path data;

    private static void erase(CommittingNode node, Eraser eraser, int tenant) throws Exception {
        Erasure erasure = new Erasure(node.files, node.tenants, eraser);
        node.committer.ask(() -> erasure.of("t" + tenant)).get();
        assertThat(eraser.doWork()).isEqualTo(1);
    }

    @Test
    void tenantsThatAreErasedOneByOneGiveTheDiskBackTogether() throws Exception {
        try (CommittingNode node = new CommittingNode(SmallFiles.open(data))) {
            for (int i = 0; i < POSTS; i++) {
                assertThat(node.post("t" + i % TENANTS, "id-" + i)).isEqualTo("1");
            }
            Eraser eraser = new Eraser(node.files, node.committer);
            for (int tenant = 0; tenant < TENANTS / 2; tenant++) {
                erase(node, eraser, tenant);
            }
        }
        assertThat(SmallFiles.sealedBytes(data)).isNotEmpty();
        try (CommittingNode node = new CommittingNode(SmallFiles.open(data))) {
            Eraser eraser = new Eraser(node.files, node.committer);
            eraser.resume();
            for (int tenant = TENANTS / 2; tenant < TENANTS; tenant++) {
                erase(node, eraser, tenant);
            }
            assertThat(node.files.set().size()).isZero();
            assertThat(SmallFiles.sealedBytes(data)).isNotEmpty().containsOnly(0L);
        }
    }
}
