package junretsu.users.front;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import junretsu.config.Flag;
import junretsu.config.HostPort;
import junretsu.config.Settings;
import junretsu.config.StartException;
import junretsu.config.TlsTrust;
import junretsu.config.UsageException;
import junretsu.users.line.FrontKey;
import junretsu.web.HttpConfig;

/**
 * The settings of a front that stands alone.
 *
 * @param backEnds at least one; all over the same accounts and sessions
 * @param keyFile null when the back ends hear anybody
 * @param tls the certificates that the back ends are known by; null when the way to them is not encrypted
 * @param proxies whose word about a client's address is taken
 * @param drainNanos for the requests under way at the end
 */
public record FrontConfig(
        List<HostPort> backEnds,
        Path keyFile,
        SSLContext tls,
        List<InetAddress> proxies,
        HttpConfig http,
        long drainNanos) {
    private static final String OF_THE_JDK = "system";

    /** The secret that a back end may want too. */
    public static final Flag<Path> KEY_FILE = Flag.of(
            "front-key-file",
            "FILE",
            null,
            "a secret of fronts and back ends; a back end with one hears fronts alone, and they say whose address a"
                    + " request has",
            Path::of);

    /** The proxies in front of any process with a page. */
    public static final Flag<InetAddress> PROXIES = Flag.repeatable(
            "proxy",
            "ADDRESS",
            "a proxy in front of the page, whose header X-Forwarded-For is believed",
            ClientAddress::parse);

    static final Flag<HostPort> BACK_ENDS = Flag.repeatable(
            "backend",
            "HOST:PORT",
            "a back end that this front asks; several of them have to share a database and Redis",
            HostPort::parse);
    static final Flag<String> BACK_END_TLS = Flag.of(
            "backend-tls",
            OF_THE_JDK + "|FILE",
            null,
            "ask over TLS, and trust the certificates of the JDK, or those in a PEM file",
            text -> text);

    /** Those that only a front has. */
    public static final List<Flag<?>> FLAGS = List.of(BACK_ENDS, BACK_END_TLS);

    /**
     * Reads the settings.
     *
     * @param http null when nothing is to be asked over HTTP
     * @throws UsageException when a value is not accepted
     */
    public static FrontConfig from(Settings settings, HttpConfig http, long drainNanos) {
        if (http == null) {
            throw new UsageException("--http off: a front is of use over HTTP only; give it an address");
        }
        List<HostPort> backEnds = settings.all(BACK_ENDS);
        if (backEnds.isEmpty()) {
            throw new UsageException("a front needs a back end: give --backend HOST:PORT, of a 'serve users'");
        }
        return new FrontConfig(
                backEnds, settings.get(KEY_FILE), tls(settings), settings.all(PROXIES), http, drainNanos);
    }

    private static SSLContext tls(Settings settings) {
        String trusted = settings.get(BACK_END_TLS);
        return trusted == null
                ? null
                : TlsTrust.context(BACK_END_TLS.name(), trusted.equals(OF_THE_JDK) ? null : Path.of(trusted));
    }

    /**
     * The key in a file.
     *
     * @param file null for none, whose key is null too
     * @throws StartException when the file cannot be read, or holds no key
     */
    public static FrontKey key(Path file) throws StartException {
        try {
            return file == null ? null : FrontKey.read(file);
        } catch (IOException e) {
            throw StartException.of("cannot read --" + KEY_FILE.name() + " " + file, e);
        }
    }

    /** @throws UsageException when a flag is set that only a front has */
    public static void requireNothingOfAFront(Settings settings) {
        settings.requireUnset(FLAGS, "is a front's; give --role front too");
    }

    /**
     * Rejects settings that a front has no use for.
     *
     * @param flags of a process that keeps accounts
     * @throws UsageException when one is set
     */
    public static void requireNothingOfABackEnd(Settings settings, List<Flag<?>> flags) {
        settings.requireUnset(flags, "is a back end's; a front keeps nothing, so give it to --role back or all");
    }
}
