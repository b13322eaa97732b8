package junretsu.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.config.Flag;
import junretsu.config.HostPort;
import junretsu.config.Settings;
import junretsu.config.StartException;
import junretsu.numbers.serve.NumberTotals;
import junretsu.numbers.serve.NumbersConfig;
import junretsu.numbers.serve.NumbersServer;

/** {@code junretsu serve numbers}. */
final class ServeNumbers implements Command {

    @Override
    public String verb() {
        return "serve";
    }

    @Override
    public String service() {
        return "numbers";
    }

    @Override
    public String summary() {
        return "counts unique nine-digit numbers sent over TCP";
    }

    @Override
    public List<Flag<?>> flags() {
        List<Flag<?>> flags = new ArrayList<>(NumbersConfig.FLAGS);
        flags.addAll(Stores.FLAGS);
        return flags;
    }

    @Override
    public String environmentPrefix() {
        return "JUNRETSU_NUMBERS_";
    }

    @Override
    public List<String> examples() {
        return List.of(
                "serve numbers",
                "serve numbers --port 4000 --log /var/log/numbers.log --resume --no-terminate",
                "serve numbers --redis redis://10.0.0.5:6379 --event serials");
    }

    @Override
    public String shown(Flag<?> flag, String value) {
        return Stores.shown(flag, value);
    }

    @Override
    public int run(Settings settings, Console console) throws StartException {
        NumbersConfig config = NumbersConfig.from(settings);
        Stores stores = Stores.from(settings, console::log);
        DistinctErrors errors = new DistinctErrors(console::log, Clock.SYSTEM);
        NumbersServer server = NumbersServer.start(
                config,
                stores.redis().isPresent() ? stores : null,
                Version.number(),
                console::print,
                errors,
                Clock.SYSTEM);
        Shutdown shutdown = Shutdown.onSignal(() -> stop(server, console, errors));
        console.print(ready(server));
        String failure = server.awaitEnd();
        if (!shutdown.disarm()) {
            return Shutdown.awaitHalt();
        }
        stop(server, console, errors);
        if (failure != null) {
            console.error(failure);
            return ExitCode.FAILED;
        }
        return ExitCode.DONE;
    }

    private static int stop(NumbersServer server, Console console, DistinctErrors errors) {
        console.print(closing(server.stop(), server));
        errors.summary().forEach(console::log);
        return ExitCode.DONE;
    }

    private static String closing(NumberTotals totals, NumbersServer server) {
        String text = String.format(
                Locale.ROOT,
                "stopped; %,d numbers = %,d unique + %,d duplicates; %,d in the log; %,d bad lines, %,d unfinished; %,d clients"
                        + " served, %,d refused",
                totals.received(),
                totals.unique(),
                totals.duplicates(),
                totals.uniqueTotal(),
                totals.rejected(),
                totals.unfinished(),
                totals.accepted(),
                totals.refused());
        return server.storeLocation() == null
                ? text
                : text
                        + String.format(
                                Locale.ROOT,
                                "; %,d of the numbers flushed to %s",
                                server.flushed(),
                                server.storeLocation());
    }

    private static String ready(NumbersServer server) {
        NumbersConfig config = server.config();
        String http = server.httpAddress() == null ? "off" : "http://" + HostPort.format(server.httpAddress());
        long known = server.totals().uniqueTotal();
        return "junretsu " + Version.number() + " ready: numbers at tcp " + HostPort.format(server.address()) + ", "
                + http + ", connections " + config.connections() + ", log " + config.log()
                + (config.resumes() ? String.format(Locale.ROOT, " with %,d numbers", known) : "")
                + (server.storeLocation() == null ? "" : ", store " + server.storeLocation());
    }
}
