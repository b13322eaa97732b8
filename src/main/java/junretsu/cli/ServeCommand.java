package junretsu.cli;

import java.util.List;
import java.util.function.Supplier;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.StartException;
import junretsu.service.Server;
import junretsu.service.Surroundings;

/**
 * {@code junretsu serve SERVICE}, the same for every service: starts it, says that it is ready, shows its status on a
 * terminal, stops it at a signal or when it ends by itself, and prints its closing report.
 *
 * @param flagSource gives the flags in the order of the help text; asked only for the command that runs, since flags
 *     cost the start some of its time
 * @param start makes the server from what the user set
 */
record ServeCommand(
        String service,
        String summary,
        String environmentPrefix,
        Supplier<List<Flag<?>>> flagSource,
        List<String> examples,
        Start start)
        implements Command {
    private static final long STATUS_INTERVAL_MS = 1_000;

    /** Starts one service's server. */
    @FunctionalInterface
    interface Start {
        /**
         * @throws junretsu.config.UsageException when a value is not accepted
         * @throws StartException when it cannot begin
         */
        Server start(Settings settings, Surroundings surroundings) throws StartException;
    }

    @Override
    public List<Flag<?>> flags() {
        return flagSource.get();
    }

    @Override
    public String verb() {
        return "serve";
    }

    @Override
    public int run(Settings settings, Console console) throws StartException {
        DistinctErrors errors = new DistinctErrors(console::log, Clock.SYSTEM);
        Server server = start.start(settings, new Surroundings(Version.number(), console::print, errors, Clock.SYSTEM));
        Shutdown shutdown = Shutdown.onSignal(() -> stop(server, console, errors));
        console.print("junretsu " + Version.number() + " ready: " + server.ready());
        server.advice().forEach(console::log);
        watch(server, console, errors);
        return shutdown.disarm() ? stop(server, console, errors) : Shutdown.awaitHalt();
    }

    /**
     * Shows the status on a terminal. It is made without one too: by then the classes that make texts are loaded, and
     * the end does not wait 20 ms for them. This thread may be the first that reads a mapped file which was cut.
     */
    private static void watch(Server server, Console console, DistinctErrors errors) {
        while (!server.ending().await(STATUS_INTERVAL_MS)) {
            try {
                String status = server.status();
                if (status != null && console.isTerminal()) {
                    console.status(status);
                }
            } catch (RuntimeException e) {
                errors.record("showing the status", e);
            } catch (Error e) {
                server.ending().died("the status line", e);
            }
        }
    }

    /** Stops the server. After a worker's death anything may throw; the failure is reported nevertheless. */
    private static int stop(Server server, Console console, DistinctErrors errors) {
        String failure;
        try {
            console.print(server.stop());
            failure = server.ending().failure();
        } catch (RuntimeException | Error e) {
            console.error("the server did not come to a clean end: " + e);
            failure = server.ending().failure();
            failure = failure == null ? "its counts are those that were written last" : failure;
        }
        for (String line : errors.summary()) {
            console.log(line);
        }
        if (failure == null) {
            return ExitCode.DONE;
        }
        console.error(failure);
        return ExitCode.FAILED;
    }
}
