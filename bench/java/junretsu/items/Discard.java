package junretsu.items;

import java.util.List;
import junretsu.config.HostPort;
import junretsu.web.HttpConfig;
import junretsu.web.Response;
import junretsu.web.Route;
import junretsu.web.Routes;
import junretsu.web.WebServer;

/** The same HTTP server, which throws the bodies away: the part of an items server's cost that is HTTP's. Argument: port. */
public final class Discard {
    public static void main(String[] args) throws Exception {
        HttpConfig config = new HttpConfig(HostPort.parse("127.0.0.1:" + args[0]), List.of(), null, null);
        WebServer web = WebServer.bind(config, (where, cause) -> System.err.println(where + ": " + cause));
        Response answer = Response.empty(200);
        web.start(() -> new Routes("discard", "0")
                .add(Route.post("/items", "Throws items away", exchange -> exchange.respond(answer))
                        .quick()
                        .bodyMax(16 << 20)));
        System.out.println(" ready: discard at " + web.url() + ",");
        Thread.sleep(Long.MAX_VALUE);
    }
}
