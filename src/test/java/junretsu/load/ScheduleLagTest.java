package junretsu.load;

import static org.assertj.core.api.Assertions.assertThat;

import junretsu.text.JsonWriter;
import org.junit.jupiter.api.Test;

class ScheduleLagTest {

    @Test
    void weighsBySliceAndAddsUp() {
        ScheduleLag one = new ScheduleLag();
        one.record(5_000, 99);
        ScheduleLag other = new ScheduleLag();
        other.record(9_000, 1);
        other.record(-1, 100);
        one.add(other);

        assertThat(one.percentileMicros(0.5)).isZero();
        assertThat(one.percentileMicros(0.51)).isEqualTo(5);
        assertThat(one.percentileMicros(1)).isEqualTo(9);
        JsonWriter json = new JsonWriter().beginObject();
        one.write(json, "lag");
        assertThat(json.endObject()).hasToString("{\"lag\":{\"p50\":0,\"p99\":5,\"max\":9}}");
    }

    @Test
    void isNullForALoadWithoutASchedule() {
        JsonWriter json = new JsonWriter().beginObject();
        new ScheduleLag().write(json, "lag", Rate.MAX);
        Rate.MAX.write(json, "rate");
        assertThat(json.endObject()).hasToString("{\"lag\":null,\"rate\":null}");
        json = new JsonWriter().beginObject();
        new ScheduleLag().write(json, "lag", new Rate(7));
        new Rate(7).write(json, "rate");
        assertThat(json.endObject()).hasToString("{\"lag\":{\"p50\":0,\"p99\":0,\"max\":0},\"rate\":7}");
        assertThat(Rate.perSecond(5, 2_000_000_000L)).isEqualTo(2.5);
        assertThat(Rate.perSecond(5, 0)).isZero();
    }
}
