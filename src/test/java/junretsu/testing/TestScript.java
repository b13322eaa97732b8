package junretsu.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Scripts that a test runs within a page; they stand beside the tests' resources. Any thread may call. */
public final class TestScript {
    private TestScript() {}

    /**
     * A script as the body of an asynchronous function.
     *
     * @param name of a file of {@code src/test/resources/junretsu/web}
     */
    public static String read(String name) {
        try (InputStream in = TestScript.class.getResourceAsStream("/junretsu/web/" + name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return "return (async function() {" + text + "}).apply(null, arguments)";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
