package junretsu.cli;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import junretsu.base.Clock;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.StartException;
import junretsu.load.Blast;
import junretsu.load.BlastConfig;
import junretsu.load.BlastReport;
import junretsu.load.Conclusion;
import junretsu.load.Limits;

/**
 * {@code junretsu blast SERVICE}, the same for every service: runs the load, shows how far it is, ends it at a signal,
 * prints its report and reports by its exit code what it found. An interrupted blast prints its report too and ends as
 * the signal asks, with 130 after SIGINT and 143 after SIGTERM, since half a load proves nothing.
 *
 * @param flagSource gives the flags in the order of the help text; asked only for the command that runs, since flags
 *     cost the start some of its time
 * @param make makes the blast from what the user set
 */
record BlastCommand(
        String service,
        String summary,
        String environmentPrefix,
        Supplier<List<Flag<?>>> flagSource,
        List<String> examples,
        Make make)
        implements Command {
    private static final long STOP_LIMIT_S = 15;

    /** Makes one service's blast. */
    @FunctionalInterface
    interface Make {
        /**
         * @throws junretsu.config.UsageException when a value is not accepted
         * @throws StartException when it cannot begin
         */
        Blast from(Settings settings) throws StartException;
    }

    @Override
    public List<Flag<?>> flags() {
        return flagSource.get();
    }

    @Override
    public String verb() {
        return "blast";
    }

    @Override
    public String refusal(String flagName) {
        return Limits.MAX_P99.name().equals(flagName)
                ? "what this load sends is not answered, so it has no latency; --max-slip limits its lag behind its own"
                        + " schedule, --max-loss what may be missing"
                : null;
    }

    @Override
    public int run(Settings settings, Console console) throws StartException {
        Blast blast = make.from(settings);
        CountDownLatch concluded = new CountDownLatch(1);
        Shutdown shutdown = Shutdown.beforeSignal(() -> interrupt(blast, concluded, console));
        try {
            ReportFiles files = new ReportFiles(this, settings);
            BlastReport report = blast.run(new ProgressLines(console, Clock.SYSTEM));
            Conclusion conclusion = Conclusion.of(report);
            String text =
                    settings.get(BlastConfig.JSON) ? files.json(report) : report.text() + "\n" + conclusion.line();
            if (blast.writesToStdout()) {
                console.printBeside(text);
            } else {
                console.print(text);
            }
            List<String> unwritten = files.write(report);
            unwritten.forEach(console::error);
            int exitCode = conclude(report, console);
            return unwritten.isEmpty() ? exitCode : ExitCode.FAILED;
        } catch (StartException e) {
            console.error(e.getMessage());
            return ExitCode.FAILED;
        } finally {
            concluded.countDown();
            shutdown.disarm();
        }
    }

    private static void interrupt(Blast blast, CountDownLatch concluded, Console console) {
        blast.stop();
        try {
            if (!concluded.await(STOP_LIMIT_S, TimeUnit.SECONDS)) {
                console.error("the blast did not end within " + STOP_LIMIT_S + " s, so there is no report");
            }
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts a shutdown hook", e);
        }
    }

    private static int conclude(BlastReport report, Console console) {
        report.problems().forEach(console::error);
        if (report.limitPassed() != null) {
            console.error(report.limitPassed());
        }
        if (!report.problems().isEmpty()) {
            return ExitCode.FAILED;
        }
        return report.limitPassed() == null ? ExitCode.DONE : ExitCode.LIMIT_PASSED;
    }
}
