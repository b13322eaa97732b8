package junretsu.web;

import java.nio.file.Path;
import java.util.List;
import junretsu.config.Flag;
import junretsu.config.HostPort;
import junretsu.config.Settings;
import junretsu.config.TlsFiles;
import junretsu.config.UsageException;

/**
 * The address and the names of a server's HTTP. Apart from {@link WebServer}, so that reading a flag loads no HTTP
 * server.
 *
 * @param address to listen at
 * @param hosts names that it answers to besides its own
 * @param certificate PEM file of the certificate and those that vouch for it; null for HTTP without TLS
 * @param key PEM file of its key, PKCS #8; null without a certificate
 */
public record HttpConfig(HostPort address, List<String> hosts, Path certificate, Path key) {
    /** The flag of the address, of a service that uses HTTP only to show counts, metrics and health. */
    public static final Flag<HostPort> HTTP = at("127.0.0.1:8080", "where counts, metrics and health are read");

    static final Flag<String> HTTP_HOST = Flag.repeatable(
            "http-host",
            "NAME",
            "a name that this server answers to; without any, at a loopback address, only localhost and IP addresses",
            HttpConfig::parseName);
    public static final Flag<Path> TLS_CERT = Flag.of(
            "tls-cert", "FILE", null, "PEM file of the certificate chain for HTTPS; reread when it changes", Path::of);
    public static final Flag<Path> TLS_KEY =
            Flag.of("tls-key", "FILE", null, "PEM file of its key, RSA or EC", Path::of);

    /** The flag of the address, with a service's own default and help text. */
    public static Flag<HostPort> at(String address, String help) {
        return Flag.of("http", "HOST:PORT|off", address, help, HttpConfig::parseAddress);
    }

    /** The flags in the order of the help text. */
    public static List<Flag<?>> flags(Flag<HostPort> http) {
        return List.of(http, HTTP_HOST, TLS_CERT, TLS_KEY);
    }

    /** An address without TLS and without further names. */
    public static HttpConfig plain(HostPort address) {
        return new HttpConfig(address, List.of(), null, null);
    }

    /**
     * Returns null when nothing is to be asked over HTTP.
     *
     * @param http the flag of the address
     * @throws UsageException when a value is not accepted
     */
    public static HttpConfig from(Settings settings, Flag<HostPort> http) {
        HostPort address = settings.get(http);
        TlsFiles tls = tls(settings);
        if (address == null) {
            return null;
        }
        return tls == null
                ? new HttpConfig(address, settings.all(HTTP_HOST), null, null)
                : new HttpConfig(address, settings.all(HTTP_HOST), tls.certificate(), tls.key());
    }

    /**
     * The certificate, for services that speak another protocol over TLS as well; null for none.
     *
     * @throws UsageException when the certificate or its key is missing
     */
    public static TlsFiles tls(Settings settings) {
        Path certificate = settings.get(TLS_CERT);
        Path key = settings.get(TLS_KEY);
        if ((certificate == null) != (key == null)) {
            throw new UsageException("--tls-cert and --tls-key belong together; give both or none");
        }
        return certificate == null ? null : new TlsFiles(certificate, key);
    }

    private static HostPort parseAddress(String text) {
        try {
            return text.equals("off") ? null : HostPort.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("off, or " + e.getMessage(), e);
        }
    }

    private static String parseName(String text) {
        if (!text.matches("[A-Za-z0-9_.-]{1,253}")) {
            throw new IllegalArgumentException("a host name without a port, such as votes.example.org");
        }
        return text;
    }
}
