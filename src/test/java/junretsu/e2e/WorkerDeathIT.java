package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.RedisServer;
import junretsu.testing.Setup;
import junretsu.testing.VoteSender;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A worker that dies of an error takes the process with it: a server that looks well and counts nothing is the worst. */
class WorkerDeathIT {
    @TempDir
    Path data;

    /** A store into a mapped page that is not there any more is an error of the JVM, as it is on a full btrfs. */
    @ParameterizedTest
    @MethodSource("junretsu.testing.Setup#all")
    void endsTheProcessWithOneAndASentence(Setup setup) throws Exception {
        try (JunretsuProcess server = JunretsuProcess.serve(setup, data, "--http=off")) {
            cutCounters();
            try (VoteSender sender = VoteSender.to(server)) {
                sender.send((byte) 1);
            }

            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.stderr()).contains("has died, so this server ends");
        }
    }

    /** An error of a mapped page may strike in the midst of a lock, which nobody gets then; here Redis holds the end up. */
    @Test
    void endsTheProcessAlsoWhenTheOtherWorkersDoNotEnd() throws Exception {
        try (RedisServer redis = RedisServer.start();
                JunretsuProcess server = JunretsuProcess.serve(
                        Setup.newest(),
                        data,
                        "--http=off",
                        "--redis",
                        redis.url(),
                        "--redis-timeout=60s",
                        "--drain=60s")) {
            redis.pause();
            Waiting.sleep(1_500);
            cutCounters();
            VoteSender.to(server).send((byte) 1);

            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.stderr())
                    .contains("did not come to an end by itself")
                    .contains("has died, so this server ends");
            redis.resume();
        }
    }

    private void cutCounters() throws IOException {
        try (FileChannel counters = FileChannel.open(data.resolve("counters"), StandardOpenOption.WRITE)) {
            counters.truncate(0);
        }
    }
}
