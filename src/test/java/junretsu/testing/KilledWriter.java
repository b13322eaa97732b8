package junretsu.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that prints a line for each thing that it has written, and is killed while it does. */
public final class KilledWriter {
    private KilledWriter() {}

    /**
     * The whole lines that it printed.
     *
     * @param said a file for them, which is written anew
     * @param afterMs from the first line on until it is killed
     */
    public static List<String> lines(Class<?> main, Path said, int afterMs, String... arguments)
            throws IOException, InterruptedException {
        Files.deleteIfExists(said);
        Process process = new ProcessBuilder(Stream.concat(
                                Stream.of(
                                        Setup.oldest().command(),
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        main.getName()),
                                Stream.of(arguments))
                        .toList())
                .redirectOutput(said.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Waiting.until("the first answers", () -> said.toFile().length() > 0 || !process.isAlive());
        Waiting.sleep(afterMs);
        process.destroyForcibly();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(said);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }
}
