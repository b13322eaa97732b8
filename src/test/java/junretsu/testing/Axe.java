package junretsu.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Deque's axe-core, which finds in a page what keeps people from using it. */
public final class Axe {
    private static final String SCRIPT = script();

    private Axe() {}

    /** The rules that the open page violates, each with the elements that do. */
    public static List<String> violations(Browser browser) {
        browser.run(SCRIPT);
        List<?> found = (List<?>) browser.run("return axe.run(document).then(result => result.violations.map(each =>"
                + " each.id + ': ' + each.help + ' ' + each.nodes.map(node => node.html).join(' ')))");
        return found.stream().map(String.class::cast).toList();
    }

    private static String script() {
        try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
