package junretsu.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OldestFirstTest {
    private final OldestFirst<Integer> values = new OldestFirst<>(2);

    @Test
    void theOneThatWasPutFirstMakesRoom() {
        values.put("a", 1);
        values.put("b", 2);
        values.put("c", 3);
        assertThat(values.get("a")).isNull();
        assertThat(values.get("b")).isEqualTo(2);
        assertThat(values.get("c")).isEqualTo(3);
        assertThat(values.size()).isEqualTo(2);
    }

    @Test
    void puttingAgainMakesItTheYoungest() {
        values.put("a", 1);
        values.put("b", 2);
        assertThat(values.merge("a", 10, Integer::sum)).isEqualTo(11);
        values.put("c", 3);
        assertThat(values.get("a")).isEqualTo(11);
        assertThat(values.get("b")).isNull();
    }

    @Test
    void whatIsRemovedLeavesItsPlace() {
        values.put("a", 1);
        values.put("b", 2);
        values.remove("b");
        values.remove("b");
        values.put("c", 3);
        assertThat(values.get("a")).isEqualTo(1);
        assertThat(values.get("c")).isEqualTo(3);
    }
}
