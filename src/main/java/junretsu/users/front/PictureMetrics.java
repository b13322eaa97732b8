package junretsu.users.front;

import java.util.List;
import java.util.Locale;
import junretsu.text.Metric;
import junretsu.text.PrometheusText;
import junretsu.users.picture.PictureCounts.Outcome;
import junretsu.users.picture.PictureMaker;

/** The metrics of the pictures that people send, of each process that shows the page. */
public final class PictureMetrics {
    static final Metric PICTURES = Metric.counter(
            "junretsu_users_pictures_total", "Pictures that were to be made of files, the small ones too, by outcome");
    static final Metric TIMES =
            Metric.histogram("junretsu_users_picture_duration_seconds", "Times of decoding and encoding a picture");
    static final Metric WAITING =
            Metric.gauge("junretsu_users_pictures_waiting", "Pictures that wait for a thread to make them");

    /** In the order in which they are shown. */
    public static final List<Metric> ALL = List.of(PICTURES, TIMES, WAITING);

    private PictureMetrics() {}

    static void write(PictureMaker maker, PrometheusText text) {
        text.family(PICTURES);
        for (Outcome outcome : Outcome.values()) {
            text.labelled(maker.counts().sum(outcome), "outcome", outcome.name().toLowerCase(Locale.ROOT));
        }
        text.family(TIMES).histogram(maker.counts().times());
        text.family(WAITING).sample(maker.waiting());
    }
}
