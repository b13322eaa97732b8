package junretsu;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house: imports go down its floors, never up, and never between rooms of one floor. */
class FloorsTest {
    private static final Path LIST = Path.of("ARCHITECTURE.md");
    private static final Path ROOT = Path.of("src/main/java/junretsu");
    private static final Pattern FLOOR = Pattern.compile("(?m)^(?<rooms>\\S.*?)\\s+floor (?<floor>\\d)$");
    private static final Pattern ROOM = Pattern.compile("(?<![\\w/])(\\w+)/");

    private static final String QR_CODE = "junretsu\\.text\\.QrPath";
    private static final String HASH = "junretsu\\.users\\.password\\.Argon2id(\\$.*)?";

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("junretsu");

    /** By room: the list of ARCHITECTURE.md, whose lines end with the floor; a word before a slash is a folder. */
    private static Map<String, Integer> floors() throws IOException {
        Map<String, Integer> floors = new TreeMap<>();
        Matcher line = FLOOR.matcher(Files.readString(LIST));
        while (line.find()) {
            int floor = Integer.parseInt(line.group("floor"));
            ROOM.matcher(line.group("rooms"))
                    .results()
                    .map(room -> room.group(1))
                    .filter(room -> Files.isDirectory(ROOT.resolve(room)))
                    .forEach(room -> floors.put(room, floor));
        }
        return floors;
    }

    @Test
    void everyRoomStandsOnAFloor() throws IOException {
        try (Stream<Path> rooms = Files.list(ROOT)) {
            assertThat(floors().keySet())
                    .containsExactlyElementsOf(new TreeSet<>(rooms.filter(Files::isDirectory)
                            .map(room -> room.getFileName().toString())
                            .toList()));
        }
    }

    @Test
    void importsGoDownTheFloors() throws IOException {
        Map<String, Integer> floors = floors();
        floors.forEach((room, floor) -> {
            String[] above = floors.entrySet().stream()
                    .filter(other -> !other.getKey().equals(room) && other.getValue() >= floor)
                    .map(other -> "junretsu." + other.getKey() + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("junretsu." + room + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .orShould()
                    .dependOnClassesThat()
                    .resideInAPackage("junretsu")
                    .check(HOUSE);
        });
    }

    @Test
    void aForbiddenImportWouldBeSeen() {
        JavaClass cli = HOUSE.get("junretsu.cli.Cli");
        assertThat(cli.getDirectDependenciesFromSelf())
                .anyMatch(dependency ->
                        dependency.getTargetClass().getPackageName().equals("junretsu.config"));
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("junretsu.(**)").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void onlyTheCliNamesAnEngineOrAStore() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "junretsu.cli..",
                        "junretsu.net.nio..",
                        "junretsu.net.linux..",
                        "junretsu.store.redis..",
                        "junretsu.store.embedded..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "junretsu.net.nio..",
                        "junretsu.net.linux..",
                        "junretsu.store.redis..",
                        "junretsu.store.embedded..")
                .check(HOUSE);
    }

    @Test
    void onlyTheRedisRoomSeesJedis() {
        noClasses()
                .that()
                .resideOutsideOfPackage("junretsu.redis..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("redis.clients..", "org.apache.commons.pool2..", "org.slf4j..")
                .check(HOUSE);
    }

    @Test
    void onlyTheSqlRoomSeesSqlite() {
        noClasses()
                .that()
                .resideOutsideOfPackage("junretsu.sql..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.sqlite..")
                .check(HOUSE);
    }

    @Test
    void onlyTheServerPartOfTheSqlRoomSeesMariaDbsDriverAndThePool() {
        noClasses()
                .that()
                .resideOutsideOfPackage("junretsu.sql.server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.mariadb..", "com.zaxxer..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage("junretsu.sql.server..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.sqlite..")
                .check(HOUSE);
    }

    @Test
    void onlyTheWebSeesJetty() {
        noClasses()
                .that()
                .resideOutsideOfPackage("junretsu.web..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jetty..")
                .check(HOUSE);
    }

    @Test
    void onlyTheHashSeesBouncyCastle() {
        noClasses()
                .that()
                .haveNameNotMatching(HASH)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bouncycastle..")
                .check(HOUSE);
    }

    @Test
    void onlyTheQrCodeSeesItsLibrary() {
        noClasses()
                .that()
                .haveNameNotMatching(QR_CODE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.nayuki..")
                .check(HOUSE);
    }

    @Test
    void everythingElseSeesTheJdkAlone() {
        classes()
                .that()
                .resideOutsideOfPackages("junretsu.redis..", "junretsu.sql..", "junretsu.web..")
                .and()
                .haveNameNotMatching(HASH)
                .and()
                .haveNameNotMatching(QR_CODE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("junretsu..", "java..", "javax..", "jdk.jfr..")
                .check(HOUSE);
    }

    @Test
    void aBlasterIsAnIndependentWitness() {
        noClasses()
                .that()
                .resideInAPackage("junretsu..blast..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "junretsu.tally..",
                        "junretsu.store..",
                        "junretsu.web..",
                        "junretsu.service..",
                        "junretsu..serve..",
                        "junretsu.users.store..",
                        "junretsu.users.verbs..")
                .check(HOUSE);
    }

    @Test
    void aServerKnowsNoBlaster() {
        noClasses()
                .that()
                .resideInAPackage("junretsu..serve..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("junretsu..blast..")
                .check(HOUSE);
    }
}
