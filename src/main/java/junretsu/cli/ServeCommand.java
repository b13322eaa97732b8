package junretsu.cli;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import junretsu.base.Clock;
import junretsu.base.Deadline;
import junretsu.base.DistinctErrors;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.StartException;
import junretsu.config.UsageException;
import junretsu.net.OwnAddress;
import junretsu.service.ConfigReload;
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
    private static final long PATIENCE_NANOS = 700_000_000;

    /** More than the default of --drain. */
    private static final long LAST_RESORT_NANOS = 10_000_000_000L;

    private static final int READY_INDENT = 4;

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

    /** The flag with this name; null where this service has none. */
    Flag<?> flag(String name) {
        return flags().stream()
                .filter(flag -> flag.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    @Override
    public String verb() {
        return "serve";
    }

    @Override
    public int run(Settings settings, Console console) throws StartException {
        try {
            return serve(settings, console);
        } catch (StartException e) {
            throw VerifierLog.told(e, settings.get(CommonFlags.VERBOSE), console);
        }
    }

    private int serve(Settings settings, Console console) throws StartException {
        ServerLog log = ServerLog.from(settings, console);
        if (settings.get(CommonFlags.CHECK)) {
            return ServeCheck.of(this, settings, console);
        }
        FreshData fresh = settings.get(CommonFlags.NEW) ? FreshData.begin(this, settings, log) : FreshData.UNTOUCHED;
        DistinctErrors errors = new DistinctErrors(log, Clock.SYSTEM);
        Server server = started(
                settings,
                new Surroundings(Version.number(), console::print, errors, Clock.SYSTEM),
                () -> fresh.takeBack(log));
        ConfigReload reload = server.reload();
        if (reload != null) {
            HangUp.onSignal(() -> reload.run(settings, settings::again));
        }
        Supervisor supervisor = new Supervisor();
        Running running = new Running(server, console, log, errors, supervisor);
        Shutdown shutdown = Shutdown.onSignal(running::stopAtSignal);
        tellReady(server, console, supervisor);
        notes(server).forEach(log::notice);
        server.advice().forEach(log::warning);
        running.watch(console.isTerminal() && !settings.get(CommonFlags.QUIET));
        return shutdown.disarm() ? running.stop() : Shutdown.awaitHalt();
    }

    /** A program that waits for this line gets it whole. */
    private static void tellReady(Server server, Console console, Supervisor supervisor) {
        String line = "junretsu " + Version.number() + " ready: " + server.ready();
        console.print(Console.isTerminal(1) ? Terminal.ofStdout().folded(line, READY_INDENT) : line);
        supervisor.ready(server.ready());
    }

    /** The server's own sentences; where it has none, the addresses that stand for all of this machine's. */
    private static List<String> notes(Server server) {
        List<String> notes = server.notes();
        return notes.isEmpty() ? Everywhere.notes(server.ready(), OwnAddress::inNetwork) : notes;
    }

    private Server started(Settings settings, Surroundings surroundings, Runnable ifNot) throws StartException {
        try {
            return start.start(settings, surroundings);
        } catch (UsageException | StartException e) {
            ifNot.run();
            throw e;
        }
    }

    /** A server that has started, and what is told about it. */
    private record Running(
            Server server, Console console, ServerLog log, DistinctErrors errors, Supervisor supervisor) {

        /**
         * Shows the status on a terminal. It is made without one too: by then the classes that make texts are loaded,
         * and the end does not wait 20 ms for them. This thread may be the first that reads a mapped file which was
         * cut.
         */
        void watch(boolean isShown) {
            while (!server.ending().await(STATUS_INTERVAL_MS)) {
                try {
                    String status = server.status();
                    supervisor.alive(status);
                    if (status != null && isShown) {
                        console.status(status);
                    }
                } catch (RuntimeException e) {
                    errors.record("showing the status", e);
                } catch (Error e) {
                    server.ending().died("the status line", e);
                }
            }
        }

        /** Says after a moment that it still ends, and why; Ctrl-C once more ends it at once. */
        int stopAtSignal() {
            Shutdown.haltAtNextSignal();
            daemon("patience", this::explain).start();
            return stop();
        }

        private static Thread daemon(String name, Runnable work) {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        }

        /**
         * Ends the process unless the stop comes to its end. An error of a mapped file may come in the middle of the
         * JDK's own code and leave a lock taken for ever.
         */
        private void haltUnless(AtomicBoolean isDone) {
            Deadline deadline = Deadline.in(LAST_RESORT_NANOS, Clock.SYSTEM);
            while (!deadline.isPassed()) {
                LockSupport.parkNanos(LAST_RESORT_NANOS);
            }
            if (isDone.get()) {
                return;
            }
            log.error("the server did not come to an end by itself, so what it had not handed over yet is in its data"
                    + " directory alone");
            log.error(server.ending().failure());
            Runtime.getRuntime().halt(ExitCode.FAILED);
        }

        private void explain() {
            LockSupport.parkNanos(PATIENCE_NANOS);
            log.notice("ending: takes in what is queued and hands over what was counted, for --drain at most;"
                    + " Ctrl-C once more ends at once");
        }

        /** Stops the server. After a worker's death anything may throw; the failure is reported nevertheless. */
        int stop() {
            supervisor.stopping();
            AtomicBoolean isDone = new AtomicBoolean();
            if (server.ending().failure() != null) {
                daemon("last-resort", () -> haltUnless(isDone)).start();
            }
            String failure;
            try {
                console.print(server.stop());
                failure = server.ending().failure();
            } catch (RuntimeException | Error e) {
                log.error("the server did not come to a clean end: " + e);
                failure = server.ending().failure();
                failure = failure == null ? "its counts are those that were written last" : failure;
            }
            isDone.set(true);
            errors.summary().forEach(log::notice);
            if (failure == null) {
                return ExitCode.DONE;
            }
            log.error(failure);
            return ExitCode.FAILED;
        }
    }
}
