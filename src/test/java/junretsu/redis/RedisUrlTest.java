package junretsu.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import junretsu.config.HostPort;
import junretsu.config.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisUrlTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "redis://h,                            false, false, -,    -,     h,   6379, 0",
                "redis://h:7000/3,                     false, false, -,    -,     h,   7000, 3",
                "redis://:p@h,                         false, false, -,    p,     h,   6379, 0",
                "redis://u:p%40%3A/@h:1,               false, false, u,    p@:/,  h,   1,    0",
                "redis://u:a+b@h,                      false, false, u,    a+b,   h,   6379, 0",
                "rediss://u@[::1]:6380,                true,  false, u,    -,     ::1, 6380, 0",
                "redis+cluster://h:7000,               false, true,  -,    -,     h,   7000, 0",
                "rediss+cluster://:p@h,                true,  true,  -,    p,     h,   6379, 0",
            })
    void readsWhatUsersType(
            String text,
            boolean tls,
            boolean cluster,
            String user,
            String password,
            String host,
            int port,
            int database) {
        assertThat(RedisUrl.parse(text))
                .isEqualTo(new RedisUrl(tls, cluster, user, password, new HostPort(host, port), database));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "h",
                "http://secret@h",
                "redis://",
                "redis://:secret@",
                "redis://:secret@h:0",
                "redis://:secret@h:70000",
                "redis://:secret@h/x",
                "redis+cluster://:secret@h/1",
                "redis://:se%cret@h",
                "redis://:secret@h?x=1",
                "redis://a:b:c"
            })
    void refusesOthersWithoutShowingAPassword(String text) {
        assertThatThrownBy(() -> RedisUrl.parse(text))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--redis: '")
                .hasMessageContaining("give redis://")
                .hasMessageNotContaining("secret");
    }

    @Test
    void showsEverythingButUserAndPassword() {
        RedisUrl url = RedisUrl.parse("rediss://user:secret@h:7/2");

        assertThat(url.location()).isEqualTo("rediss://h:7/2");
        assertThat(url.toString()).isEqualTo(url.location());
        assertThat(RedisUrl.masked("rediss://user:secret@h:7/2")).isEqualTo("rediss://***@h:7/2");
    }
}
