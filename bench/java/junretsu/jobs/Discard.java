package junretsu.jobs;

import java.util.List;
import junretsu.config.HostPort;
import junretsu.web.HttpConfig;
import junretsu.web.Response;
import junretsu.web.Route;
import junretsu.web.Routes;
import junretsu.web.WebServer;

/**
 * The same HTTP server, which answers as a jobs server does and keeps nothing: the part of a job's cost that is HTTP's. Argument:
 * port.
 */
public final class Discard {
    public static void main(String[] args) throws Exception {
        HttpConfig config = HttpConfig.plain(new HostPort("127.0.0.1", Integer.parseInt(args[0])));
        WebServer web = WebServer.bind(config, (where, cause) -> System.err.println(where + ": " + cause));
        Response posted = Response.json("{\"request_id\":\"0000000100000000000000\"}");
        Response done = Response.json("{\"status\":\"completed\",\"number\":\"1000006000009\",\"results\":[\"1000003\",\"1000003\"]}");
        web.start(() -> new Routes("discard", "0")
                .add(
                        Route.post("/compute", "Throws a job away", exchange -> exchange.respond(posted)),
                        Route.view("/compute/{id}", "The same answer for each job", request -> done)));
        System.out.println(" ready: discard at " + web.url() + ",");
        Thread.sleep(Long.MAX_VALUE);
    }
}
