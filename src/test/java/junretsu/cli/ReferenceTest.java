package junretsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import junretsu.config.Flag;
import junretsu.items.coordinate.CoordinatorMetrics;
import junretsu.items.serve.ItemsMetrics;
import junretsu.items.share.ShareMetrics;
import junretsu.jobs.local.LocalMetrics;
import junretsu.jobs.serve.JobsMetrics;
import junretsu.jobs.share.SharedMetrics;
import junretsu.numbers.serve.NumbersMetrics;
import junretsu.service.CommonMetrics;
import junretsu.service.ProcessMetrics;
import junretsu.store.StoreMetrics;
import junretsu.text.Metric;
import junretsu.users.front.FrontMetrics;
import junretsu.users.front.PictureMetrics;
import junretsu.users.serve.UsersMetrics;
import junretsu.votes.serve.VotesMetrics;
import org.junit.jupiter.api.Test;

/** The reference in docs/ is made from the flags and metrics themselves; {@code make docs} writes it anew. */
class ReferenceTest {
    private static final boolean WRITES = Boolean.getBoolean("junretsu.docs.write");

    @Test
    void listsEveryFlagOfEveryCommand() throws Exception {
        StringBuilder page = new StringBuilder("""
                # Flags

                A flag may also be set in the environment (`JUNRETSU_FLUSH=50ms` is `--flush 50ms` of `serve`) or in a properties file that
                `--config` names (`flush=50ms`); the flag wins over the environment, and that over the file. `--print-config` shows each value
                and its source. Times are `100ms`, `10s`, `3m`, `1h`; counts `500k`, `2.5m`; rates the
                same, or with `/s` behind; sizes `64KiB`, `4MiB`.

                Exit codes: 0 done, 1 failed at run time, 2 wrong usage, 3 a limit such as `--max-loss` was passed or `data verify` found what a start puts right, 130 and 143 interrupted.
                """);
        for (Command command : Services.COMMANDS) {
            page.append("\n## `junretsu ").append(command.words());
            page.append("`\n\nIn the environment: `")
                    .append(command.environmentPrefix())
                    .append("NAME`.\n\n");
            page.append(flags(command));
        }
        agrees("docs/FLAGS.md", page.toString());
    }

    @Test
    void listsEveryMetric() throws Exception {
        agrees("docs/METRICS.md", """
                # Metrics

                Shown at `/metrics` in the text format of Prometheus. What one service has is named `junretsu_<service>_…`; what every server has
                carries the label `service`.

                ## Every server

                %s
                ## A server with a store

                Votes always; numbers with `--redis`. With the label `service`.

                %s
                ## Votes

                %s
                ## Numbers

                %s
                ## Items

                %s
                With `--redis`:

                %s
                The coordinator:

                %s
                ## Jobs

                %s
                On this machine's disk:

                %s
                With `--redis`:

                %s
                ## Users

                %s
                A front that stands alone:

                %s
                Each process that shows the page:

                %s""".formatted(
                        metrics(Stream.concat(CommonMetrics.ALL.stream(), ProcessMetrics.ALL.stream())
                                .toList()),
                        metrics(StoreMetrics.ALL),
                        metrics(VotesMetrics.ALL),
                        metrics(NumbersMetrics.ALL),
                        metrics(ItemsMetrics.ALL),
                        metrics(ShareMetrics.ALL),
                        metrics(CoordinatorMetrics.ALL),
                        metrics(JobsMetrics.ALL),
                        metrics(LocalMetrics.ALL),
                        metrics(SharedMetrics.ALL),
                        metrics(UsersMetrics.ALL),
                        metrics(FrontMetrics.ALL),
                        metrics(PictureMetrics.ALL)));
    }

    private static void agrees(String page, String text) throws Exception {
        Path file = Path.of(page);
        if (WRITES) {
            Files.writeString(file, text);
        }
        assertThat(file).as("'make docs' writes it anew").hasContent(text);
    }

    private static String flags(Command command) {
        return "| flag | default | what |\n|---|---|---|\n"
                + CommonFlags.with(command).stream()
                        .map(flag -> row("`" + Help.usage(flag) + "`", defaultOf(flag), Help.sentence(flag)))
                        .collect(Collectors.joining());
    }

    private static String defaultOf(Flag<?> flag) {
        return flag.defaultText() == null || flag.isToggle() ? "" : "`" + flag.defaultText() + "`";
    }

    private static String metrics(List<Metric> metrics) {
        return "| metric | type | what |\n|---|---|---|\n"
                + metrics.stream()
                        .map(metric -> row("`" + metric.name() + "`", metric.type(), metric.help()))
                        .collect(Collectors.joining());
    }

    private static String row(String... cells) {
        return "| "
                + String.join(
                        " | ",
                        List.of(cells).stream()
                                .map(cell -> cell.replace("|", "\\|"))
                                .toList()) + " |\n";
    }
}
