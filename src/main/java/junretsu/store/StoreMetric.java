package junretsu.store;

import junretsu.text.PrometheusText;

/** What {@code /metrics} shows of a store, whatever is counted in it. The README's table is checked against this. */
public enum StoreMetric implements PrometheusText.Family {
    FLUSHES("junretsu_flushes_total", "counter", "Flushes into the store, by result: applied, refused, unknown"),
    FLUSH_DURATION("junretsu_flush_duration_seconds", "histogram", "How long a flush took, whatever became of it"),
    FLUSH_LAG("junretsu_flush_lag_seconds", "gauge", "Age of the store's counts; 0 when it has them all"),
    STORE_UP("junretsu_store_up", "gauge", "1 when the last flush was applied, else 0"),
    STORE_FAULTS("junretsu_store_faults_total", "counter", "Flushes that failed, by fault");

    private final PrometheusText.Description description;

    StoreMetric(String name, String type, String help) {
        description = new PrometheusText.Description(name, type, help);
    }

    @Override
    public PrometheusText.Description description() {
        return description;
    }
}
