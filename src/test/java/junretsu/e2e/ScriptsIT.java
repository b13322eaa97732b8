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
}
