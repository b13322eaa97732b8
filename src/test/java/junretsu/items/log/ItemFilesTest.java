package junretsu.items.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import junretsu.base.Clock;
import junretsu.config.StartException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemFilesTest {
    @TempDir
    Path directory;

    private final List<String> notices = new ArrayList<>();

    private ItemFiles open(boolean keepsIds) throws StartException {
        return ItemFiles.open(directory.resolve("data"), keepsIds, null, notices::add, Clock.SYSTEM);
    }

    @Test
    void bringsBackTenantsItemsKeyAndNode() throws Exception {
        byte[] key;
        String node;
        byte[] id = "abc".getBytes(StandardCharsets.UTF_8);
        try (ItemFiles files = open(true)) {
            key = files.key();
            node = files.nodeId();
            files.tenants().define(List.of(new Tenant(0, "a", 0, -1), new Tenant(1, "b", 0, -1)));
            files.log().add(0, 1, 2, id, 0, 3);
            files.log().add(1, 3, 4, id, 1, 2);
            assertThat(files.log().commit()).isEqualTo(1);
            files.log().add(1, 5, 6, id, 1, 1);
            assertThat(files.log().commit()).isEqualTo(2);
        }
        try (ItemFiles files = open(true)) {
            assertThat(files.key()).isEqualTo(key);
            assertThat(files.nodeId()).isEqualTo(node);
            assertThat(files.tenants().tenants()).extracting(Tenant::name).containsExactly("a", "b");
            assertThat(files.counts()).containsExactly(1, 2);
            assertThat(files.log().committed()).isEqualTo(2);
            assertThat(files.set().contains(5, 6)).isTrue();
            assertThat(files.set().size()).isEqualTo(3);
            List<String> read = new ArrayList<>();
            try (LogReader reader = files.log().reader(0)) {
                assertThat(reader.read(
                                (tenant, first, second, array, from, length) -> read.add(tenant + ":" + first + ":"
                                        + second + ":" + new String(array, from, length, StandardCharsets.UTF_8)),
                                1))
                        .isEqualTo(2);
                assertThat(reader.position()).isEqualTo(1);
            }
            assertThat(read).containsExactly("0:1:2:abc", "1:3:4:bc");
        }
        assertThat(notices).isEmpty();
        assertThat(Files.getPosixFilePermissions(directory.resolve("data/items.key")))
                .hasSize(2);
    }

    @Test
    void refusesAnotherKindOfLog() throws Exception {
        open(true).close();
        assertThatThrownBy(() -> open(false)).isInstanceOf(StartException.class).hasMessageContaining("keeps IDs");
    }

    @Test
    void aSnapshotTakesAsManyCountsAsFitIntoAChunkAndRejectsMore() throws Exception {
        int most = (Integer.MAX_VALUE - SnapshotFile.CHUNK_HEADER_BYTES) / Long.BYTES;
        assertThat(Snapshot.countsBytes(most)).isGreaterThan(Integer.MAX_VALUE - Long.BYTES);
        assertThatThrownBy(() -> Snapshot.countsBytes(1 << 28))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("268435456 tenants");
    }
}
