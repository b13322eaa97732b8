package junretsu.items.serve;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import junretsu.config.Choice;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.Units;
import junretsu.config.UsageException;
import junretsu.items.ItemWire;
import junretsu.items.share.ShareConfig;
import junretsu.service.AdminToken;
import junretsu.service.ServerConfig;
import junretsu.web.HttpConfig;

/**
 * The settings of an items server, with each flag, its default and its help text.
 *
 * @param keepsIds whether the IDs themselves stand in the log, for export
 * @param windowMs length of the windows that items are counted in beside the total; 0 for none
 * @param tenantsMax tenants at a time
 * @param quota items of one tenant at most; 0 for any number
 * @param keys file of the keys of those who may send and ask; null when everybody may
 * @param snapshotBytes of log between two snapshots
 * @param share how items are shared with other nodes, if they are
 * @param adminToken that a client needs to erase a tenant or to end the server
 * @param server the settings that every server has
 */
public record ItemsConfig(
        boolean keepsIds,
        long windowMs,
        long windowsKept,
        int tenantsMax,
        long quota,
        Path keys,
        long snapshotBytes,
        ShareConfig share,
        AdminToken adminToken,
        ServerConfig server) {
    private static final Choice<Boolean> IDS_CHOICES = Choice.of("keep", true).or("drop", false);

    private static final long WINDOWS_MAX = 1_000_000;

    static final Flag<Boolean> IDS = Flag.of(
            "ids",
            IDS_CHOICES.placeholder(),
            "keep",
            "whether the IDs themselves stand in the log, to be exported, or their fingerprints alone",
            IDS_CHOICES);
    static final Flag<Long> WINDOW = Flag.of(
            "window",
            "TIME|off",
            "off",
            "count the unique items of each such time too, as in 1d (in UTC) or 1h",
            ItemsConfig::parseWindow);
    static final Flag<Long> WINDOWS_KEPT = Flag.of(
            "windows-kept",
            "N|all",
            "all",
            "windows of each tenant that are kept, with the one under way; older ones are dropped",
            text -> text.equals("all") ? 0L : bounded(text, WINDOWS_MAX));
    static final Flag<Integer> TENANTS_MAX =
            Flag.of("tenants-max", "N", "1m", "tenants at a time", text -> (int) bounded(text, Integer.MAX_VALUE / 4));
    static final Flag<Long> QUOTA = Flag.of(
            "quota",
            "N|off",
            "off",
            "items of one tenant at most; a body with more for it is answered with 429",
            text -> text.equals("off") ? 0L : bounded(text, Long.MAX_VALUE));
    static final Flag<Path> KEYS = Flag.of(
            "keys",
            "FILE",
            null,
            "a line for each API key: KEY TENANT [ITEMS], where TENANT may end with *; reread when it changes",
            Path::of);
    static final Flag<Long> SNAPSHOT = Flag.of(
            "snapshot", "BYTES", "1GiB", "log between two snapshots, which make the next start fast", Units::bytes);

    private static final ServerConfig.Flags SERVER = ServerConfig.Flags.of(
            "items",
            "./junretsu-items",
            HttpConfig.at(
                    "127.0.0.1:" + ItemWire.DEFAULT_PORT,
                    "where items are taken, and counts, metrics and health read"));

    /** In the order of the help text. */
    public static final List<Flag<?>> FLAGS = Stream.<List<? extends Flag<?>>>of(
                    List.of(IDS, WINDOW, WINDOWS_KEPT, TENANTS_MAX, QUOTA, KEYS, SNAPSHOT, AdminToken.FLAG),
                    ShareConfig.FLAGS,
                    SERVER.all())
            .<Flag<?>>flatMap(List::stream)
            .toList();

    /** @throws UsageException when a value is not accepted */
    public static ItemsConfig from(Settings settings) {
        ServerConfig server = SERVER.from(settings);
        if (server.http() == null) {
            throw new UsageException(
                    "--http off: items come over HTTP; give an address such as 127.0.0.1:" + ItemWire.DEFAULT_PORT);
        }
        return new ItemsConfig(
                settings.get(IDS),
                settings.get(WINDOW),
                settings.get(WINDOWS_KEPT),
                settings.get(TENANTS_MAX),
                settings.get(QUOTA),
                settings.get(KEYS),
                settings.get(SNAPSHOT),
                ShareConfig.from(settings),
                new AdminToken(settings.get(AdminToken.FLAG)),
                server);
    }

    /** @throws UsageException when a flag is set that has no effect without Redis */
    public static void requireNothingOfRedis(Settings settings) {
        settings.requireUnset(ShareConfig.FLAGS, "is about items shared in Redis; give --redis URL too");
    }

    private static long parseWindow(String text) {
        if (text.equals("off")) {
            return 0;
        }
        long ms = text.matches("\\d{1,3}d")
                ? Long.parseLong(text.substring(0, text.length() - 1)) * 86_400_000L
                : Units.nanos(text) / 1_000_000;
        if (ms < 60_000) {
            throw new IllegalArgumentException("a time of a minute or more, such as 1h or 1d, or off");
        }
        return ms;
    }

    private static long bounded(String text, long max) {
        long count = Units.count(text);
        if (count < 1 || count > max) {
            throw new IllegalArgumentException("a whole number from 1 to " + max);
        }
        return count;
    }
}
