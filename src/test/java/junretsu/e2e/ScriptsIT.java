package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import junretsu.testing.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts that build and install, on files in place of the real ones. */
class ScriptsIT {
    @TempDir
    Path folder;

    @Test
    void aBuildLeavesTheJarOfAServerThatRunsAsItIs() throws Exception {
        Shell.run("""
                cp build.sh %1$s && cd %1$s && mkdir bin target
                printf '#!/bin/sh\\necho new >target/junretsu.jar\\n' >bin/mvn && chmod +x bin/mvn
                echo old >junretsu.jar && ln junretsu.jar mapped
                PATH=$PWD/bin:$PATH ./build.sh""".formatted(folder));
        assertThat(folder.resolve("mapped")).hasContent("old");
        assertThat(folder.resolve("junretsu.jar")).hasContent("new");
    }

    @Test
    void anInstallationsUnitStartsWhatIsBelowItsPrefix() throws Exception {
        Shell.run("""
                mkdir -p %1$s/scripts %1$s/dist %1$s/tree/share/doc/junretsu/deploy %1$s/tree/lib/systemd/system
                cp scripts/install.sh %1$s/scripts && cp deploy/junretsu@.service %1$s/tree/lib/systemd/system
                cd %1$s && touch tree/README.md tree/share/doc/junretsu/deploy/README.md
                tar -czf dist/junretsu-0-linux-x64.tar.gz tree
                scripts/install.sh %1$s/own""".formatted(folder));
        assertThat(folder.resolve("own/lib/systemd/system/junretsu@.service"))
                .content()
                .contains("\nExecStart=" + folder + "/own/bin/junretsu serve %i\n");
        assertThat(folder.resolve("own/share/doc/junretsu/deploy/README.md")).exists();
        assertThat(folder.resolve("own/README.md")).doesNotExist();
    }

    @Test
    void allBenchmarksRunThoughOneFailsWhichIsNamedInTheEnd() throws Exception {
        assertThat(Shell.run("bench/all.sh 'echo first' 'echo second; exit 3' 'echo third' 2>&1 || echo ended with $?"))
                .isEqualTo("""
                        first
                        second
                        third
                        failed:
                          echo second; exit 3
                        ended with 1
                        """);
    }

    @Test
    void aDriverThatOpensNoSessionEndsTheScript() throws Exception {
        assertThat(Shell.run("""
                . scripts/browser.sh
                ask() { echo '{"value":{"error":"session not created"}}'; }
                see 10 10 http://127.0.0.1/ 2>&1 || echo ended""")).endsWith("ended\n");
    }
}
