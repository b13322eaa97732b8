package junretsu.load;

import java.util.List;
import junretsu.text.JsonWriter;

/** A report with two figures, one better when higher, the other when lower. */
record FakeReport(
        double rate, double waited, boolean interrupted, List<String> problems, String limitPassed, boolean isWrong)
        implements BlastReport {

    FakeReport(double rate, double waited, boolean interrupted) {
        this(rate, waited, interrupted, List.of(), null, false);
    }

    @Override
    public String target() {
        return "<there>";
    }

    @Override
    public String text() {
        return "a <b> & c";
    }

    @Override
    public void write(JsonWriter json) {
        json.field("sent", 1L);
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                Figure.rate("rate", "rate", rate),
                Figure.time("wait_s", "wait", waited),
                Figure.time("none_s", "not measured", Double.NaN));
    }

    @Override
    public Course course() {
        return new Course(line()).count("sent", line()).times("wait", line());
    }

    @Override
    public void draw(LoadPage page) {
        page.times("Waits <over> time", null, line());
        page.chart("Rate", null, LoadPage.ratesOver("Rate", line()).area("sent", LoadPage.rates(line())));
    }

    @Override
    public boolean isProven() {
        return true;
    }

    @Override
    public String finding() {
        return "all <is> well";
    }

    private static TimeLine line() {
        TimeLine line = new TimeLine();
        line.record(0, 3, 1_000_000);
        line.record(1_600_000_000L, 100, 40_000_000);
        return line;
    }
}
