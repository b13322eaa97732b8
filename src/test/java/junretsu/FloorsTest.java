package junretsu;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import org.junit.jupiter.api.Test;

/** The house: imports go down its floors, never up, and never between rooms of one floor. */
class FloorsTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("junretsu");

    @Test
    void importsGoDownTheFloors() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("main")
                .definedBy("junretsu")
                .layer("cli")
                .definedBy("junretsu.cli..")
                .layer("votes")
                .definedBy("junretsu.votes..")
                .layer("store")
                .definedBy("junretsu.store..")
                .layer("web")
                .definedBy("junretsu.web..")
                .layer("tally")
                .definedBy("junretsu.tally..")
                .layer("net")
                .definedBy("junretsu.net..")
                .layer("load")
                .definedBy("junretsu.load..")
                .layer("numbers")
                .definedBy("junretsu.numbers..")
                .layer("base")
                .definedBy("junretsu.base..")
                .ensureAllClassesAreContainedInArchitecture()
                .whereLayer("main")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("cli")
                .mayOnlyBeAccessedByLayers("main")
                .whereLayer("votes")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("load")
                .mayOnlyBeAccessedByLayers("votes", "numbers", "cli")
                .whereLayer("votes")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("numbers")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("store")
                .mayOnlyBeAccessedByLayers("votes", "numbers", "cli")
                .whereLayer("web")
                .mayOnlyBeAccessedByLayers("votes", "numbers", "cli")
                .whereLayer("tally")
                .mayOnlyBeAccessedByLayers("votes", "numbers", "cli")
                .whereLayer("net")
                .mayOnlyBeAccessedByLayers("votes", "numbers", "cli")
                .check(HOUSE);
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
    void onlyTheRedisStoreSeesJedis() {
        noClasses()
                .that()
                .resideOutsideOfPackage("junretsu.store.redis..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("redis.clients..", "org.apache.commons.pool2..", "org.slf4j..")
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
    void everythingElseSeesTheJdkAlone() {
        classes()
                .that()
                .resideOutsideOfPackages("junretsu.store.redis..", "junretsu.web..")
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
                .resideInAnyPackage("junretsu.tally..", "junretsu.store..", "junretsu.web..", "junretsu..serve..")
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
