package junretsu.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QrPathTest {
    private static final Pattern MODULE = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z");

    private static boolean[][] modules(QrPath code) {
        boolean[][] dark = new boolean[code.side()][code.side()];
        Matcher module = MODULE.matcher(code.path());
        int end = 0;
        while (module.find()) {
            assertThat(module.start()).isEqualTo(end);
            end = module.end();
            dark[Integer.parseInt(module.group(2))][Integer.parseInt(module.group(1))] = true;
        }
        assertThat(end).isEqualTo(code.path().length());
        return dark;
    }

    private static String row(boolean[][] modules, int y, int from) {
        StringBuilder row = new StringBuilder();
        for (int x = from; x < from + 8; x++) {
            row.append(modules[y][x] ? '#' : '.');
        }
        return row.toString();
    }

    @Test
    void hasItsThreeFinderPatternsWithinAMargin() {
        QrPath code = QrPath.of("otpauth://totp/junretsu:" + "a".repeat(90));
        boolean[][] modules = modules(code);
        assertThat((code.side() - 8 - 17) % 4).isZero();
        for (int i = 0; i < 4; i++) {
            assertThat(modules[i]).doesNotContain(true);
            assertThat(modules[code.side() - 1 - i]).doesNotContain(true);
        }
        int far = code.side() - 4 - 7;
        for (int[] corner : new int[][] {{4, 4}, {far, 4}, {4, far}}) {
            assertThat(row(modules, corner[1], corner[0])).startsWith("#######");
            assertThat(row(modules, corner[1] + 1, corner[0])).startsWith("#.....#");
            assertThat(row(modules, corner[1] + 3, corner[0])).startsWith("#.###.#");
            assertThat(row(modules, corner[1] + 6, corner[0])).startsWith("#######");
        }
    }

    @Test
    void anotherTextIsAnotherCode() {
        assertThat(QrPath.of("otpauth://totp/a")).isNotEqualTo(QrPath.of("otpauth://totp/b"));
        String long300 = "x".repeat(300).toUpperCase(Locale.ROOT) + "y";
        assertThat(QrPath.of(long300).side()).isGreaterThan(60);
        assertThat(Arrays.deepEquals(modules(QrPath.of("a")), modules(QrPath.of("a"))))
                .isTrue();
    }

    @Test
    void isADocumentWithTheDarkModulesOnLight() {
        QrPath code = QrPath.of("http://192.168.0.10:8080/vote");
        assertThat(code.svg())
                .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + code.side() + " " + code.side()
                        + "\"")
                .contains("<path fill=\"#fff\" d=\"M0 0h" + code.side())
                .endsWith("<path d=\"" + code.path() + "\"/></svg>");
    }
}
