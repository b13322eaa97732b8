package junretsu.testing;

import java.util.List;
import java.util.Map;
import junretsu.load.BlastReport;
import junretsu.load.ReportPage;

/** Reports of loads as a command writes them. */
public final class Reports {
    private Reports() {}

    /** The page of a report. */
    public static String page(BlastReport report) {
        return new ReportPage("something", "1", "now", Map.of(), List.of()).html(report);
    }
}
