package junretsu.load.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import junretsu.load.LoadPage;
import junretsu.load.page.Quantity;

/** The parts of a page that every load with answers has. */
public final class RequestPage {
    private RequestPage() {}

    /** Adds a table of counts by name, with bars; nothing when all are 0. */
    public static void counts(LoadPage page, String title, String noun, Map<String, Long> counts) {
        if (counts.values().stream().allMatch(count -> count == 0)) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        counts.forEach((name, count) -> rows.add(List.of(name, Quantity.COUNT.exact(count))));
        page.bars(
                title,
                null,
                List.of("", noun),
                rows,
                counts.values().stream().mapToDouble(Long::doubleValue).toArray());
    }

    /** Adds the reasons of failures with an example of each; nothing when there are none. */
    public static void reasons(LoadPage page, String title, ErrorReasons errors) {
        if (errors.count() > 0) {
            List<List<String>> rows = new ArrayList<>();
            errors.counts()
                    .forEach((reason, count) ->
                            rows.add(List.of(reason, Quantity.COUNT.exact(count), errors.example(reason))));
            page.table(title, null, List.of("reason", "times", "such as"), rows);
        }
    }
}
