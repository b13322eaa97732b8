package junretsu.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import junretsu.base.Clock;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.StartException;
import junretsu.numbers.blast.NumbersBlastConfig;
import junretsu.numbers.blast.NumbersBlaster;
import junretsu.numbers.blast.NumbersCounts;
import junretsu.numbers.blast.NumbersReport;
import junretsu.text.JsonWriter;

/** {@code junretsu blast numbers}. */
final class BlastNumbers implements Command {

    @Override
    public String verb() {
        return "blast";
    }

    @Override
    public String service() {
        return "numbers";
    }

    @Override
    public String summary() {
        return "loads a numbers server, and reports what it made of it";
    }

    @Override
    public List<Flag<?>> flags() {
        return NumbersBlastConfig.FLAGS;
    }

    @Override
    public String environmentPrefix() {
        return "JUNRETSU_BLAST_NUMBERS_";
    }

    @Override
    public List<String> examples() {
        return List.of(
                "blast numbers --count 2m --verify http://127.0.0.1:8080 --log numbers.log",
                "blast numbers --duration 1m --rate 1m --unique 50% --terminate");
    }

    @Override
    public int run(Settings settings, Console console) throws StartException {
        NumbersBlaster blaster = new NumbersBlaster(NumbersBlastConfig.from(settings), Clock.SYSTEM);
        CompletableFuture<Integer> exitCode = new CompletableFuture<>();
        Shutdown shutdown = Shutdown.onSignal(() -> {
            blaster.stop();
            return exitCode.join();
        });
        try {
            exitCode.complete(conclude(blaster.run(), console));
        } finally {
            exitCode.complete(ExitCode.FAILED);
            shutdown.disarm();
        }
        return exitCode.join();
    }

    private static int conclude(NumbersReport report, Console console) {
        console.print(report.config().json() ? json(report) : text(report));
        if (report.failures() != null) {
            console.error(report.failures());
        }
        if (!report.isEqual()) {
            console.error("the server's counts are not what was sent");
        }
        if (report.logProblem() != null) {
            console.error(report.logProblem());
        }
        boolean isFine = report.failures() == null && report.isEqual() && report.logProblem() == null;
        return isFine ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static String text(NumbersReport report) {
        StringBuilder out = new StringBuilder();
        NumbersBlastConfig config = report.config();
        NumbersCounts counted = report.counted();
        line(out, "blast of tcp %s, %d connections", config.target(), config.connections());
        line(
                out,
                "  sent       %,15d numbers in %.3f s, %,.0f/s",
                report.sent(),
                report.durationNanos() / 1e9,
                report.perSecond());
        line(out, "  unique     %,15d%s", report.unique(), counted == null ? "" : against(counted.unique()));
        line(out, "  duplicates %,15d%s", report.duplicates(), counted == null ? "" : against(counted.duplicates()));
        if (config.bad() > 0) {
            line(out, "  bad lines  %,15d%s", report.bad(), counted == null ? "" : against(counted.rejected()));
        }
        if (counted != null) {
            line(out, "  equal      %15s", report.isEqual() ? "yes" : "no");
        }
        if (config.log() != null) {
            line(out, "  log        %15s", report.logProblem() == null ? "exact" : "not what was sent");
        }
        return out.toString().stripTrailing();
    }

    private static String against(long counted) {
        return String.format(Locale.ROOT, "   the server: %,15d", counted);
    }

    private static void line(StringBuilder out, String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String json(NumbersReport report) {
        JsonWriter json = new JsonWriter()
                .beginObject()
                .field("sent", report.sent())
                .field("unique", report.unique())
                .field("duplicates", report.duplicates())
                .field("bad", report.bad())
                .field("duration_s", report.durationNanos() / 1e9, 3)
                .field("rate", report.perSecond(), 1)
                .field("failure", report.failures());
        if (report.counted() != null) {
            json.beginObject("verify")
                    .field("received", report.counted().received())
                    .field("unique", report.counted().unique())
                    .field("duplicates", report.counted().duplicates())
                    .field("rejected", report.counted().rejected())
                    .field("equal", report.isEqual())
                    .endObject();
        }
        if (report.config().log() != null) {
            json.beginObject("log")
                    .field("equal", report.logProblem() == null)
                    .field("problem", report.logProblem())
                    .endObject();
        }
        return json.endObject().toString();
    }
}
