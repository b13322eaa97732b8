package junretsu.votes.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import junretsu.config.UsageException;
import junretsu.testing.FlagSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppearanceConfigTest {
    @TempDir
    Path folder;

    private AppearanceConfig from(String flag, byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("file"), content);
        return AppearanceConfig.from(FlagSettings.of(flag, file.toString()));
    }

    private void refuses(String flag, byte[] content, String... words) {
        assertThatThrownBy(() -> from(flag, content))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void takesAThemeThatLoadsNothing() throws IOException {
        String css = ":root { --back: #123; }\n.screen { background: url( 'data:image/png;base64,AAAA' ); }\n";
        assertThat(from("theme", css.getBytes()).theme()).isEqualTo(css);
        assertThat(AppearanceConfig.from(FlagSettings.of()).theme()).isEmpty();
    }

    @Test
    void refusesAThemeThatLoadsFromElsewhereAndSaysInWhichLine() {
        for (String line : new String[] {
            "@import 'other.css';",
            "@IMPORT url(x)",
            "a { background: url(https://elsewhere.example/x.png) }",
            "a { background: URL( //elsewhere.example/x.png) }",
            "a { background: url(data:text/html,x) }",
            "a { background: image-set('x.png' 1x) }",
            "a { background: \\75rl(x) }"
        }) {
            refuses("theme", ("b { color: red }\n" + line).getBytes(), "style sheet without @import", "line 2");
        }
    }

    @Test
    void refusesAThemeThatIsTooLargeOrNoText() {
        refuses("theme", new byte[(64 << 10) + 1], "at most 64KiB");
        refuses("theme", new byte[] {(byte) 0xff, (byte) 0xfe}, "UTF-8");
        assertThatThrownBy(() -> AppearanceConfig.from(
                        FlagSettings.of("theme", folder.resolve("none").toString())))
                .hasMessageContaining("no such file");
    }

    @Test
    void takesAPngOrSvgLogoByItsContent() throws IOException {
        assertThat(from("logo", new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0})
                        .logo()
                        .type())
                .isEqualTo("image/png");
        String svg = "<?xml version=\"1.0\"?>\n<!-- ours -->\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
        assertThat(from("logo", svg.getBytes()).logo().type()).isEqualTo("image/svg+xml");
    }

    @Test
    void refusesALogoOfAnotherKind() {
        refuses("logo", "<html><svg></svg></html>".getBytes(), "a PNG or SVG picture");
        refuses("logo", new byte[] {'G', 'I', 'F', '8', '9', 'a'}, "a PNG or SVG picture");
        refuses("logo", new byte[(1 << 20) + 1], "at most 1024KiB");
    }
}
