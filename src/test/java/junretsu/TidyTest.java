package junretsu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Walks the source tree and keeps it tidy. The limits are ratchets: lower them when the tree allows. */
class TidyTest {
    private static final int METHOD_LINES_MAX = 45;
    private static final int FILE_LINES_MAX = 330;

    /** Classes whose methods run for each datagram or batch, and what must not be in them. */
    private static final List<String> HOT = List.of(
            "java/junretsu/net/nio/NioReceiver",
            "java/junretsu/net/nio/NioSender",
            "java22/junretsu/net/linux/MmsgReceiver",
            "java22/junretsu/net/linux/MmsgSender",
            "java22/junretsu/net/linux/UringReceiver",
            "java22/junretsu/net/linux/UringSender",
            "java/junretsu/tally/CounterBlock",
            "java/junretsu/votes/serve/VoteCounter",
            "java/junretsu/votes/serve/VoteReceiver");

    private static final Pattern FORBIDDEN_WHEN_HOT = Pattern.compile(
            "synchronized|\\.format\\(|stream\\(|currentTimeMillis|System\\.(out|err)|Pattern|Long\\.valueOf|List<|Map<");
    private static final Pattern FORBIDDEN_NAME = Pattern.compile("(Util|Utils|Helper|Manager|Impl|Misc)$");
    private static final Pattern COMMENTED_OUT = Pattern.compile("^\\s*//.*[;{}]\\s*$");
    private static final Pattern METHOD = Pattern.compile("^    (?!    )[^/*@}].*\\) (throws [\\w., ]+ )?\\{$");

    @Test
    void methodsAndFilesStayShort() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : sources()) {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() > FILE_LINES_MAX) {
                tooLong.add(file + " has " + lines.size() + " lines");
            }
            int start = -1;
            for (int i = 0; i < lines.size(); i++) {
                if (METHOD.matcher(lines.get(i)).find()) {
                    start = i;
                } else if (lines.get(i).equals("    }") && start >= 0) {
                    if (i - start > METHOD_LINES_MAX) {
                        tooLong.add(file + ":" + (start + 1) + " is a method of " + (i - start) + " lines");
                    }
                    start = -1;
                }
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void hotClassesDoNothingSlow() throws IOException {
        for (String hot : HOT) {
            String text = Files.readString(Path.of("src/main/" + hot + ".java"));
            assertThat(FORBIDDEN_WHEN_HOT.matcher(text).results().map(match -> match.group()))
                    .as(hot)
                    .isEmpty();
        }
    }

    @Test
    void noCodeIsCommentedOutAndNoNameSaysNothing() throws IOException {
        for (Path file : sources()) {
            assertThat(Files.readAllLines(file)).as(file.toString()).noneMatch(COMMENTED_OUT.asPredicate());
            String name = file.getFileName().toString().replace(".java", "");
            assertThat(FORBIDDEN_NAME.matcher(name).find()).as(name).isFalse();
        }
    }

    @Test
    void everyPackageSaysWhatComesInAndWhatGoesOut() throws IOException {
        for (Path file : sources()) {
            if (!file.getParent().endsWith("junretsu")) {
                assertThat(file.resolveSibling("package-info.java")).exists();
            }
        }
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String root : List.of("src/main/java", "src/main/java22")) {
            if (Files.exists(Path.of(root))) {
                try (Stream<Path> files = Files.walk(Path.of(root))) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        return sources;
    }
}
