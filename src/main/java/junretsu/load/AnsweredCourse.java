package junretsu.load;

import junretsu.load.page.TimeChart;

/**
 * The course of a load whose requests are answered: what was sent, when and how late, and what was answered, when and
 * after how long.
 *
 * @param sent with its lag
 * @param answered with its latency
 */
public record AnsweredCourse(TimeLine sent, TimeLine answered) {
    public AnsweredCourse {
        sent.trim();
        answered.trim();
    }

    /**
     * The course as a table.
     *
     * @param answeredName of what was answered, in one word
     * @param latencyName of its time, in one word
     */
    public Course table(String answeredName, String latencyName) {
        TimeLine clock =
                sent.slices() * sent.sliceNanos() > answered.slices() * answered.sliceNanos() ? sent : answered;
        Course course = new Course(clock)
                .count("sent", sent)
                .count(answeredName, answered)
                .times(latencyName, answered);
        if (sent.isTimed()) {
            course.times("slip", sent);
        }
        return course;
    }

    /**
     * Draws the rates.
     *
     * @param noun what was sent
     * @param answeredName of what was answered
     */
    public void drawRates(LoadPage page, String title, String noun, String answeredName) {
        TimeChart chart = sent.sliceNanos() == answered.sliceNanos()
                ? LoadPage.ratesOver(title, sent)
                        .area(noun + " sent", LoadPage.rates(sent))
                        .line(answeredName, LoadPage.rates(answered))
                : LoadPage.ratesOver(title, answered).area(answeredName, LoadPage.rates(answered));
        page.chart(title, null, chart);
    }

    /**
     * Draws how long answers took, over the time.
     *
     * @param from the moment that it counts from
     */
    public void drawLatency(LoadPage page, String title, String from) {
        page.times(title, "From the " + from + ".", answered);
    }

    /** Draws the lag behind the schedule over the time; nothing for a load without one. */
    public void drawSlip(LoadPage page) {
        page.times(
                "Slip over time",
                "How late this generator sent what was due; latency counts from the planned time, so it is part of it.",
                sent);
    }
}
