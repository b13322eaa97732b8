package junretsu.items.serve;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import junretsu.items.log.ItemFiles;
import junretsu.items.log.LogReader;
import junretsu.items.log.LogVisitor;
import junretsu.items.log.Tenant;
import junretsu.items.share.FrameReader;
import junretsu.items.share.ShareSource;

/** This node, as seen by what shares its items. Any thread may call. */
final class ShareNode implements ShareSource {
    private final ItemFiles files;
    private final Tenants tenants;
    private final Committer committer;
    private final Erasure erasure;

    ShareNode(ItemFiles files, Tenants tenants, Committer committer, Erasure erasure) {
        this.files = files;
        this.tenants = tenants;
        this.committer = committer;
        this.erasure = erasure;
    }

    @Override
    public String nodeId() {
        return files.nodeId();
    }

    @Override
    public long committed() {
        return files.log().committed();
    }

    @Override
    public long items() {
        return committer.logged();
    }

    @Override
    public FrameReader reader(long behindFrame) {
        return new Reader(files.log().reader(behindFrame));
    }

    @Override
    public Tenant tenant(int number) {
        return tenants.tenant(number);
    }

    @Override
    public Collection<Tenant> tenants() {
        return tenants.numbered();
    }

    @Override
    public Map<String, Long> generations() {
        return tenants.generations().entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public CompletionStage<List<Tenant>> erased(String name, long generation) {
        return committer.ask(() -> erasure.upTo(name, generation));
    }

    private record Reader(LogReader log) implements FrameReader {
        @Override
        public int read(LogVisitor visitor, int bytesMax) throws IOException {
            return log.read(visitor, bytesMax);
        }

        @Override
        public long position() {
            return log.position();
        }

        @Override
        public void close() throws IOException {
            log.close();
        }
    }
}
