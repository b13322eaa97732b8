package junretsu.votes.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import junretsu.net.DatagramReceiver;
import junretsu.tally.CounterFile;
import junretsu.votes.VoteCells;
import junretsu.votes.VoteTally;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VoteReceiverTest {
    @TempDir
    Path directory;

    @Test
    void publishesWhatCameBeforeTheReceiverFailed() throws Exception {
        DatagramReceiver failing = handler -> {
            handler.onPacket(ByteBuffer.allocateDirect(100), 0, 100, 1);
            throw new IOException("closed within the batch");
        };
        try (CounterFile file = CounterFile.open(directory, VoteCells.LAYOUT, "live", 0)) {
            VoteReceiver receiver = new VoteReceiver(0, failing, new VoteCounter(file.block(0), 256));

            assertThatThrownBy(receiver::doWork).hasMessage("closed within the batch");

            VoteTally tally = new VoteTally().merge(file);
            assertThat(tally.total()).isEqualTo(100);
            assertThat(tally.datagrams()).isEqualTo(1);
        }
    }
}
