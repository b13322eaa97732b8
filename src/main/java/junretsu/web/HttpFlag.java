package junretsu.web;

import junretsu.config.Flag;
import junretsu.config.HostPort;

/** Where a server is read over HTTP. Apart from {@link WebServer}, so that reading a flag loads no HTTP server. */
public final class HttpFlag {
    /** Null for nowhere. */
    public static final Flag<HostPort> HTTP = Flag.of(
            "http",
            "HOST:PORT|off",
            "127.0.0.1:8080",
            "where counts, metrics and health are read",
            text -> text.equals("off") ? null : HostPort.parse(text));

    private HttpFlag() {}
}
