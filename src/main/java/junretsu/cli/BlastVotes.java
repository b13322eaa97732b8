package junretsu.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.StartException;
import junretsu.votes.blast.VotesBlastConfig;
import junretsu.votes.blast.VotesBlaster;
import junretsu.votes.blast.VotesProgress;
import junretsu.votes.blast.VotesReport;
import junretsu.votes.blast.VotesReportJson;
import junretsu.votes.blast.VotesReportText;

/** {@code junretsu blast votes}. */
final class BlastVotes implements Command {

    @Override
    public String verb() {
        return "blast";
    }

    @Override
    public String service() {
        return "votes";
    }

    @Override
    public String summary() {
        return "loads a votes server, open loop, and reports what arrived";
    }

    @Override
    public List<Flag<?>> flags() {
        List<Flag<?>> flags = new ArrayList<>(VotesBlastConfig.FLAGS);
        flags.addAll(List.of(Engines.ENGINE, Engines.OFFLOAD));
        return flags;
    }

    @Override
    public String environmentPrefix() {
        return "JUNRETSU_BLAST_";
    }

    @Override
    public List<String> examples() {
        return List.of(
                "blast --rate 500k --verify http://127.0.0.1:8080",
                "blast --ramp 50k..500k --duration 20s --verify http://127.0.0.1:8080",
                "blast --target 10.0.0.5:9999 --count 5m --buttons 0:70,1:30 --verify http://10.0.0.5:8080 --max-loss 0.1%");
    }

    @Override
    public int run(Settings settings, Console console) throws StartException {
        VotesBlastConfig config = VotesBlastConfig.from(settings);
        DistinctErrors errors = new DistinctErrors(console::log, Clock.SYSTEM);
        VotesBlaster blaster = new VotesBlaster(config, Engines.choose(settings).engine(), errors, Clock.SYSTEM);
        CompletableFuture<Integer> exitCode = new CompletableFuture<>();
        Shutdown shutdown = Shutdown.onSignal(() -> {
            blaster.stop();
            return exitCode.join();
        });
        try {
            VotesReport report = blaster.run(progress -> show(progress, console));
            exitCode.complete(conclude(report, console));
        } finally {
            exitCode.complete(ExitCode.FAILED);
            shutdown.disarm();
        }
        return exitCode.join();
    }

    private static int conclude(VotesReport report, Console console) {
        console.print(report.config().json() ? VotesReportJson.of(report) : VotesReportText.of(report));
        if (report.verifyFailure() != null) {
            console.error(report.verifyFailure());
            return ExitCode.FAILED;
        }
        if (report.isLimitPassed()) {
            console.error(String.format(
                    Locale.ROOT,
                    "%.4f%% of the votes was lost, more than --max-loss %.4f%%",
                    100 * report.loss(),
                    100 * report.config().lossMax()));
            return ExitCode.LIMIT_PASSED;
        }
        return ExitCode.DONE;
    }

    private static void show(VotesProgress progress, Console console) {
        String line = String.format(
                Locale.ROOT,
                "%s%.0f s  %,d votes sent  %,.0f/s%s",
                progress.stage().endsWith("/1") ? "" : "stage " + progress.stage() + "  ",
                progress.elapsedNanos() / 1e9,
                progress.sent(),
                progress.recentRate(),
                progress.failures() == 0 ? "" : String.format(Locale.ROOT, "  %,d refused", progress.failures()));
        if (console.isTerminal()) {
            console.status(line);
        } else {
            console.log(line);
        }
    }
}
