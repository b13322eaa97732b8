package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import junretsu.testing.Setup;
import junretsu.testing.Shell;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packages of {@code make dist}, made once: each runs where there is no Java. */
class PackagesIT {
    private static final long PACKED_BYTES_MAX = 60_000_000;
    private static final String BARE = "env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 ";

    /** A link in Markdown to a file beside it; group 1 is the file. */
    private static final Pattern LINK = Pattern.compile("]\\(((?!https?:)[^)#\\s]+)[^)]*\\)");

    @TempDir
    static Path packages;

    @TempDir
    Path folder;

    @BeforeAll
    static void packs() throws Exception {
        assumeTrue(Files.isExecutable(Setup.newest().home().resolve("bin/jlink")), "no JDK with jlink");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg-deb")), "no dpkg-deb");
        Shell.run("XZ_LEVEL=1 JAR=%s OUT=%s JDK=%s scripts/dist.sh"
                .formatted(
                        System.getProperty("junretsu.jar"),
                        packages,
                        Setup.newest().home()));
    }

    @Test
    void haveChecksumsAndAreSmall() throws Exception {
        assertThat(Shell.run("cd " + packages + " && sha256sum -c SHA256SUMS").split(": OK"))
                .hasSizeGreaterThan(5);
        try (Stream<Path> files = Files.list(packages)) {
            assertThat(files)
                    .hasSize(6)
                    .allSatisfy(file -> assertThat(file.toFile().length()).isLessThan(PACKED_BYTES_MAX));
        }
    }

    @Test
    void theArchiveWithARuntimeStartsFromItsArchiveOfClasses() throws Exception {
        Shell.run("tar -xzf %s -C %s --strip-components=1".formatted(only("-*-linux-*.tar.gz"), folder));
        assertThat(Files.readString(folder.resolve("README.md"))).contains("```\nbin/junretsu serve ");
        Shell.run("ln -s %s/bin/junretsu %s/link".formatted(folder, folder));
        assertThat(Shell.run(BARE + folder + "/link -J-Xshare:on --version")).startsWith("junretsu ");
    }

    @Test
    void theArchiveWithoutARuntimeTakesTheJavaAtHand() throws Exception {
        Shell.run("tar -xzf %s -C %s --strip-components=1".formatted(only("-[0-9]*.[0-9].tar.gz"), folder));
        Path home = Setup.oldest().home();
        assertThat(Shell.run("JAVA_HOME=%s %s/bin/junretsu --java".formatted(home, folder)))
                .isEqualTo(home + "/bin/java\n");
        assertThat(Shell.run("JAVA_HOME=%s %s/bin/junretsu --version".formatted(home, folder)))
                .startsWith("junretsu ");
    }

    @Test
    void everyLinkInTheArchivesPagesLeadsToAFileOfIt() throws Exception {
        Shell.run("tar -xzf %s -C %s --strip-components=1".formatted(only("-[0-9]*.[0-9].tar.gz"), folder));
        int links = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path page :
                    files.filter(file -> file.toString().endsWith(".md")).toList()) {
                Matcher link = LINK.matcher(Files.readString(page));
                while (link.find()) {
                    assertThat(page.resolveSibling(link.group(1)))
                            .as("%s", page)
                            .exists();
                    links++;
                }
            }
        }
        assertThat(links).isGreaterThan(30);
    }

    @Test
    void theDebianPackageIsInstalledCountsAndLeavesNothing() throws Exception {
        String dpkg = "dpkg --root=%s --force-script-chrootless --force-depends --log=/dev/null ".formatted(folder);
        Shell.run("mkdir -p %1$s/var/lib/dpkg/info %1$s/var/lib/dpkg/updates && touch %1$s/var/lib/dpkg/status"
                .formatted(folder));
        Shell.run(dpkg + "-i " + only("_*.deb") + " 2>&1");
        assertThat(folder.resolve("usr/share/man/man1/junretsu.1.gz")).exists();
        assertThat(Shell.run(
                        "bash -c 'source %s/usr/share/bash-completion/completions/junretsu && complete -p junretsu'"
                                .formatted(folder)))
                .contains("_junretsu");
        String junretsu = BARE + folder + "/usr/bin/junretsu ";
        assertThat(Shell.run(junretsu + "--java")).startsWith(folder + "/usr/lib/junretsu/runtime/");
        assertThat(Shell.run("""
                %1$s serve --udp 127.0.0.1:0 --http 127.0.0.1:0 --data %2$s/data >%2$s/out &
                until grep -q ready: %2$s/out; do sleep 0.05; done
                udp=$(sed -n 's/.*at udp \\([^,]*\\),.*/\\1/p' %2$s/out)
                http=$(sed -n 's/.*\\(http:[^,]*\\),.*/\\1/p' %2$s/out)
                %1$s blast --target $udp --count 1000 --rate 10k --verify $http
                kill $! && wait $!""".formatted(junretsu, folder))).contains("1,000 sent = 1,000 counted");
        Shell.run(dpkg + "-P junretsu 2>&1");
        assertThat(folder.resolve("usr")).doesNotExist();
        assertThat(folder.resolve("data")).exists();
    }

    @Test
    void theImageIsOneLayerThatRunsByItself() throws Exception {
        Shell.run("tar -xf %s -C %s".formatted(only("-*.oci.tar"), folder));
        if (Files.isExecutable(Path.of("/usr/bin/skopeo"))) {
            assertThat(Shell.run("skopeo inspect oci:" + folder))
                    .contains("\"Architecture\"", "org.opencontainers.image");
        }
        assumeTrue(Shell.run("id -u").equals("0\n"), "chroot wants root");
        Path root = Files.createDirectory(folder.resolve("root"));
        Shell.run("cd %s && tar -xzf $(grep -l -a -z -m 1 . blobs/sha256/* | xargs ls -S | head -n 1) -C root"
                .formatted(folder));
        String java =
                "/usr/lib/junretsu/runtime/bin/java -XX:SharedArchiveFile=/usr/lib/junretsu/junretsu.jsa -Xshare:on";
        assertThat(Shell.run("unshare -m sh -c 'mount -t proc proc %1$s/proc && chroot %1$s %2$s -jar %3$s --version'"
                        .formatted(root, java, "/usr/lib/junretsu/junretsu.jar")))
                .startsWith("junretsu ");
    }

    private static String only(String ending) throws Exception {
        return Shell.run("ls " + packages + "/junretsu" + ending).strip();
    }
}
