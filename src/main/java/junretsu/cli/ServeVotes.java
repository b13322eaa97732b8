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
import junretsu.config.Units;
import junretsu.store.Milestone;
import junretsu.votes.serve.AnnouncementsConfig;
import junretsu.votes.serve.BuildInfo;
import junretsu.votes.serve.VotesClosingReport;
import junretsu.votes.serve.VotesConfig;
import junretsu.votes.serve.VotesServer;

/** {@code junretsu serve votes}. */
final class ServeVotes implements Command {
    private static final int RECEIVE_BUFFER_WANTED = 4 << 20;
    private static final long STATUS_INTERVAL_MS = 1_000;

    @Override
    public String verb() {
        return "serve";
    }

    @Override
    public String service() {
        return "votes";
    }

    @Override
    public String summary() {
        return "counts 1-byte UDP votes and shows the totals";
    }

    @Override
    public List<Flag<?>> flags() {
        List<Flag<?>> flags = new ArrayList<>(VotesConfig.FLAGS);
        flags.addAll(List.of(Engines.ENGINE, Engines.OFFLOAD, Engines.STEER));
        flags.addAll(Stores.FLAGS);
        return flags;
    }

    @Override
    public String environmentPrefix() {
        return "JUNRETSU_";
    }

    @Override
    public List<String> examples() {
        return List.of(
                "serve",
                "serve --udp *:9999 --http 0.0.0.0:8080 --threads 4 --buttons 4",
                "serve --redis redis://10.0.0.5:6379 --event finals");
    }

    @Override
    public String shown(Flag<?> flag, String value) {
        return AnnouncementsConfig.isSecret(flag) ? "***" : Stores.shown(flag, value);
    }

    @Override
    public int run(Settings settings, Console console) throws StartException {
        VotesConfig config = VotesConfig.from(settings);
        Engines engines = Engines.choose(settings);
        Stores stores = Stores.from(settings, console::log);
        DistinctErrors errors = new DistinctErrors(console::log, Clock.SYSTEM);
        VotesServer server = VotesServer.start(
                config,
                engines.engine(),
                stores,
                new BuildInfo(Version.number(), engines.skippedReasons()),
                errors,
                Clock.SYSTEM);
        Shutdown shutdown = Shutdown.onSignal(() -> stop(server, console, errors));
        console.print(ready(server, engines));
        adviseOnReceiveBuffer(server, console);
        String failure = watch(server, console);
        if (shutdown.disarm()) {
            stop(server, console, errors);
        }
        console.error(failure);
        return ExitCode.FAILED;
    }

    /** Shows a status line on a terminal; returns only when the server cannot do its work. */
    private static String watch(VotesServer server, Console console) {
        while (server.failure() == null) {
            if (console.isTerminal()) {
                console.status(status(server));
            }
            try {
                Thread.sleep(STATUS_INTERVAL_MS);
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts the main thread", e);
            }
        }
        return server.failure();
    }

    private static int stop(VotesServer server, Console console, DistinctErrors errors) {
        console.clearStatus();
        console.print(VotesClosingReport.of(server.stop(), server.store().location()));
        errors.summary().forEach(console::log);
        return ExitCode.DONE;
    }

    private static String ready(VotesServer server, Engines engines) {
        String http = server.httpAddress() == null ? "off" : "http://" + HostPort.format(server.httpAddress());
        return "junretsu " + Version.number() + " ready: votes at udp " + HostPort.format(server.udpAddress()) + ", "
                + http
                + ", engine " + engines.description() + ", threads "
                + threads(server.config().threads(), engines) + ", store "
                + server.store().location() + ", receive buffer "
                + Units.formatBytes(server.receiveBufferBytes()) + " of "
                + Units.formatBytes(server.config().receiveBufferBytes()) + " asked";
    }

    private static String threads(int threads, Engines engines) {
        return threads == 1 || engines.steersByCpu()
                ? Integer.toString(threads)
                : threads + " (a flow reaches one of them)";
    }

    private static void adviseOnReceiveBuffer(VotesServer server, Console console) {
        if (server.receiveBufferBytes() < RECEIVE_BUFFER_WANTED) {
            console.log(
                    "the receive buffer is small, so votes are dropped when the machine is busy for a moment; raise it with"
                            + " 'sysctl -w net.core.rmem_max=" + RECEIVE_BUFFER_WANTED + "' and --rcvbuf 4MiB");
        }
    }

    private static String status(VotesServer server) {
        long total = server.eventTotal();
        Milestone next = server.nextMilestone();
        return String.format(
                Locale.ROOT,
                "%,d votes  %,.0f/s  dropped %,d  store %s%s",
                total,
                server.ratePerSecond(),
                server.tally().kernelDrops(),
                server.storeState(),
                next == null ? "" : String.format(Locale.ROOT, "  %s at %,d", next.effect(), next.at()));
    }
}
