package junretsu.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import junretsu.net.EngineOptions;

/**
 * What the product is tried on: a Java of this machine, and an engine.
 *
 * @param feature the Java's version, such as 17
 * @param home where it is
 * @param engine as after {@code --engine}
 */
public record Setup(int feature, Path home, String engine) {
    private static final int JAVA_OLDEST = 17;
    private static final int JAVA_WITH_FOREIGN = 22;
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

    /** For {@code @MethodSource}: the oldest Java with its one engine, and the newest with each that works here. */
    public static Stream<Setup> all() {
        Setup newest = newest();
        List<Setup> setups = new ArrayList<>(List.of(oldest()));
        for (String engine : List.of("mmsg", "uring")) {
            if (newest.feature >= JAVA_WITH_FOREIGN && works(engine)) {
                setups.add(new Setup(newest.feature, newest.home, engine));
            }
        }
        return setups.stream();
    }

    /** For {@code @MethodSource}: the oldest and the newest Java, with the engine that each takes by itself. */
    public static Stream<Setup> javas() {
        return Stream.of(oldest(), newest()).distinct();
    }

    public static Setup oldest() {
        return installed().get(0);
    }

    public static Setup newest() {
        List<Setup> installed = installed();
        return installed.get(installed.size() - 1);
    }

    public String command() {
        return home.resolve("bin/java").toString();
    }

    @Override
    public String toString() {
        return "Java " + feature + " " + engine;
    }

    private static boolean works(String engine) {
        String type = engine.equals("mmsg") ? "MmsgEngine" : "UringEngine";
        try {
            Class.forName("junretsu.net.linux." + type)
                    .getConstructor(EngineOptions.class)
                    .newInstance(new EngineOptions(true, false));
            return true;
        } catch (InvocationTargetException e) {
            return false;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Setup> installed() {
        List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
        String maven = System.getProperty("junretsu.maven.java.home");
        if (maven != null) {
            homes.add(Path.of(maven));
        }
        Path system = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(system)) {
            try (var entries = Files.list(system)) {
                entries.filter(Files::isDirectory).forEach(homes::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return homes.stream()
                .filter(home -> Files.isExecutable(home.resolve("bin/java")) && Files.exists(home.resolve("release")))
                .map(home -> new Setup(feature(home), home, "auto"))
                .filter(setup -> setup.feature >= JAVA_OLDEST)
                .sorted(Comparator.comparingInt(Setup::feature))
                .toList();
    }

    private static int feature(Path home) {
        try {
            Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
            return version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
