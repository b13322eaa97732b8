package junretsu.items.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import junretsu.config.StartException;
import junretsu.service.data.DataLook;
import junretsu.service.data.FileReport;
import junretsu.service.data.KeptData;
import junretsu.service.data.TableSink;

/** The data directory of an items server. */
public final class ItemsData implements KeptData {
    @Override
    public String service() {
        return "items";
    }

    @Override
    public boolean isAt(Path path) throws IOException {
        return Files.isDirectory(path)
                && (Files.exists(KeyFile.path(path)) || Files.exists(TenantLog.path(path)) || Segments.areIn(path));
    }

    @Override
    public List<Path> lockedFiles(Path path) {
        return List.of(KeyFile.path(path));
    }

    @Override
    public DataLook look(Path path) throws IOException, StartException {
        ItemsLook look = ItemsLook.open(path);
        long items = Arrays.stream(look.counts()).sum();
        return new DataLook(
                "",
                Files.getLastModifiedTime(KeyFile.path(path)).toMillis(),
                String.format(
                        Locale.ROOT,
                        "%,d items of %,d tenants%s",
                        items,
                        look.tenants().tenants().size(),
                        look.stamp().keepsIds() ? "" : ", without IDs"));
    }

    /** Of a log without IDs there are the counts alone. */
    @Override
    public void export(Path path, TableSink sink) throws IOException, StartException {
        ItemsLook look = ItemsLook.open(path);
        long[] counts = look.counts();
        Map<Integer, String> names = new HashMap<>();
        sink.table("tenants", "tenant", "window", "items");
        for (Tenant tenant : look.tenants().tenants()) {
            String window = tenant.windowMs() == Tenant.TOTAL
                    ? null
                    : Instant.ofEpochMilli(tenant.windowMs()).toString();
            sink.row(tenant.name(), window, counts[tenant.number()]);
            if (window == null) {
                names.put(tenant.number(), tenant.name());
            }
        }
        if (look.stamp().keepsIds()) {
            items(look, names, sink);
        }
    }

    private static void items(ItemsLook look, Map<Integer, String> names, TableSink sink)
            throws IOException, StartException {
        sink.table("items", "tenant", "id");
        IOException[] failure = {null};
        look.visit((tenant, first, second, array, from, length) -> {
            String name = names.get(tenant);
            if (name != null && failure[0] == null) {
                try {
                    sink.row(name, new String(array, from, length, StandardCharsets.UTF_8));
                } catch (IOException e) {
                    failure[0] = e;
                }
            }
        });
        if (failure[0] != null) {
            throw failure[0];
        }
    }

    @Override
    public void verify(Path path, FileReport report) throws IOException {
        ItemsCheck.of(path, report);
    }
}
