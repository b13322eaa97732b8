package junretsu.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @Test
    void splitsBeforeItDecodes() {
        assertThat(Target.parse("/api/items/a%2Fb%25%5C%00%2e%2E;v=1").segments())
                .containsExactly("api", "items", "a/b%\\\0..;v=1");
        assertThat(Target.parse("/%E5%92%8C/%F0%9F%8E%89").segments()).containsExactly("和", "🎉");
        assertThat(Target.parse("/").segments()).isEqualTo(List.of(""));
        assertThat(Target.parse("/a//").segments()).containsExactly("a", "", "");
    }

    @Test
    void readsTheQueryAsAFormIsWritten() {
        assertThat(Target.parse("/?a=1+2&b=%2B%3D%26&a=3&c&=x&&d=e=f").query())
                .containsAllEntriesOf(Map.of("a", "1 2", "b", "+=&", "c", "", "d", "e=f"));
        assertThat(Target.parse("/a").query()).isEmpty();
        assertThat(Target.parse("/a?").query()).doesNotContainKey("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%",
                "/%4",
                "/%zz",
                "/%+1",
                "/%-1",
                "/%ff",
                "/%C0%AF",
                "/%ED%A0%80",
                "/%F5%80%80%80",
                "/é",
                "/a b",
                "/\t",
                "/#",
                "/a?b=%",
                "/a?%ff=1",
                "/a?b=é",
                "/..",
                "/a/../b",
                "/./a",
                "a",
                "",
                "*",
                "http:/a",
                "/\u007f",
                "/%١١"
            })
    void refusesWhatIsNotWellEncoded(String text) {
        assertThatThrownBy(() -> Target.parse(text)).isInstanceOf(BadRequest.class);
    }
}
