package junretsu.items.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import junretsu.items.log.Tenant;
import org.junit.jupiter.api.Test;

class ShareKeysTest {

    @Test
    void noNameCanMoveTheSlotOrReadAsAnotherSet() {
        List<String> names = List.of(
                "a", "a:1", "a%3A1", "{a}", "}{", "../x", "a/b", "%2F", "\0", "", "ü", "u\u0308", "\uD83D\uDE00");
        Set<String> keys = new HashSet<>();
        for (String name : names) {
            for (long window : new long[] {Tenant.TOTAL, 0, 1}) {
                String field = ShareKeys.field(new Tenant(0, name, 0, window));
                String key = new String(ShareKeys.ofShard("e", 5).set(field), StandardCharsets.UTF_8);
                assertThat(key).startsWith("junretsu:{items:e:5}:set:0:").matches("[!-~]+");
                assertThat(key.substring(key.indexOf('}') + 1)).doesNotContain("{", "}");
                assertThat(keys.add(key)).as(key).isTrue();
            }
        }
    }

    @Test
    void anErasedTenantsNextSetHasAnotherKey() {
        assertThat(ShareKeys.field(0, "a", Tenant.TOTAL)).isEqualTo("0:a");
        assertThat(ShareKeys.field(1, "a", Tenant.TOTAL)).isEqualTo("1:a");
        assertThat(ShareKeys.field(1, "a b", 86_400_000)).isEqualTo("1:a%20b:86400000");
    }
}
