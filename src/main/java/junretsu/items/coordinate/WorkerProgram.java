package junretsu.items.coordinate;

import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import junretsu.base.Sha256;
import junretsu.config.HostPort;

/**
 * The program that the coordinator starts as a node.
 *
 * @param words the program and what stands before the flags, as in {@code java -jar junretsu.jar serve items}
 * @param version of the program: a node of another version is replaced
 * @param variables prefix of the environment variables that the program reads its flags from; it inherits none of them
 */
public record WorkerProgram(List<String> words, String version, String variables) {

    /**
     * The Java and the jar, or the folder of classes, of this process.
     *
     * @param verb as in {@code serve items}
     */
    public static WorkerProgram ofThisProcess(String version, String variables, String... verb) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String place = place();
        List<String> words = new ArrayList<>(
                place.endsWith(".jar")
                        ? List.of(java, "-jar", place)
                        : List.of(java, "-cp", System.getProperty("java.class.path"), "junretsu.Junretsu"));
        words.addAll(List.of(verb));
        return new WorkerProgram(List.copyOf(words), version, variables);
    }

    private static String place() {
        try {
            return Path.of(WorkerProgram.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a jar's place is a URI", e);
        }
    }

    /** The arguments and variables that make it one node. @param data directory of the coordinator */
    WorkerCommand command(HostPort at, Map<String, String> passedOn, Path data) {
        Path directory = data.resolve("worker-" + at.port());
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of("--role", "node", "--http", at.toString(), "--data", directory.toString()));
        return new WorkerCommand(at, List.copyOf(all), passedOn, variables, directory, signature(all, passedOn));
    }

    /** A hash that tells whether a node was started alike (SHA-256); the note of it need not hold any secret. */
    private String signature(List<String> all, Map<String, String> passedOn) {
        String text = version + all + new TreeMap<>(passedOn);
        return HexFormat.of().formatHex(Sha256.hash(text.getBytes(StandardCharsets.UTF_8)));
    }
}
